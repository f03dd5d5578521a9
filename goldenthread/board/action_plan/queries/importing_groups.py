"""Doubts about an import's lines, gathered by what a person does to put them right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from goldenthread.board.action_plan.queries.importing_check import PROBLEM, Doubt
from goldenthread.board.action_plan.rules.findings import Code

_ABOUT: Mapping[str, tuple[str, str]] = {
    PROBLEM: ("Must be put right", ""),
    Code.NO_RECOMMENDATION: ("No recommendation", "recommendation"),
    Code.NUMBER_MISSING: ("Number missing", "recommendation_ref"),
    Code.NO_LEAD: ("No lead", "lead"),
    Code.NO_DEADLINE: ("No deadline", "deadline"),
    Code.AMBIGUOUS_DEADLINE: ("Deadline unclear", "deadline"),
    Code.IMPOSSIBLE_DATE: ("Not a date", "deadline"),
    Code.OPEN_ENDED_DEADLINE: ("Deadline without an end", "deadline"),
    Code.TEXT_CUT_OFF: ("Text seems cut off", "text"),
    Code.SEVERAL_LEADS: ("Several leads", ""),
    Code.STRUCK_THROUGH: ("Struck through", ""),
    Code.HIDDEN_ROW: ("Hidden rows", ""),
    Code.CLAIM_AFTER_PLAN: ("Claim dated after the plan", ""),
    Code.HIDDEN_ACTION: ("Action inside a note", ""),
    Code.NO_ACTION: ("No action", ""),
    Code.NO_PROGRESS: ("No progress", ""),
}
"""For each kind of doubt its name, and the part of the line that is mended in place."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that share one kind of doubt."""

    kind: str
    name: str
    mends: str
    """The part of a line that is mended in place; "" where a line is opened for that."""
    doubts: Sequence[Doubt]

    @property
    def must(self) -> bool:
        """Whether nothing can be saved before these are put right or left out."""
        return self.kind == PROBLEM

    @property
    def numbers(self) -> bool:
        """Whether a whole recommendation is mended, not one line."""
        return self.kind == Code.NUMBER_MISSING

    @property
    def takes_above(self) -> bool:
        """Whether the value of the line above may be taken."""
        return self.kind in {Code.NO_LEAD, Code.NO_DEADLINE} and any(each.offered for each in self.doubts)

    @property
    def takes_one_for_all(self) -> bool:
        """Whether all these lines may be given the same value."""
        return self.mends in {"lead", "deadline", "recommendation"} and len(self.doubts) > 1

    @property
    def positions(self) -> list[int]:
        """All of the lines."""
        return [each.position for each in self.doubts]


def groups(doubts: Sequence[Doubt]) -> list[Group]:
    """The doubts by their kind, in the order in which a person would settle them."""
    order = list(_ABOUT)
    kinds = sorted(
        {each.kind for each in doubts}, key=lambda kind: order.index(kind) if kind in order else len(order)
    )
    return [_group(kind, [each for each in doubts if each.kind == kind]) for kind in kinds]


def _group(kind: str, doubts: Sequence[Doubt]) -> Group:
    name, mends = _ABOUT.get(kind, (kind.replace("_", " ").capitalize(), ""))
    if not mends:
        return Group(kind, name, mends, doubts)
    # A likely number is proposed in its box; keeping the line confirms it (Q1).
    proposes = kind == Code.NUMBER_MISSING
    return Group(
        kind,
        name,
        mends,
        [replace(each, value=each.offered if proposes else getattr(each.line, mends)) for each in doubts],
    )
