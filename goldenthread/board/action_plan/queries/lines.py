"""Lines of the plan with all that stands beside them in a table, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, F, FilteredRelation, Max, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

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
from goldenthread.board.agencies.models import Post


@dataclass(frozen=True, slots=True)
class Lead:
    """A post or body that leads a line, and who held it on the day."""

    post: int
    title: str
    is_body: bool
    holders: tuple[str, ...]
    accountable: bool

    def __str__(self) -> str:
        return self.title


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
    """These lines in their order, with what surrounds them. Two queries, however many lines."""
    chosen = list(actions)
    keys = [action.pk for action in chosen]
    leads, beside = leads_of(keys, on=on), _beside(keys, on=on)
    return [_line(action, leads.get(action.pk, ()), beside[action.pk], on) for action in chosen]


def _line(action: Action, leads: tuple[Lead, ...], beside: Mapping[str, list[str]], on: date) -> Line:
    noted = date.fromisoformat(beside["noted"][0]) if beside["noted"] else None
    return Line(
        action=action,
        leads=leads,
        computed=rating_of(action, has_lead=bool(leads), noted_on=noted, on=on),
        late=late(action, on=on),
        ticks=frozenset(beside["tick"]),
        updated_on=noted,
        evidence=int(beside["evidence"][0]) if beside["evidence"] else 0,
    )


def leads_of(actions: Sequence[int] | Any, *, on: date) -> Mapping[int, tuple[Lead, ...]]:
    """The leads of each of these lines, with who holds them on the day."""
    running = Q(post__tenures__ends_on__isnull=True) | Q(post__tenures__ends_on__gte=on)
    held = FilteredRelation("post__tenures", condition=running & Q(post__tenures__starts_on__lte=on))
    rows = (
        ActionLead.objects.filter(action__in=actions)
        .annotate(held=held)
        .order_by("action", "position", "held__starts_on")
        .values_list("pk", "action", "post", "post__title", "post__kind", "accountable", "held__person__name")
    )
    found: dict[int, tuple[Lead, ...]] = {}
    for (_, action, post, title, kind, accountable), of_it in groupby(rows, key=lambda row: row[:-1]):
        holders = tuple(name for *_, name in of_it if name)
        lead = Lead(post, title, kind == Post.Kind.BODY, holders, accountable)
        found[action] = (*found.get(action, ()), lead)
    return found


def _beside(actions: Sequence[int], *, on: date) -> Mapping[int, Mapping[str, list[str]]]:
    """What is counted beside each line: its latest "noted" day, its "evidence", and each "tick" that stands."""
    notes = ProgressNote.objects.filter(action__in=actions, said_on__lte=on).values("action")
    evidence = Evidence.objects.filter(action__in=actions).values("action")
    ticks = TickGiven.objects.filter(action__in=actions, withdrawn_at__isnull=True)
    rows = _named("noted", notes, Max("said_on")).union(
        _named("evidence", evidence, Count("pk")), _named("tick", ticks, F("tick")), all=True
    )
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for action, what, value in rows:
        found[action][what].append(value)
    return found


def _named(what: str, of: QuerySet[Any, Any], value: Any) -> QuerySet[Any, Any]:
    named = of.annotate(what=Value(what), value=Cast(value, TextField()))
    told: QuerySet[Any, Any] = named.order_by().values_list("action", "what", "value")
    return told


def noted_on(actions: Sequence[int] | Any, *, on: date) -> dict[int, date]:
    """The latest day, up to this one, that a progress note of each line speaks of."""
    notes = ProgressNote.objects.filter(action__in=actions, said_on__lte=on)
    return dict(notes.values_list("action").annotate(latest=Max("said_on")))


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
