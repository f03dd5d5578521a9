"""Which column of a table means what: by the words of its heading and by the values beneath."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from goldenthread.board.action_plan.imports.numbers import is_ref
from goldenthread.board.action_plan.rules.deadlines import reads_as_deadline
from goldenthread.board.action_plan.rules.rag import read_rag


class Field(StrEnum):
    """What a column of a plan can mean."""

    REF = "ref"
    RECOMMENDATION = "recommendation"
    ACTION_NUMBER = "action_number"
    ACTION = "action"
    LEAD = "lead"
    PROGRESS = "progress"
    DEADLINE = "deadline"
    RAG = "rag"


class Certainty(StrEnum):
    CERTAIN = "certain"
    GUESSED = "guessed"
    CHOSEN = "chosen"
    """By a person."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """Which column holds which field."""

    columns: Mapping[Field, int]
    certainty: Mapping[Field, Certainty]

    @property
    def fields(self) -> frozenset[Field]:
        return frozenset(self.columns)

    def field_of(self, column: int) -> Field | None:
        return next((field for field, place in self.columns.items() if place == column), None)


_EXTRA = "extra"

# (field, weight, words of the heading). Where two fields score the same, the earlier in this table wins:
# "Action lead" is a lead, "Progress against actions" is progress.
_HEADINGS: tuple[tuple[str, int, str], ...] = (
    (_EXTRA, 12, r"date (?:completed|added|raised|opened|started|closed|agreed|of (?:last )?(?:update|review))"
                 r"|(?:last|next) (?:updated?|review(?:ed)?)|start date|actual (?:completion )?date|page(?: no| number)?"
                 r""),
    (_EXTRA, 9, r"risks?.*|costs?|resources?.*|budget|funding.*|links?.*|monitoring.*|initials|cross ref.*"),
    (Field.LEAD, 10, r".*\b(?:by whom|who|lead|leads|led by|owners?|ownership|responsib(?:le|ility|ilities)|accountab(?:le|ility)"
                     r"|assigned to|allocated to|actioned by|action by)\b.*"),
    (Field.LEAD, 7, r"(?:officers?|agency|agencies|organisations?|posts?|named person)"),
    (Field.DEADLINE, 10, r".*\b(?:deadlines?|by when|time ?(?:scales?|frames?|lines?)|target(?: completion)? date|due|due date"
                         r"|completion date|(?:revised|review) date|end date|date (?:for|of|due)(?: completion)?|complet(?:ed?|ion) by"
                         r"|finish(?: date)?|to be completed by)\b.*"),
    (Field.DEADLINE, 9, r"when|dates?|action date|target(?: for completion)?|milestone date"),
    (Field.RAG, 10, r".*\b(?:b ?rag|rag|r a g|b r a g|brag|ragb|rayg|traffic light)\b.*"),
    (Field.RAG, 10, r".*\b(?:assessment of progress|progress (?:rating|score|category)|categor(?:y|ies))\b.*"),
    (Field.RAG, 8, r".*\b(?:score|rating|grading|grade)\b.*"),
    (Field.RAG, 6, r"(?:current |overall |delivery )?status|colour|progress status"),
    (Field.ACTION_NUMBER, 11, r"actions? (?:no|number|ref|reference|id)"),
    (Field.REF, 10, r"(?:recommendation|rec|ofsted|para|paragraph|ofsted para|ofsted paragraph|priority|objective|finding)"
                    r" (?:no|nos|number|numbers|ref|reference|id)|(?:ofsted )?para(?:graph)?|.*\bref(?:erence)?"),
    (Field.REF, 9, r"no|nos|number|id|item(?: no| number)?|rec|s no"),
    (Field.PROGRESS, 10, r".*\b(?:progress|actions? taken)\b.*"),
    (Field.PROGRESS, 9, r".*\b(?:updates?|current position|position(?: statement)?|what has (?:been done|happened))\b.*"),
    (Field.PROGRESS, 8, r".*\bevidence\b.*"),
    (Field.PROGRESS, 7, r".*\b(?:comments?|commentary|notes?|outputs?|achieve(?:d|ments?)|impact)\b.*|outcomes?|(?:current |overall )?status(?: update)?"),
    (Field.PROGRESS, 5, r".*\b(?:outcomes?|measures?|success criteria)\b.*"),
    (Field.RECOMMENDATION, 10, r".*\brecommendations?\b.*"),
    (Field.ACTION, 10, r"(?:(?:specific|key|agreed|planned|improvement|required|proposed|detailed|what) )?actions?"
                       r"(?: (?:required|to be taken|points?|needed|planned|agreed|descriptions?|plan|steps))?"),
    (Field.ACTION, 9, r".*\bwhat (?:we )?(?:will|are|do|need|needs|must|shall)(?: we)?(?: going)?(?: to)?"
                      r" (?:do|be done|happen)\b.*|what (?:will be|is to be) done"),
    (Field.ACTION, 8, r".*\bactions?\b.*"),
    (Field.ACTION, 7, r"(?:key )?(?:tasks?|steps?|activity|activities|milestones?)|how(?: will we.*| we will.*)?|what"),
    (Field.RECOMMENDATION, 8, r".*\b(?:areas? (?:for|of) (?:improvement|development|focus)|findings?|objectives?"
                              r"|learning(?: points?)?|requirements?)\b.*"),
    (Field.RECOMMENDATION, 7, r"(?:strategic |key )?(?:priority|priorities)|standards?|aims?|issues?|themes?|rec"
                              r"|what (?:do we want|needs to (?:change|improve)).*|(?:desired|required|intended) outcomes?"),
)  # fmt: skip
_PATTERNS = tuple((field, weight, re.compile(words)) for field, weight, words in _HEADINGS)
_ORDER = {field: place for place, field in enumerate(dict.fromkeys(field for field, _, _ in _HEADINGS))}
_LEAD_AND_DEADLINE = (
    re.compile(r"\b(?:leads?|whom?|owner|responsib\w+|officer)\b"),
    re.compile(r"\b(?:when|deadlines?|time ?scales?|dates?|due)\b"),
)
_ORIGINAL = re.compile(r"(?:original|initial|previous|first|old) ")
_ONLY_IF_ALONE = 6  # less than any other heading of deadlines
_CERTAIN = 10
_ENOUGH = 5


def label_words(text: str) -> str:
    """A heading without case, punctuation and what stands in brackets: "Timescale/ Target (new)" → "timescale target"."""
    bare = re.sub(r"\([^)]*\)", " ", text) if not text.strip().startswith("(") else text
    return " ".join(re.findall(r"[a-z0-9%]+", bare.lower().replace("’", "").replace("'", "")))


@lru_cache(maxsize=4096)
def meanings(words: str) -> Mapping[str, int]:
    """What a heading's words can mean, and how strongly: field → weight."""
    scores: dict[str, int] = {}
    if words and len(words) <= 90:
        for field, weight, pattern in _PATTERNS:
            if weight > scores.get(field, 0) and pattern.fullmatch(words):
                scores[field] = weight
    if _ORIGINAL.match(words) and Field.DEADLINE in scores:
        return MappingProxyType({Field.DEADLINE: _ONLY_IF_ALONE})
    if scores.get(_EXTRA, 0) >= max(scores.values(), default=0):
        return MappingProxyType({})
    return MappingProxyType(scores)


def best_meaning(text: str) -> Field | None:
    """The field that a heading names by its words alone."""
    scores = meanings(label_words(text))
    best = min(scores, key=lambda field: (-scores[field], _ORDER[field]), default=None)
    return Field(best) if best and best != _EXTRA else None


def names_lead_and_deadline(heading: str) -> bool:
    """Whether one column is meant for both: "Lead and timescale"."""
    words = label_words(heading)
    return all(pattern.search(words) for pattern in _LEAD_AND_DEADLINE)


def match_columns(headings: Sequence[str], values: Sequence[Sequence[str]] = ()) -> ColumnMatch:
    """The best meaning of each column, judged by headings and by the values beneath (one list a column)."""
    beneath = [Values.of(values[column] if column < len(values) else ()) for column in range(len(headings))]
    scored = [
        (weight + (beneath[column].fit(Field(field)) if values else 0), _ORDER[field], column, Field(field))
        for column, heading in enumerate(headings)
        for field, weight in _possible(heading, beneath[column], column).items()
        if field != _EXTRA
    ]
    columns: dict[Field, int] = {}
    certainty: dict[Field, Certainty] = {}
    for score, _, column, field in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score >= _ENOUGH and field not in columns and column not in columns.values():
            columns[field] = column
            certainty[field] = Certainty.CERTAIN if score >= _CERTAIN else Certainty.GUESSED
    return ColumnMatch(columns, certainty)


def _possible(heading: str, beneath: Values, column: int) -> Mapping[str, int]:
    """A first column of numbers needs no heading; "to be completed by" may ask when or who."""
    words = label_words(heading)
    if not words and column == 0 and beneath.refs >= 0.8:
        return {Field.REF: 6}
    if words.endswith(" by") and Field.DEADLINE in meanings(words):
        return {**meanings(words), Field.LEAD: 9}
    return meanings(words)


@dataclass(frozen=True, slots=True)
class Values:
    """What kind of values a column holds: shares of the cells that are not blank."""

    count: int
    dates: float
    rags: float
    refs: float
    length: float
    """Mean number of characters."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Values:
        filled = [text for text in texts if text.strip()]
        if not filled:
            return cls(0, 0, 0, 0, 0)
        count = len(filled)
        return cls(
            count,
            sum(map(reads_as_deadline, filled)) / count,
            sum(map(reads_as_rag, filled)) / count,
            sum(map(is_ref, filled)) / count,
            sum(map(len, filled)) / count,
        )

    def fit(self, field: Field) -> int:
        """How well the values suit a field: added to the weight of the heading."""
        if not self.count:
            return -4 if field in {Field.ACTION, Field.RECOMMENDATION} else 0
        return {
            Field.DEADLINE: self._as_deadline,
            Field.LEAD: self._as_lead,
            Field.RAG: self._as_rag,
            Field.REF: self._as_number,
            Field.ACTION_NUMBER: self._as_number,
            Field.PROGRESS: self._as_progress,
        }.get(field, self._as_statement)()

    def _as_deadline(self) -> int:
        return 2 if self.dates >= 0.5 else -1 if self.dates >= 0.15 else -4

    def _as_lead(self) -> int:
        if self.dates >= 0.5 or (self.rags >= 0.8 and self.length < 8):
            return -6
        return -3 if self.length > 150 else 0

    def _as_rag(self) -> int:
        if self.rags >= 0.5:
            return 3
        return -5 if self.length > 40 else -2

    def _as_number(self) -> int:
        return 2 if self.refs >= 0.6 else -6 if self.length > 15 else -2

    def _as_progress(self) -> int:
        return -3 if self.count > 2 and self.rags >= 0.8 and self.length < 15 else 0

    def _as_statement(self) -> int:
        return -5 if self.length < 10 or self.dates >= 0.7 else 0


def reads_as_rag(text: str) -> bool:
    """Whether a cell looks like a rating: a letter, a colour, a status, or a score."""
    bare = text.strip()
    return len(bare) <= 30 and (bool(re.fullmatch(r"[\d\s]{1,6}", bare)) or read_rag(bare).understood)
