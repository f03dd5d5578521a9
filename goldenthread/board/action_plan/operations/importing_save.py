"""Saving an import: exactly what was previewed, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pghistory
from django.utils import timezone

from goldenthread.board.action_plan.models import ImportBatch, PlanVersion, Source
from goldenthread.board.action_plan.operations.importing import CannotImport, State, locked
from goldenthread.board.action_plan.operations.importing_changes import change_lines
from goldenthread.board.action_plan.operations.importing_lines import (
    SavedRecommendations,
    Saving,
    add_lines,
    posts_for,
    record_verdicts,
    save_recommendations,
)
from goldenthread.board.action_plan.queries.importing import decisions
from goldenthread.board.action_plan.rules.importing import Decisions, LineDecision, Verdict
from goldenthread.board.action_plan.rules.settling import Choices
from goldenthread.board.agencies.models import Person
from goldenthread.board.history.recording import recorded

CHUNK = 500
Report = Callable[[int, int], None]


class PlanChanged(CannotImport):
    """What would be saved is no longer what somebody looked at."""

    def __init__(self) -> None:
        super().__init__(
            "The plan changed after you looked at the preview. Nothing was saved: look at it again."
        )


@recorded
def begin_saving(*, batch: ImportBatch, fingerprint: str, by: Person) -> None:
    """Agree to the decisions with this fingerprint. Raises CannotImport, PlanChanged."""
    batch = locked(batch, State.READ)
    decided = decisions(batch)
    if decided.fingerprint() != fingerprint:
        raise PlanChanged
    if decided.problems:
        raise CannotImport(f"{len(decided.problems)} lines must be put right or left out first.")
    choices = replace(Choices.of(batch.choices), previewed=fingerprint)
    batch.choices, batch.state, batch.message = choices.as_json(), State.SAVING, ""
    batch.steps_done, batch.steps_total = 0, len(decided.lines)
    batch.save(update_fields=["choices", "state", "message", "steps_done", "steps_total"])


@recorded
def reopen_import(*, batch: ImportBatch, message: str, by: Person) -> None:
    """Go back to the preview, because saving was not possible; saved or reopened already, it stays so."""
    ImportBatch.objects.filter(pk=batch.pk, state=State.SAVING).update(state=State.READ, message=message)


@recorded
def save_import(*, batch: ImportBatch, by: Person, report: Report | None = None) -> None:
    """Put an import into the plan, in one transaction; done already, it changes nothing.

    Raises PlanChanged where the plan is no longer as previewed. `report` hears of lines done, and of all.
    """
    choices = Choices.of(batch.choices)
    source, _ = Source.objects.get_or_create(
        title=choices.source_title, defaults={"kind": choices.source_kind}
    )
    # One import of a source at a time: a second worker waits here and then finds nothing to do.
    Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    batch = ImportBatch.objects.select_related("original").get(pk=batch.pk)
    if batch.state != State.SAVING:
        return
    decided = decisions(batch, locked=True)
    if decided.fingerprint() != choices.previewed or decided.problems:
        raise PlanChanged
    with pghistory.context(batch=batch.pk):
        _save(Saving(batch, source, by, timezone.now(), posts_for(decided)), decided, report)


def _save(saving: Saving, decided: Decisions, report: Report | None) -> None:
    recommendations = save_recommendations(saving, decided.recommendations)
    total = len(decided.lines)
    for done, chunk in _chunks(decided.lines):
        added = [each for each in chunk if each.verdict is Verdict.ADD and each.line.text]
        changed = [each for each in chunk if each.verdict is Verdict.CHANGE]
        kept = add_lines(saving, added, recommendations) | change_lines(saving, changed)
        record_verdicts(saving, chunk, recommendations, kept)
        if report:
            report(done, total)
    _finish(saving, recommendations)


def _chunks(lines: Sequence[LineDecision]) -> Iterator[tuple[int, Sequence[LineDecision]]]:
    """Some lines at a time, with how many will then be done."""
    for start in range(0, len(lines), CHUNK):
        chunk = lines[start : start + CHUNK]
        yield start + len(chunk), chunk


def _finish(saving: Saving, recommendations: SavedRecommendations) -> None:
    batch = saving.batch
    made = {"posts": saving.posts.made, "recommendations": recommendations.made}
    if batch.plan_updated:
        day = batch.plan_updated
        version = PlanVersion.objects.create(
            title=f"Updated {day.day} {day:%B %Y}",
            updated_on=day,
            original=batch.original,
            recorded_by=saving.by,
            recorded_at=saving.at,
        )
        made["versions"] = [version.pk]
    choices = replace(Choices.of(batch.choices), made=made, previous=recommendations.before)
    saved = ImportBatch.objects.filter(pk=batch.pk, state=State.SAVING).update(
        state=State.SAVED, message="", source=saving.source, saved_at=saving.at, choices=choices.as_json()
    )
    if not saved:
        raise CannotImport("Somebody else saved this import at the same moment.")
