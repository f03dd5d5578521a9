"""The plan as it is printed, gathered from its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from goldenthread.board.action_plan.exports.printed import PrintedAction, PrintedPlan, PrintedRecommendation
from goldenthread.board.action_plan.models import Action, PlanVersion, ProgressNote, SubTask
from goldenthread.board.action_plan.queries.lines import Line, lines
from goldenthread.board.action_plan.queries.recommendations import recommendations
from goldenthread.board.action_plan.rules.status import Status, Tick

TITLE = "Action plan"
MARKING = "OFFICIAL"


def printed_plan(
    actions: Iterable[Action], *, on: date, as_at: datetime | None = None, with_status: bool = False
) -> PrintedPlan:
    """These lines as they are printed, in the plan's own order whatever theirs.

    Recommendations without any of these lines are left out, unless the plan itself gives them none.
    """
    found = sorted(lines(actions, on=on), key=lambda line: (line.action.position, line.action.pk))
    keys = [line.action.pk for line in found]
    notes, steps = _notes(keys), _steps(keys)
    by_recommendation: dict[int, list[PrintedAction]] = defaultdict(list)
    for line in found:
        key = line.action.pk
        by_recommendation[line.action.recommendation_id].append(_printed(line, notes[key], steps[key]))
    return PrintedPlan(
        title=TITLE,
        board_name=settings.BOARD_NAME,
        updated_on=_updated_on(),
        as_at=as_at,
        marking=MARKING,
        recommendations=_recommendations(by_recommendation),
        with_status=with_status,
    )


def _recommendations(
    by_recommendation: Mapping[int, list[PrintedAction]],
) -> tuple[PrintedRecommendation, ...]:
    answered = set(Action.objects.values_list("recommendation", flat=True))
    return tuple(
        PrintedRecommendation(each.ref or None, each.text, tuple(by_recommendation.get(each.pk, ())))
        for each in recommendations()
        if each.pk in by_recommendation or each.pk not in answered
    )


def _printed(line: Line, notes: list[str], steps: list[str]) -> PrintedAction:
    return PrintedAction(
        ref=line.action.ref,
        text=line.action.wording,
        sub_tasks=tuple(steps),
        lead=line.lead,
        progress=tuple(notes),
        deadline=line.action.deadline_raw,
        status=Status(line.action.status).label,
        rag=line.rag.value,
        rag_word=line.rag.label,
        ticks=", ".join(tick.label for tick in Tick if tick in line.ticks),
        struck_through=line.action.struck_through,
    )


def _notes(actions: list[int]) -> dict[int, list[str]]:
    """Notes in order; one that was typed here begins with its day, as an imported one may of itself."""
    found: dict[int, list[str]] = defaultdict(list)
    for note in ProgressNote.objects.filter(action__in=actions).order_by("position", "pk"):
        day = "" if note.imported or not note.said_on else f"{note.said_on:%-d %B %Y}: "
        found[note.action_id].append(f"{day}{note.text}")
    return found


def _steps(actions: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for action, text in (
        SubTask.objects.filter(action__in=actions).order_by("position", "pk").values_list("action", "text")
    ):
        found[action].append(text)
    return found


def _updated_on() -> date | None:
    """The day the plan gives itself, until somebody changes it here."""
    named = PlanVersion.objects.order_by("-recorded_at").first()
    changed = Action.objects.aggregate(at=Max("changed_at"))["at"]
    if named and named.updated_on and (changed is None or changed <= named.recorded_at):
        return named.updated_on
    return timezone.localdate(changed) if changed else None
