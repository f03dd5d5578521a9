"""What waits for a person, and the board at a glance: other apps' questions, put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from goldenthread.board.action_plan import queries as plan
from goldenthread.board.action_plan.models import Action, TickGiven
from goldenthread.board.action_plan.models.action import ActionQuerySet
from goldenthread.board.action_plan.queries import TICK_PERMISSION, Counts, Line, Thread
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.board.action_plan.rules.status import DELIVERED, ENDED, Status, Tick, tick_before
from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.queries import posts_held_by
from goldenthread.board.agencies.rules import Permission

SOON = timedelta(days=30)
MOST = 12


@dataclass(frozen=True, slots=True)
class Waiting:
    """Actions that wait for this person for one reason."""

    heading: str
    hint: str
    lines: list[Line]
    total: int
    query: str
    """What shows all of them on the plan's page."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The board's plan in numbers, and where the thread is weakest."""

    counts: Counts
    findings: dict[Code, int]
    """How many lines the linter finds something of each kind in."""
    threads: list[Thread]


def waiting_for(person: Person, *, on: date) -> list[Waiting]:
    """What waits for a person: lines they lead, and lines that wait for a tick that only others may give."""
    if not person.may(Permission.SEE_PLAN):
        return []
    return [found for found in (*_led(person, on), *_to_tick(person, on)) if found.total]


def _led(person: Person, on: date) -> list[Waiting]:
    waits = plan.actions_seen_by(person).filter(pk__in=plan.led_by(person, on=on))
    waits = waits.exclude(status__in=[*DELIVERED, *ENDED, Status.PAUSED, Status.AWAITING_EVIDENCE])
    overdue = waits.filter(due_to__lt=on)
    soon = waits.filter(due_to__gte=on, due_to__lte=on + SOON)
    undated = waits.filter(due_to__isnull=True)
    return [
        _waiting(
            "Overdue", "Say what is left, or ask for more time.", overdue, on, "mine=on&deadline=overdue"
        ),
        _waiting("Due in 30 days", "Say how far they are.", soon, on, "mine=on&deadline=soon"),
        _waiting("Without a deadline", "Say by when.", undated, on, "mine=on&deadline=none"),
    ]


_TO_TICK = {
    Tick.SEEN: ("Evidence to look at", "The lead says that these are done. Look at the evidence."),
    Tick.VERIFIED: ("Evidence to verify", "Check that the evidence shows what is claimed."),
    Tick.WORKED: ("Effect to confirm", "The evidence is verified. Did it make a difference to children?"),
}


def _to_tick(person: Person, on: date) -> list[Waiting]:
    return [
        _waiting(heading, hint, _awaiting(tick, person), on, f"status={_status_before(tick)}")
        for tick, (heading, hint) in _TO_TICK.items()
        if person.may(TICK_PERMISSION[tick])
    ]


def _awaiting(tick: Tick, person: Person) -> ActionQuerySet:
    """Lines that have the tick before this one and not this one, claimed by somebody else."""
    standing = TickGiven.objects.filter(withdrawn_at__isnull=True)
    return (
        plan.actions_where(person, TICK_PERMISSION[tick])
        .exclude(status__in=ENDED)
        .filter(pk__in=standing.filter(tick=tick_before(tick)).values("action"))
        .exclude(pk__in=standing.filter(tick=tick).values("action"))
        .exclude(pk__in=standing.filter(tick=Tick.CLAIMED, given_by=person).values("action"))
    )


def _status_before(tick: Tick) -> str:
    return Status.EVIDENCE_VERIFIED if tick is Tick.WORKED else Status.AWAITING_EVIDENCE


def _waiting(heading: str, hint: str, actions: QuerySet[Action], on: date, query: str) -> Waiting:
    found = actions.order_by("due_to", "recommendation__position", "position")
    lines = plan.lines(found.select_related("recommendation")[:MOST], on=on)
    return Waiting(heading, hint, lines, found.count(), query)


def glance(person: Person, *, on: date, as_at: datetime | None) -> Glance | None:
    """The whole plan in numbers, for those who answer for it."""
    if not (person.may(Permission.EDIT_PLAN) or person.may(Permission.CONFIRM_IMPACT)):
        return None
    found = {(each.code, each.recommendation, each.action) for each in plan.findings(person, as_at=as_at)}
    return Glance(
        plan.counts(person, on=on), Counter(code for code, *_ in found), plan.threads(person, on=on)
    )


def held_posts(person: Person, *, on: date) -> list[str]:
    """The posts and bodies that a person holds or sits on."""
    return list(posts_held_by(person, on=on).order_by("title").values_list("title", flat=True))


def has_plan() -> bool:
    """Whether there is any line at all yet."""
    return Action.objects.exists()
