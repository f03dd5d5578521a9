"""Lines of the plan with all that stands beside them in a table, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max

from goldenthread.board.action_plan.models import Action, ActionLead, Evidence, ProgressNote, TickGiven
from goldenthread.board.action_plan.rules.status import (
    DELIVERED,
    ENDED,
    Rag,
    Rating,
    Standing,
    Status,
    days,
    rate,
)
from goldenthread.board.agencies.models import Post, Tenure


@dataclass(frozen=True, slots=True)
class Lead:
    """A post or body that leads a line, and who held it on the day."""

    post: Post
    holders: tuple[str, ...]
    accountable: bool

    def __str__(self) -> str:
        return self.post.title


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan as it is shown."""

    action: Action
    leads: tuple[Lead, ...]
    computed: Rating
    late: str
    """ "Overdue by 23 days", or nothing."""
    ticks: frozenset[str]
    updated_on: date | None
    """The latest day that a progress note speaks of."""
    evidence: int

    @property
    def rag(self) -> Rag:
        """The rating that counts: a person's own beats the computed one."""
        return Rag(self.action.rag_override or self.computed.rag)

    @property
    def is_open(self) -> bool:
        return self.action.status not in ENDED and self.action.status != Status.IMPACT_CONFIRMED

    @property
    def lead(self) -> str:
        """All leads in one line, as the board's own table has them."""
        return " / ".join(str(lead) for lead in self.leads)


def lines(actions: Iterable[Action], *, on: date) -> list[Line]:
    """These lines in their order, with what surrounds them. Four queries, however many lines."""
    chosen = list(actions)
    keys = [action.pk for action in chosen]
    leads, noted, evidence, ticks = leads_of(keys, on=on), noted_on(keys, on=on), _counted(keys), _ticks(keys)
    return [
        Line(
            action=action,
            leads=leads.get(action.pk, ()),
            computed=rating_of(action, has_lead=action.pk in leads, noted_on=noted.get(action.pk), on=on),
            late=late(action, on=on),
            ticks=ticks.get(action.pk, frozenset()),
            updated_on=noted.get(action.pk),
            evidence=evidence.get(action.pk, 0),
        )
        for action in chosen
    ]


def leads_of(actions: Sequence[int] | Any, *, on: date) -> Mapping[int, tuple[Lead, ...]]:
    """The leads of each of these lines, with who holds them on the day."""
    rows = list(
        ActionLead.objects.filter(action__in=actions)
        .select_related("post__agency")
        .order_by("action", "position")
    )
    holders: dict[int, list[str]] = defaultdict(list)
    holding = Tenure.objects.on(on).filter(post__in={row.post_id for row in rows}).order_by("starts_on")
    for post, name in holding.values_list("post_id", "person__name"):
        holders[post].append(name)
    found: dict[int, tuple[Lead, ...]] = {}
    for row in rows:
        lead = Lead(row.post, tuple(holders.get(row.post_id, ())), row.accountable)
        found[row.action_id] = (*found.get(row.action_id, ()), lead)
    return found


def noted_on(actions: Sequence[int] | Any, *, on: date) -> dict[int, date]:
    """The latest day, up to this one, that a progress note of each line speaks of."""
    notes = ProgressNote.objects.filter(action__in=actions, said_on__lte=on)
    return dict(notes.values_list("action").annotate(latest=Max("said_on")))


def _counted(actions: Sequence[int]) -> dict[int, int]:
    return dict(Evidence.objects.filter(action__in=actions).values_list("action").annotate(count=Count("pk")))


def _ticks(actions: Sequence[int]) -> dict[int, frozenset[str]]:
    standing: dict[int, set[str]] = defaultdict(set)
    given = TickGiven.objects.filter(action__in=actions, withdrawn_at__isnull=True)
    for action, tick in given.values_list("action_id", "tick"):
        standing[action].add(tick)
    return {action: frozenset(ticks) for action, ticks in standing.items()}


def rating_of(action: Action, *, has_lead: bool, noted_on: date | None, on: date) -> Rating:
    """The computed rating of a line on a day."""
    standing = Standing(
        status=Status(action.status),
        has_lead=has_lead,
        due_by=action.due_to,
        last_note_on=noted_on,
        agreed_on=action.agreed_on,
        next_review_on=action.next_review_on,
    )
    return rate(standing, on=on)


def late(action: Action, *, on: date) -> str:
    """ "Overdue by 23 days" for a line that is not delivered when it should be; nothing otherwise."""
    waits = action.status not in DELIVERED | ENDED | {Status.PAUSED}
    if waits and action.due_to and action.due_to < on:
        return f"Overdue by {days((on - action.due_to).days)}"
    return ""
