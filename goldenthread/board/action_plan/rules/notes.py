"""What a progress cell says: its dated notes, what it claims too early, and the actions hidden in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldenthread.board.action_plan.rules.bullets import BULLETS
from goldenthread.board.action_plan.rules.dates_in_text import Mention, find_dates
from goldenthread.board.action_plan.rules.periods import Period


@dataclass(frozen=True, slots=True)
class Note:
    """One note of several that run together in a progress cell."""

    text: str
    period: Period | None = None
    """When, as exactly as the note says; None where it gives no date."""


_BREAK = re.compile(rf"\n+\s*|\s*[{BULLETS}]\s*|(?<=[.;!?])\s+(?=[\"'‘“(]?[A-Z0-9])")
# Full stops that end no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:no|nos|ref|para|e\.g|i\.e|etc|dr|mr|mrs|ms|st|approx|dep|det|insp|supt|vs|inc)\.)$", re.I
)
_LEADING = re.compile(r"[\s(\[]*")

_FUTURE = (
    r"(?:\bto|\bwill|\bshall|\bshould|\bmust|\bcan|\bmay|\bcould|\bwould)(?:\s+(?:now|also|then|not))?"
    r"(?:\s+(?:be|have\s+been))?\s+[a-z]+"
    r"|\b(?:planned|proposed|scheduled|due|booked|arranged|expected|intended|anticipated|aim(?:s|ed|ing)?|target(?:ed)?"
    r"|deadline|next|forthcoming|upcoming|required|needed|by)\b"
)
_PAST = (
    r"\b(?:(?!need|speed|indeed|exceed|proceed|succeed|based|focus+ed|multi)[a-z]{2,}ed|held|met|sent|written|took place"
    r"|taken|begun|began|given|gave|made|undertaken|led|was|were|has|have|had|went|set up|put in place|in place|done)\b"
)
_TENSE = re.compile(rf"(?P<future>{_FUTURE})|(?P<past>{_PAST})", re.IGNORECASE)
_HIDDEN = re.compile(
    r"\b(?:will|shall|must)\s+(?:now\s+|also\s+|then\s+|not\s+)?(?!have\b)[a-z]+"
    r"|\b(?:is|are|still|yet|remains?)?\s*to be\s+[a-z]+"
    r"|\b(?:is|are|were)?\s*(?:required|outstanding|awaited)\b|\bneeds?\s+to\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"^(?:[A-Z]{2,4}|[A-Z][\w&'’/-]*(?:\s+[A-Z&][\w&'’/-]*){0,4})\s+to\s+(?!date\b|be\b)[a-z]+"
)


def reads_as_note(text: str) -> bool:
    """Whether a cell tells what was done or is to be done, as a note does and a name does not."""
    return bool(_TENSE.search(text))


def sentences(text: str) -> Iterator[str]:
    """Sentences, lines and bullet points of a cell, in order and without their bullets."""
    start = 0
    for found in _BREAK.finditer(text):
        if _ABBREVIATION.search(text, 0, found.start()):
            continue
        yield from _if_any(text[start : found.start()])
        start = found.end()
    yield from _if_any(text[start:])


def _if_any(text: str) -> Iterator[str]:
    if text := " ".join(text.split()):
        yield text


def split_notes(text: str) -> tuple[Note, ...]:
    """The dated notes that a progress cell runs together (a proposal). All of the words are kept, in order.

    A date may open its note ("17.08.15 Report written") or close it ("Report written 17.08.15 Meeting held").
    """
    notes: list[Note] = []
    for sentence in sentences(text):
        for piece, mention in _pieces(sentence):
            if mention is None and notes and _opens(notes[-1]):
                notes[-1] = Note(f"{notes[-1].text} {piece}", notes[-1].period)
            else:
                notes.append(Note(piece, mention.period if mention else None))
    return tuple(notes)


def _opens(note: Note) -> bool:
    """Whether the note begins with its date, so that what follows belongs to it."""
    dates = find_dates(note.text)
    return bool(dates) and _LEADING.fullmatch(note.text, 0, dates[0].start) is not None


def _pieces(sentence: str) -> Iterator[tuple[str, Mention | None]]:
    mentions = [mention for mention in find_dates(sentence) if mention.period]
    start, first = 0, None
    for mention in mentions:
        opens = _LEADING.fullmatch(sentence, start, mention.start) is not None
        first = first or mention
        rest = sentence[mention.end :]
        if (
            not opens
            and re.match(r"[)\].,;:]*\s+[A-Z](?!nd\b)", rest)
            and not _dangles(sentence[start : mention.end])
        ):
            end = mention.end + len(rest) - len(rest.lstrip(")].,;:"))
            yield sentence[start:end].strip(), first
            start, first = end, None
    if sentence[start:].strip():
        yield sentence[start:].strip(), first


def _dangles(text: str) -> bool:
    """A bracket is still open, so the note goes on."""
    return text.count("(") > text.count(")") + 1


def claims_after(text: str, plan_updated: date) -> tuple[str, ...]:
    """Sentences that tell as done what is dated after the plan itself. Plans for a later day are no claims."""
    return tuple(sentence for sentence in sentences(text) if _claims_too_early(sentence, plan_updated))


def _claims_too_early(sentence: str, plan_updated: date) -> bool:
    later = [
        mention
        for mention in find_dates(sentence)
        if mention.period and mention.period.first_day > plan_updated
    ]
    return any(_told_as_done(sentence, mention) for mention in later)


def _told_as_done(sentence: str, mention: Mention) -> bool:
    """The verb nearest before the date tells the tense; the first verb after it, where none stands before."""
    before = list(_TENSE.finditer(sentence, 0, mention.start))
    if before:
        return before[-1]["past"] is not None
    after = _TENSE.search(sentence, mention.end)
    return after is not None and after["past"] is not None


def hidden_actions(text: str) -> tuple[str, ...]:
    """Sentences of a progress note that say what somebody has still to do."""
    return tuple(
        sentence for sentence in sentences(text) if _HIDDEN.search(sentence) or _WHOSE.search(sentence)
    )
