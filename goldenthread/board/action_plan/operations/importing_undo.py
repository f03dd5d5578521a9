"""Undoing an import as a whole, except for the lines that somebody has built on since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db.models import Model, QuerySet
from django.utils import timezone

from goldenthread.board.action_plan.models import (
    Action,
    ActionLead,
    DeadlineChange,
    Evidence,
    ImportBatch,
    ImportRow,
    PlanVersion,
    ProgressNote,
    Recommendation,
    SubTask,
    TickGiven,
)
from goldenthread.board.action_plan.operations.importing import State, locked
from goldenthread.board.action_plan.rules.settling import Choices
from goldenthread.board.agencies.models import Person, Post
from goldenthread.board.history.recording import recorded

_STAND_ON_A_LINE: tuple[type[Model], ...] = (
    ActionLead,
    DeadlineChange,
    Evidence,
    ProgressNote,
    SubTask,
    TickGiven,
)
_WRITTEN = (ImportRow.Verdict.ADD, ImportRow.Verdict.CHANGE)


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did."""

    taken_back: int
    stay: tuple[str, ...]
    """Numbers of the actions that were changed since, and so were left as they are."""

    @property
    def words(self) -> str:
        """It in a sentence or two."""
        told = f"{self.taken_back} {'line was' if self.taken_back == 1 else 'lines were'} taken back."
        if not self.stay:
            return told
        return f"{told} Changed since the import, and so left as they are: {', '.join(self.stay)}."


@recorded
def undo_import(*, batch: ImportBatch, by: Person) -> Undone:
    """Remove what an import added and put back what it changed.

    A line that somebody changed, noted on, evidenced or ticked since stays, and is named in the answer.
    """
    batch = locked(batch, State.SAVED)
    with pghistory.context(batch=batch.pk):
        undone = _undo(batch, by)
    batch.state, batch.undone_at, batch.message = State.UNDONE, timezone.now(), undone.words
    batch.save(update_fields=["state", "undone_at", "message"])
    return undone


def _undo(batch: ImportBatch, by: Person) -> Undone:
    rows = {row.action_id: row for row in batch.rows.filter(verdict__in=_WRITTEN) if row.action_id}
    actions = Action.objects.select_for_update(of=("self",)).in_bulk(rows)
    added = [key for key, row in rows.items() if row.verdict == ImportRow.Verdict.ADD]
    changed = {key: row for key, row in rows.items() if row.verdict == ImportRow.Verdict.CHANGE}
    stay = _built_on(added, batch) | _notes_used(changed.values())
    stay |= {key for key, row in changed.items() if actions[key].version != row.before["version"]}
    for key in changed.keys() - stay:
        _put_back(actions[key], changed[key].before, by)
    Action.objects.filter(pk__in=set(added) - stay).delete()
    _remove_what_is_left_over(batch)
    return Undone(len(rows) - len(stay), tuple(sorted(actions[key].ref for key in stay)))


def _built_on(added: Sequence[int], batch: ImportBatch) -> set[int]:
    """Those of the added actions to which anything happened but by this import: history knows."""
    found = set(_others(Action, batch, pgh_obj_id__in=added).values_list("pgh_obj_id", flat=True))
    for model in _STAND_ON_A_LINE:
        found |= set(_others(model, batch, action_id__in=added).values_list("action_id", flat=True))
    return found


def _others(model: type[Model], batch: ImportBatch, **about: Any) -> QuerySet[Any]:
    """What history tells of these rows, besides what this import did to them."""
    events: QuerySet[Any] = model.pgh_event_model.objects.filter(**about)  # type: ignore[attr-defined]
    return events.exclude(pgh_context__contains={"batch": batch.pk})


def _notes_used(changed: Iterable[ImportRow]) -> set[int]:
    """Changed actions whose imported note has been made an action of its own."""
    notes = [note for row in changed for note in row.before.get("notes", [])]
    used = ProgressNote.objects.filter(pk__in=notes, promoted_to__isnull=False)
    return set(used.values_list("action_id", flat=True))


def _put_back(action: Action, before: dict[str, Any], by: Person) -> None:
    values = {name: value for name, value in before.items() if name not in {"leads", "notes", "version"}}
    for name, value in values.items():
        setattr(action, name, value)
    if "leads" in before:
        action.leads.all().delete()
        there = Post.objects.in_bulk(before["leads"])
        ActionLead.objects.bulk_create(
            ActionLead(action=action, post_id=post, position=place, accountable=place == 0)
            for place, post in enumerate(key for key in before["leads"] if key in there)
        )
    ProgressNote.objects.filter(pk__in=before.get("notes", [])).delete()
    action.version += 1
    action.changed_by, action.changed_at = by, timezone.now()
    action.save(update_fields=[*values, "version", "changed_by", "changed_at"])


def _remove_what_is_left_over(batch: ImportBatch) -> None:
    """What the import added beside its lines and nobody uses; the numbers and wordings that it gave."""
    choices = Choices.of(batch.choices)
    empty = Recommendation.objects.filter(
        pk__in=choices.made.get("recommendations", []), actions=None, version=1
    )
    Recommendation.objects.filter(pk__in=[each.pk for each in empty]).delete()
    for key, before in choices.previous.items():
        values = {name: value for name, value in before.items() if name != "version"}
        Recommendation.objects.filter(pk=key, version=before["version"]).update(
            **values, version=before["version"] + 1
        )
    unused = Post.objects.filter(pk__in=choices.made.get("posts", []), leads=None, tenures=None)
    Post.objects.filter(pk__in=[each.pk for each in unused]).delete()
    PlanVersion.objects.filter(pk__in=choices.made.get("versions", [])).delete()
