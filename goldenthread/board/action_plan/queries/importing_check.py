"""What people are asked about an import before it is saved: its columns, its values, its doubtful lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from goldenthread.board.action_plan.models import ImportBatch, ImportRow
from goldenthread.board.action_plan.queries.importing import parsed, post_titles
from goldenthread.board.action_plan.rules.deadlines import read_deadline
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.board.action_plan.rules.leads import split_leads
from goldenthread.board.action_plan.rules.linter import PlanLine, likely_numbers, lint
from goldenthread.board.action_plan.rules.matching import fold
from goldenthread.board.action_plan.rules.rag import Rag
from goldenthread.board.action_plan.rules.settling import Choices, ParsedLine, settle, values_above

PROBLEM = "problem"
"""The kind of doubt that must be settled before saving; all others are the linter's."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing about one line of the file that a person may want to put right."""

    kind: str
    """A code of the linter, or PROBLEM."""
    position: int
    place: str
    line: ParsedLine
    message: str
    offered: str = ""
    """The value that could be used: the one above, or the likely number."""
    value: str = ""
    """What stands in the box in which it is put right."""


@dataclass(frozen=True, slots=True)
class LeadText:
    """A text in the lead column, and what it is taken to mean."""

    text: str
    lines: int
    titles: tuple[str, ...]
    split: tuple[str, ...]
    """What it would be if it names several; empty where it cannot."""
    is_chosen: bool
    known: frozenset[str]
    """Those titles that are posts or bodies already."""

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should say what it means."""
        return bool(self.split) and not self.is_chosen

    @property
    def key(self) -> str:
        """Names its fields in a form, whatever its place there."""
        return _key(self.text)

    @property
    def is_plain(self) -> bool:
        """Whether it names one lead, by its own words."""
        return not self.split and self.taken_as == "one"

    @property
    def taken_as(self) -> str:
        """ "one", "split" or "other": which answer stands now."""
        if len(self.titles) == 1 and fold(self.titles[0]) == fold(self.text):
            return "one"
        return "split" if self.titles == self.split else "other"


@dataclass(frozen=True, slots=True)
class RatingText:
    """A text in the rating column, and which of our ratings it is taken to mean."""

    text: str
    lines: int
    rag: str
    is_chosen: bool

    @property
    def key(self) -> str:
        """Names its field in a form, whatever its place there."""
        return _key(self.text)

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should say what it means."""
        return self.rag == Rag.NONE and not self.is_chosen


def _key(text: str) -> str:
    return sha256(fold(text).encode()).hexdigest()[:16]


def doubts(batch: ImportBatch) -> list[Doubt]:
    """Every doubt about the lines as settled now: what must be put right first, then the linter's."""
    rows = list(batch.rows.filter(left_out=False).order_by("position"))
    lines = {row.position: parsed(row) for row in rows}
    places = {row.position: row.place for row in rows}
    choices, posts = Choices.of(batch.choices), post_titles()
    problems = [
        Doubt(PROBLEM, position, places[position], line, settled.problem)
        for position, line in lines.items()
        if (settled := settle(position, line, choices=choices, posts=posts)).problem
    ]
    offered = _offers(lines)
    found = lint(
        [_plan_line(position, line, choices, posts, batch) for position, line in lines.items()],
        plan_updated=batch.plan_updated,
    )
    return problems + [
        Doubt(
            finding.code,
            int(finding.where),
            places[int(finding.where)],
            lines[int(finding.where)],
            finding.message,
            offered.get(finding.code, {}).get(int(finding.where), ""),
        )
        for finding in found
    ]


def _plan_line(
    position: int, line: ParsedLine, choices: Choices, posts: Mapping[str, str], batch: ImportBatch
) -> PlanLine:
    return PlanLine(
        where=str(position),
        ref=line.recommendation_ref,
        recommendation=line.recommendation,
        action=line.text,
        lead=line.lead,
        progress=line.progress,
        deadline=read_deadline(line.deadline, near=batch.plan_updated),
        struck_through=line.struck_through,
        hidden=line.hidden,
        lead_is_settled=fold(line.lead) in choices.leads or fold(line.lead) in posts,
    )


def _offers(lines: Mapping[int, ParsedLine]) -> dict[str, dict[int, str]]:
    """Values that a line could take, by the kind of doubt; taken only if a person says so (Q1, Q8)."""
    groups: dict[tuple[str, str], list[int]] = {}
    for position, line in lines.items():
        groups.setdefault((line.recommendation_ref, line.recommendation), []).append(position)
    likely = likely_numbers([ref for ref, _ in groups])
    numbers = {
        position: likely[place] or ""
        for place, positions in enumerate(groups.values())
        if place in likely
        for position in positions
    }
    return {
        Code.NO_LEAD: values_above(lines.items(), "lead"),
        Code.NO_DEADLINE: values_above(lines.items(), "deadline"),
        Code.NUMBER_MISSING: numbers,
    }


def lead_texts(batch: ImportBatch, rows: Sequence[ImportRow] | None = None) -> list[LeadText]:
    """The different texts in the lead column, those that may name several first."""
    choices, posts = Choices.of(batch.choices), post_titles()
    counted, written = _counted(parsed(row).lead for row in _rows(batch, rows))
    found = [_lead_text(written[folded], lines, choices, posts) for folded, lines in counted.items()]
    return sorted(found, key=lambda each: (not each.is_doubtful, not each.split, fold(each.text)))


def _lead_text(text: str, lines: int, choices: Choices, posts: Mapping[str, str]) -> LeadText:
    split = split_leads(text)
    titles = tuple(choices.leads.get(fold(text), [posts.get(fold(text), text)]))
    return LeadText(
        text=text,
        lines=lines,
        titles=titles,
        split=split if len(split) > 1 and fold(text) not in posts else (),
        is_chosen=fold(text) in choices.leads,
        known=frozenset(title for title in (*titles, *split) if fold(title) in posts),
    )


def rating_texts(batch: ImportBatch, rows: Sequence[ImportRow] | None = None) -> list[RatingText]:
    """The different texts in the rating column, those not understood first."""
    choices = Choices.of(batch.choices)
    rows = _rows(batch, rows)
    read = {fold(line.rag_raw): line.rag for line in map(parsed, rows)}
    counted, written = _counted(parsed(row).rag_raw for row in rows)
    found = [
        RatingText(written[folded], lines, choices.rags.get(folded, read[folded]), folded in choices.rags)
        for folded, lines in counted.items()
    ]
    return sorted(found, key=lambda each: (not each.is_doubtful, fold(each.text)))


def _rows(batch: ImportBatch, rows: Sequence[ImportRow] | None) -> Sequence[ImportRow]:
    return list(batch.rows.order_by("position")) if rows is None else rows


def _counted(texts: Iterable[str]) -> tuple[Counter[str], dict[str, str]]:
    """How many lines have each text, and how it is first written, by its folded words."""
    counted: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text in texts:
        if folded := fold(text):
            counted[folded] += 1
            written.setdefault(folded, " ".join(text.split()))
    return counted, written


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of the file, and what it is taken to mean."""

    place: int
    heading: str
    samples: tuple[str, ...]
    field: str
    """ "" where it means nothing to a plan."""
    certainty: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file, or several with the same headings, which are matched as one."""

    places: tuple[str, ...]
    columns: tuple[Column, ...]
    is_used: bool
    header_row: int | None
    """Where the headings of a single table stand; None where none were recognised."""

    @property
    def name(self) -> str:
        """Where it stands, and how many others are matched with it."""
        more = len(self.places) - 1
        return f"{self.places[0]} and {more} more with the same headings" if more else self.places[0]


def tables(batch: ImportBatch) -> list[Table]:
    """The tables of the file with their columns, as guessed or as chosen by a person."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for kept in batch.tables:
        named = any(kept["headings"])
        groups.setdefault(
            (*kept["headings"], str(kept["is_plan"]), "" if named else kept["place"]), []
        ).append(kept)
    choices = Choices.of(batch.choices)
    return [_table(kept, choices) for kept in groups.values()]


def _table(alike: Sequence[dict[str, Any]], choices: Choices) -> Table:
    first = alike[0]
    place = first["place"]
    fields = choices.columns.get(place, {}) if choices.columns else first["columns"]
    certainty = dict.fromkeys(fields, "chosen") if choices.columns else first["certainty"]
    by_column = {column: field for field, column in fields.items()}
    columns = tuple(
        Column(
            number,
            heading or f"Column {number + 1}",
            tuple(first["samples"][number] if number < len(first["samples"]) else ()),
            by_column.get(number, ""),
            certainty.get(by_column.get(number, ""), ""),
        )
        for number, heading in enumerate(first["headings"])
    )
    return Table(
        tuple(kept["place"] for kept in alike),
        columns,
        bool(fields) and (bool(choices.columns) or first["is_plan"]),
        choices.header_rows.get(place, first["header_row"]),
    )
