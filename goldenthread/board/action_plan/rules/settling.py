"""From a line as the reader understood it, and what people chose, to the line to compare with the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from goldenthread.board.action_plan.rules.importing import FileLine
from goldenthread.board.action_plan.rules.matching import fold

LONGEST = {"recommendation_ref": 20, "ref": 30, "deadline": 200}
LONGEST_TITLE = 300
_NAMES = {"recommendation_ref": "recommendation's number", "ref": "action's number", "deadline": "deadline"}


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """One line as the reader understood it; kept as it is whatever people put right."""

    recommendation_ref: str = ""
    recommendation: str = ""
    text: str = ""
    ref: str = ""
    lead: str = ""
    progress: str = ""
    deadline: str = ""
    rag: str = ""
    rag_raw: str = ""
    kind: str = "task"
    struck_through: bool = False
    hidden: bool = False
    sub_tasks: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other numbers that the file gives the recommendation."""
    wordings: tuple[str, ...] = ()
    """Other wordings of the recommendation in the file."""

    def with_corrections(self, corrected: Mapping[str, str]) -> ParsedLine:
        """The line with the values that a person put right."""
        return ParsedLine(**{**asdict(self), **corrected})


@dataclass(frozen=True, slots=True)
class Choices:
    """What people settled for a whole file."""

    source_title: str = ""
    source_kind: str = "inspection"
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """For a table's place, the column of each field that a person matched."""
    header_rows: Mapping[str, int] = field(default_factory=dict)
    """For a table's place, the number of the row that a person says holds the headings."""
    leads: Mapping[str, list[str]] = field(default_factory=dict)
    """For a lead cell's folded text, the titles of the posts and bodies that it means."""
    rags: Mapping[str, str] = field(default_factory=dict)
    """For a rating's folded text, our rating."""
    splits_notes: bool = False
    previewed: str = ""
    """The fingerprint of the decisions that somebody agreed to save."""
    made: Mapping[str, list[int]] = field(default_factory=dict)
    """Keys of posts, recommendations and plan versions that saving added, for undoing."""
    previous: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """For the key of each recommendation that saving changed, its values before."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Choices:
        """From what `as_json` gave."""
        return cls(**kept)

    def as_json(self) -> dict[str, Any]:
        """To be kept with the batch."""
        return asdict(self)


def settle(
    position: int, line: ParsedLine, *, choices: Choices, posts: Mapping[str, str], left_out: bool = False
) -> FileLine:
    """The line to compare with the plan. `posts` gives the title of each post by its folded title."""
    leads = lead_titles(line.lead, choices=choices, posts=posts)
    return FileLine(
        position=position,
        recommendation_ref=line.recommendation_ref,
        recommendation=line.recommendation,
        text=line.text,
        ref=line.ref,
        leads=leads,
        deadline=line.deadline,
        progress=line.progress,
        rag=_rag(line, choices),
        kind=line.kind,
        struck_through=line.struck_through,
        sub_tasks=tuple(line.sub_tasks),
        aliases=tuple(line.aliases),
        wordings=tuple(line.wordings),
        splits_notes=choices.splits_notes,
        left_out=left_out,
        problem=_problem(line, leads),
    )


def lead_titles(cell: str, *, choices: Choices, posts: Mapping[str, str]) -> tuple[str, ...]:
    """Who leads, as somebody chose for this text; else the whole text as one, never split unasked (Q9)."""
    if not cell.strip():
        return ()
    chosen = choices.leads.get(fold(cell), [" ".join(cell.split())])
    return tuple(dict.fromkeys(posts.get(fold(title), title) for title in chosen))


def _rag(line: ParsedLine, choices: Choices) -> str:
    rag = choices.rags.get(fold(line.rag_raw), line.rag)
    return "" if rag == "none" else rag


def _problem(line: ParsedLine, leads: tuple[str, ...]) -> str:
    if not line.recommendation.strip():
        return "It stands under no recommendation. Enter one, or leave the line out."
    for name, longest in LONGEST.items():
        if len(getattr(line, name)) > longest:
            return f"The {_NAMES[name]} is longer than {longest} characters. Shorten it."
    if any(len(title) > LONGEST_TITLE for title in leads):
        return f"The lead is longer than {LONGEST_TITLE} characters. Shorten it."
    return ""


def values_above(lines: Iterable[tuple[int, ParsedLine]], what: str) -> dict[int, str]:
    """For each line that lacks a lead or a deadline, the nearest one above in the same recommendation (Q8).

    Only offered: nothing is filled in until a person asks for it.
    """
    found: dict[int, str] = {}
    nearest: dict[tuple[str, str], str] = {}
    for position, line in lines:
        group = (fold(line.recommendation_ref), fold(line.recommendation))
        value = getattr(line, what)
        if value:
            nearest[group] = value
        elif line.text and group in nearest:
            found[position] = nearest[group]
    return found
