"""The golden thread: recommendation, action, evidence, measured effect; and where it is weakest. No clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.board.action_plan.rules.status import Tick


class Link(StrEnum):
    """What each action must have before its recommendation is answered, in this order."""

    ACTION = "action"
    LEAD = "lead"
    DEADLINE = "deadline"
    CLAIM = "claim"
    EVIDENCE = "evidence"
    SEEN = "seen"
    VERIFIED = "verified"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class Strand:
    """One action, as far as the thread goes through it."""

    has_lead: bool
    has_deadline: bool
    ticks: frozenset[str]
    evidence: int


@dataclass(frozen=True, slots=True)
class WeakestLink:
    """Where the thread of a recommendation breaks first, in a sentence; `link` is None where it holds."""

    link: Link | None
    sentence: str


_HOLDS: Sequence[tuple[Link, Callable[[Strand], bool], str, str]] = (
    (Link.LEAD, lambda each: each.has_lead, "has nobody to lead it", "have nobody to lead them"),
    (Link.DEADLINE, lambda each: each.has_deadline, "has no deadline", "have no deadline"),
    (
        Link.CLAIM,
        lambda each: Tick.CLAIMED in each.ticks,
        "is not claimed to be done",
        "are not claimed to be done",
    ),
    (Link.EVIDENCE, lambda each: each.evidence > 0, "has no evidence", "have no evidence"),
    (
        Link.SEEN,
        lambda each: Tick.SEEN in each.ticks,
        "has evidence nobody has seen",
        "have evidence nobody has seen",
    ),
    (
        Link.VERIFIED,
        lambda each: Tick.VERIFIED in each.ticks,
        "has evidence that is not verified",
        "have evidence that is not verified",
    ),
    (
        Link.EFFECT,
        lambda each: Tick.WORKED in each.ticks,
        "is not yet shown to have worked",
        "are not yet shown to have worked",
    ),
)


def weakest_link(strands: Sequence[Strand]) -> WeakestLink:
    """The first link, in the order of `Link`, that any of these actions lacks."""
    if not strands:
        return WeakestLink(Link.ACTION, "No action answers this recommendation.")
    for link, holds, one, several in _HOLDS:
        if lacking := sum(not holds(each) for each in strands):
            return WeakestLink(link, f"{_of(lacking, len(strands))} {one if lacking == 1 else several}.")
    return WeakestLink(None, "Every action is done, checked, and shown to have worked.")


def _of(lacking: int, total: int) -> str:
    if lacking == total:
        return "The only action" if total == 1 else f"All {total} actions"
    return f"{lacking} of {total} actions"
