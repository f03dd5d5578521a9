"""The plan as a table: narrowed, put in order, and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, F, Max, Q, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce, Left, NullIf

from goldenthread.board.action_plan.models import Action, ActionLead, ProgressNote, Recommendation, SavedView
from goldenthread.board.action_plan.models.action import ActionQuerySet
from goldenthread.board.action_plan.queries.access import actions_seen_by
from goldenthread.board.action_plan.queries.lines import noted_on, rating_of
from goldenthread.board.action_plan.rules.status import DELIVERED, Status
from goldenthread.board.agencies.models import Agency, Person, Post

STALE = timedelta(days=30)
NEAR = timedelta(days=30)
SHOWN = 70
"""Letters of a recommendation in a list of choices."""
NOT_COUNTED = frozenset({Status.DRAFT, Status.SUPERSEDED, Status.TRANSFERRED, Status.CANCELLED})


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What somebody asked to see of the plan; empty means everything."""

    recommendations: tuple[int, ...] = ()
    leads: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    rags: tuple[str, ...] = ()
    deadline: str = ""
    """ "overdue", "soon", "dated" or "none"."""
    finding: str = ""
    """A kind of finding of the linter."""
    stale: bool = False
    no_lead: bool = False
    struck_through: str = ""
    """ "only" or "without"."""
    mine: bool = False
    text: str = ""
    pks: tuple[int, ...] | None = None


ORDERS: Mapping[str, tuple[str, ...]] = {
    "plan": ("recommendation__source", "recommendation__position", "position", "pk"),
    "ref": ("ref", "pk"),
    "deadline": ("due_to", "pk"),
    "status": ("status", "pk"),
    "changed": ("changed_at", "pk"),
}


def plan(person: Person, narrowing: Narrowing, *, on: date, order: str = "plan") -> QuerySet[Action]:
    """The lines this person sees of what they asked for, in order; lines without a deadline come last."""
    found = narrowed(actions_seen_by(person), narrowing, person=person, on=on)
    return found.prefetch_related("recommendation").order_by(*_ordered(order))


def _ordered(order: str) -> list[OrderBy]:
    names = ORDERS[order.removeprefix("-")]
    if order.startswith("-"):
        return [F(name).desc(nulls_last=True) for name in names]
    return [F(name).asc(nulls_last=True) for name in names]


def narrowed(actions: ActionQuerySet, narrowing: Narrowing, *, person: Person, on: date) -> QuerySet[Action]:
    """These lines without those that were not asked for."""
    found: QuerySet[Action] = actions.filter(_things(narrowing))
    if narrowing.deadline:
        found = found.filter(_deadlines(on)[narrowing.deadline])
    if narrowing.struck_through:
        found = found.filter(struck_through=narrowing.struck_through == "only")
    if narrowing.stale:
        fresh = ProgressNote.objects.filter(said_on__gt=on - STALE, said_on__lte=on)
        found = found.exclude(pk__in=fresh.values("action")).filter(_waits())
    if narrowing.no_lead:
        found = found.exclude(pk__in=ActionLead.objects.values("action"))
    if narrowing.mine:
        found = found.filter(pk__in=led_by(person, on=on))
    if narrowing.text:
        found = found.filter(_says(narrowing.text))
    if narrowing.rags:
        found = found.filter(pk__in=_rated(found, narrowing.rags, on=on))
    return found


def led_by(person: Person, *, on: date) -> QuerySet[ActionLead, int]:
    """The keys of lines led by a post or body that a person held on a day."""
    running = Q(post__tenures__ends_on__isnull=True) | Q(post__tenures__ends_on__gte=on)
    held = ActionLead.objects.filter(running, post__tenures__person=person, post__tenures__starts_on__lte=on)
    return held.values_list("action", flat=True)


def _things(narrowing: Narrowing) -> Q:
    found = Q()
    if narrowing.recommendations:
        found &= Q(recommendation__in=narrowing.recommendations)
    if narrowing.leads:
        found &= Q(pk__in=ActionLead.objects.filter(post__in=narrowing.leads).values("action"))
    if narrowing.agencies:
        found &= Q(pk__in=ActionLead.objects.filter(post__agency__in=narrowing.agencies).values("action"))
    if narrowing.statuses:
        found &= Q(status__in=narrowing.statuses)
    if narrowing.pks is not None:
        found &= Q(pk__in=narrowing.pks)
    return found


def _waits() -> Q:
    return ~Q(status__in=DELIVERED | NOT_COUNTED | {Status.PAUSED})


def _deadlines(on: date) -> Mapping[str, Q]:
    return {
        "overdue": _waits() & Q(due_to__lt=on),
        "soon": _waits() & Q(due_to__gte=on, due_to__lte=on + NEAR),
        "dated": Q(due_to__isnull=False),
        "none": Q(due_to__isnull=True),
    }


def _says(text: str) -> Q:
    """Lines whose number, words, leads or notes hold the text; every word in one of them."""
    query = SearchQuery(text, config="english", search_type="websearch")
    in_lines = Action.objects.annotate(words=SearchVector("text", "display_text", config="english")).filter(
        words=query
    )
    in_notes = ProgressNote.objects.annotate(words=SearchVector("text", config="english")).filter(words=query)
    in_leads = ActionLead.objects.filter(post__title__icontains=text)
    return (
        Q(ref__istartswith=text)
        | Q(pk__in=in_lines.values("pk"))
        | Q(pk__in=in_notes.values("action"))
        | Q(pk__in=in_leads.values("action"))
    )


def _rated(actions: QuerySet[Action], rags: tuple[str, ...], *, on: date) -> list[int]:
    """The keys of those lines that show one of these ratings, which are computed, not stored."""
    chosen = list(actions)
    keys = [action.pk for action in chosen]
    noted = noted_on(keys, on=on)
    led = set(ActionLead.objects.filter(action__in=keys).values_list("action", flat=True))
    return [
        action.pk
        for action in chosen
        if (
            action.rag_override
            or rating_of(action, has_lead=action.pk in led, noted_on=noted.get(action.pk), on=on).rag
        )
        in rags
    ]


@dataclass(frozen=True, slots=True)
class Counts:
    """The whole plan in numbers."""

    total: int
    done: int
    overdue: int
    soon: int
    aside: int
    """Drafts, and what was replaced, transferred or cancelled: not in the total."""
    changed_at: datetime | None


def counts(person: Person, *, on: date) -> Counts:
    """The plan this person sees, in numbers: what was set aside is not counted."""
    deadlines = _deadlines(on)
    found = actions_seen_by(person).aggregate(
        total=Count("pk", filter=~Q(status__in=NOT_COUNTED)),
        done=Count("pk", filter=Q(status__in=DELIVERED)),
        overdue=Count("pk", filter=deadlines["overdue"]),
        soon=Count("pk", filter=deadlines["soon"]),
        aside=Count("pk", filter=Q(status__in=NOT_COUNTED)),
        changed_at=Max("changed_at"),
    )
    return Counts(**found)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a recommendation's actions are done."""

    done: int = 0
    total: int = 0


def progress_by_recommendation(person: Person) -> dict[int, Progress]:
    """For each recommendation how many of its actions are done, of those that count."""
    counted = actions_seen_by(person).exclude(status__in=NOT_COUNTED)
    rows = counted.values_list("recommendation").annotate(
        done=Count("pk", filter=Q(status__in=DELIVERED)), total=Count("pk")
    )
    return {recommendation: Progress(done, total) for recommendation, done, total in rows}


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen to narrow the plan."""

    recommendations: tuple[tuple[int, str], ...] = ()
    leads: tuple[tuple[int, str], ...] = ()
    agencies: tuple[tuple[int, str], ...] = ()


def choices() -> Choices:
    """The recommendations, leads and agencies that the plan knows."""
    recommendations = Recommendation.objects.order_by("source", "position")
    shown = recommendations.values_list(
        "pk", "ref", Left(Coalesce(NullIf("display_text", Value("")), "text"), SHOWN)
    )
    leads = Post.objects.filter(pk__in=ActionLead.objects.values("post")).order_by("title")
    return Choices(
        tuple((pk, f"{ref or 'No number'}: {_shortened(text)}") for pk, ref, text in shown),
        tuple(leads.values_list("pk", "title")),
        tuple(Agency.objects.order_by("name").values_list("pk", "name")),
    )


def _shortened(text: str) -> str:
    return text if len(text) < SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


def saved_views(person: Person) -> QuerySet[SavedView]:
    """One's own views, and those that others share."""
    return (
        SavedView.objects.filter(Q(person=person) | Q(shared=True)).select_related("person").order_by("name")
    )
