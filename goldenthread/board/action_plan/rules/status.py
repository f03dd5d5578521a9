"""The states of an action, its four ticks, and its rating. No clock and no database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices


class Status(TextChoices):
    """How far an action has come (requirements B). Delivered is not the end: its effect must be shown."""

    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"
    IN_PROGRESS = "in_progress", "In progress"
    AWAITING_EVIDENCE = "completed_awaiting_evidence", "Claimed, awaiting evidence"
    EVIDENCE_VERIFIED = "evidence_verified", "Evidence verified"
    IMPACT_CONFIRMED = "impact_confirmed", "Worked"
    CLOSED = "closed", "Closed"
    PAUSED = "paused", "Paused"
    SUPERSEDED = "superseded", "Superseded"
    TRANSFERRED = "transferred", "Transferred"
    CANCELLED = "cancelled", "Cancelled"


ENDED = frozenset({Status.CLOSED, Status.SUPERSEDED, Status.TRANSFERRED, Status.CANCELLED})
DELIVERED = frozenset({Status.EVIDENCE_VERIFIED, Status.IMPACT_CONFIRMED, Status.CLOSED})
NEEDS_REASON = frozenset({Status.PAUSED, Status.SUPERSEDED, Status.TRANSFERRED, Status.CANCELLED})
_ASIDE = frozenset({Status.PAUSED, Status.SUPERSEDED, Status.TRANSFERRED, Status.CANCELLED})
_WORKING = frozenset({Status.AGREED, Status.IN_PROGRESS})

# Steps that a person takes by hand. Claiming, verifying and confirming go by ticks, never by this table.
NEXT: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: _WORKING | _ASIDE,
    Status.AGREED: frozenset({Status.DRAFT, Status.IN_PROGRESS}) | _ASIDE,
    Status.IN_PROGRESS: frozenset({Status.AGREED}) | _ASIDE,
    Status.AWAITING_EVIDENCE: _ASIDE,
    Status.EVIDENCE_VERIFIED: _ASIDE,
    Status.IMPACT_CONFIRMED: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset(),
    Status.PAUSED: _WORKING | (_ASIDE - {Status.PAUSED}),
    Status.SUPERSEDED: _WORKING,
    Status.TRANSFERRED: _WORKING,
    Status.CANCELLED: _WORKING,
}


def may_become(current: Status, wanted: Status) -> bool:
    """Whether a person may move an action from one status to another by hand."""
    return wanted in NEXT[current]


class Tick(TextChoices):
    """Four different things, said by different people: "done" is not success."""

    CLAIMED = "claimed", "Claimed"
    SEEN = "seen", "Seen"
    VERIFIED = "verified", "Verified"
    WORKED = "worked", "Worked"


TICK_MEANS: Mapping[Tick, str] = {
    Tick.CLAIMED: "The lead says that it is done.",
    Tick.SEEN: "Somebody else has looked at the evidence.",
    Tick.VERIFIED: "Somebody other than the lead has checked that the evidence shows what is claimed.",
    Tick.WORKED: "Its effect on children and families has been measured and confirmed.",
}

STATUS_AFTER: Mapping[Tick | None, Status] = {
    None: Status.IN_PROGRESS,
    Tick.CLAIMED: Status.AWAITING_EVIDENCE,
    Tick.SEEN: Status.AWAITING_EVIDENCE,
    Tick.VERIFIED: Status.EVIDENCE_VERIFIED,
    Tick.WORKED: Status.IMPACT_CONFIRMED,
}


def tick_before(tick: Tick) -> Tick | None:
    """The tick that must stand before this one may."""
    order = list(Tick)
    place = order.index(tick)
    return order[place - 1] if place else None


def why_not_tick(
    tick: Tick, *, person: int, given: Mapping[Tick, int], leads: Collection[int], evidence: int
) -> str | None:
    """A sentence saying why this person may not give this tick now; None if they may.

    `given` maps each tick that stands to the person who gave it, `leads` holds the people who hold a post that
    leads the action, `evidence` counts its pieces of evidence.
    """
    before = tick_before(tick)
    if tick in given:
        return f"This action is already marked as {tick.label.lower()}."
    if before is not None and before not in given:
        return f"It must be {before.label.lower()} first."
    if tick is not Tick.CLAIMED and not evidence:
        return "Add evidence first: there is nothing to look at yet."
    if tick is not Tick.CLAIMED and given.get(Tick.CLAIMED) == person:
        return "You claimed this action, so somebody else must take this step."
    if tick in {Tick.VERIFIED, Tick.WORKED} and person in leads:
        return "You lead this action, so somebody else must take this step."
    return None


class Rag(TextChoices):
    """A rating in words; colour only repeats it."""

    GREEN = "green", "Green"
    AMBER_GREEN = "amber-green", "Amber-green"
    AMBER = "amber", "Amber"
    AMBER_RED = "amber-red", "Amber-red"
    RED = "red", "Red"
    BLUE = "blue", "Blue"
    GREY = "grey", "Grey"


SOON = timedelta(days=28)
GRACE_WITHOUT_DEADLINE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating and the sentence that explains it."""

    rag: Rag
    because: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All that an action's rating depends on."""

    status: Status
    has_lead: bool
    due_by: date | None
    last_note_on: date | None
    agreed_on: date | None
    next_review_on: date | None = None


def days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def rate(standing: Standing, *, on: date) -> Rating:
    """The rating of an action on a day (requirements B; thresholds are defaults of ours)."""
    if standing.status in DELIVERED:
        return Rating(Rag.BLUE, "Its evidence is verified.")
    if standing.status in ENDED or standing.status is Status.PAUSED:
        return Rating(Rag.GREY, f"{standing.status.label}.")
    if standing.due_by and standing.due_by < on:
        return Rating(Rag.RED, f"Overdue by {days((on - standing.due_by).days)}.")
    if not standing.has_lead:
        return Rating(Rag.RED, "Nobody leads it.")
    if standing.due_by is None:
        return _rate_without_deadline(standing, on)
    return _rate_before_deadline(standing, standing.due_by, on)


def _rate_without_deadline(standing: Standing, on: date) -> Rating:
    if standing.next_review_on and standing.next_review_on >= on:
        return Rating(Rag.AMBER, "It has no deadline, only a date to look at it again.")
    if standing.agreed_on and on - standing.agreed_on > GRACE_WITHOUT_DEADLINE:
        return Rating(Rag.RED, "It has no deadline, more than 14 days after it was agreed.")
    return Rating(Rag.GREY, "Not assessed: it has no deadline yet.")


def _rate_before_deadline(standing: Standing, due_by: date, on: date) -> Rating:
    left = (due_by - on).days
    when = f"Due in {days(left)}" if left else "Due today"
    quiet = standing.last_note_on is None or on - standing.last_note_on > SOON
    if due_by - on <= SOON and quiet:
        return Rating(Rag.AMBER, f"{when}, and no progress noted in the last 28 days.")
    return Rating(Rag.GREEN, f"{when}.")
