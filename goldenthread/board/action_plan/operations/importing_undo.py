"""Undoing an import as a whole, except for the lines that somebody has built on since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db.models import Model
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
    rows = list(
        batch.rows.filter(verdict__in=[ImportRow.Verdict.ADD, ImportRow.Verdict.CHANGE], action__isnull=False)
    )
    actions = Action.objects.select_for_update(of=("self",)).in_bulk(
        [row.action_id for row in rows if row.action_id]
    )
    added = [row for row in rows if row.verdict == ImportRow.Verdict.ADD]
    changed = [row for row in rows if row.verdict == ImportRow.Verdict.CHANGE]
    built_on = _built_on([row.action_id for row in added if row.action_id], batch)
    built_on |= {row.action_id for row in changed if actions[row.action_id].version != row.before["version"]}
    built_on |= _notes_used(changed)
    for row in changed:
        if row.action_id not in built_on:
            _put_back(actions[row.action_id], row.before, by)
    gone = Action.objects.filter(pk__in=[row.action_id for row in added if row.action_id not in built_on])
    gone.delete()
    _remove_what_is_left_over(batch)
    stay = sorted(actions[key].ref for key in built_on)
    return Undone(len(rows) - len(stay), tuple(stay))


def _built_on(added: Sequence[int], batch: ImportBatch) -> set[int]:
    """Those of the added actions to which anything happened but by this import: history knows."""
    ours = {"pgh_context__batch": batch.pk}
    found = set(
        Action.pgh_event_model.objects.filter(pgh_obj_id__in=added)
        .exclude(**ours)
        .values_list("pgh_obj_id", flat=True)
    )
    for model in _STAND_ON_A_LINE:
        events = model.pgh_event_model.objects.filter(action_id__in=added).exclude(**ours)
        found |= set(events.values_list("action_id", flat=True))
    return found


def _notes_used(changed: Sequence[ImportRow]) -> set[int]:
    """Changed actions whose imported note has been made an action of its own."""
    notes = [note for row in changed for note in row.before.get("notes", [])]
    used = Action.objects.filter(promoted_from__in=notes)
    return set(used.values_list("promoted_from__action_id", flat=True))


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
    """Recommendations, posts and plan versions that the import added and nobody uses; numbers that it gave."""
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
