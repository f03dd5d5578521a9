"""Recommendations with the golden thread through each: actions, evidence, effect, and the weakest link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goldenthread.board.action_plan.models import Recommendation, Source, TickGiven
from goldenthread.board.action_plan.queries.access import actions_seen_by
from goldenthread.board.action_plan.queries.lines import Line, lines
from goldenthread.board.action_plan.queries.plan import NOT_COUNTED, Progress
from goldenthread.board.action_plan.rules.linter import likely_numbers
from goldenthread.board.action_plan.rules.status import DELIVERED, Tick
from goldenthread.board.action_plan.rules.thread import Strand, WeakestLink, weakest_link
from goldenthread.board.agencies.models import Person


@dataclass(frozen=True, slots=True)
class Thread:
    """A recommendation and what has come of it."""

    recommendation: Recommendation
    lines: tuple[Line, ...]
    progress: Progress
    weakest: WeakestLink

    @property
    def left(self) -> list[Line]:
        """What is still to be done."""
        return [line for line in self.lines if line.is_open]


def recommendations() -> QuerySet[Recommendation]:
    """All recommendations in the order of the plan."""
    return Recommendation.objects.select_related("source").order_by("source", "position", "pk")


def sources() -> QuerySet[Source]:
    """Where recommendations can come from."""
    return Source.objects.order_by("title")


def threads(person: Person, *, on: date) -> list[Thread]:
    """Every recommendation with its thread."""
    by_recommendation: dict[int, list[Line]] = {}
    actions = actions_seen_by(person).order_by("position", "pk")
    for line in lines(actions, on=on):
        by_recommendation.setdefault(line.action.recommendation_id, []).append(line)
    return [_thread(each, by_recommendation.get(each.pk, [])) for each in recommendations()]


def thread(person: Person, recommendation: Recommendation, *, on: date) -> Thread:
    """One recommendation with its thread."""
    actions = actions_seen_by(person).filter(recommendation=recommendation).order_by("position", "pk")
    return _thread(recommendation, lines(actions, on=on))


def effects(of: Thread) -> list[TickGiven]:
    """What was measured and confirmed to have changed, in the words of who confirmed it."""
    confirmed = TickGiven.objects.filter(
        action__in=[line.action for line in of.lines], tick=Tick.WORKED, withdrawn_at__isnull=True
    )
    return list(confirmed.select_related("action", "given_by").order_by("given_at"))


def likely_number(recommendation: Recommendation) -> str:
    """The number that its neighbours suggest for a recommendation without one; empty where they do not."""
    if recommendation.ref:
        return ""
    among = list(recommendations().filter(source=recommendation.source_id))
    likely = likely_numbers([each.ref for each in among])
    return likely.get(among.index(recommendation)) or ""


def _thread(recommendation: Recommendation, of_it: list[Line]) -> Thread:
    counted = [line for line in of_it if line.action.status not in NOT_COUNTED]
    strands = [
        Strand(bool(line.leads), line.action.due_to is not None, line.ticks, line.evidence)
        for line in counted
    ]
    done = sum(line.action.status in DELIVERED for line in counted)
    return Thread(recommendation, tuple(of_it), Progress(done, len(counted)), weakest_link(strands))
