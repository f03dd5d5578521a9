"""Saying what has been done so far."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from goldenthread.board.action_plan.models import Action, ProgressNote, SubTask
from goldenthread.board.action_plan.operations.actions import change_status
from goldenthread.board.action_plan.operations.lines import CannotChange, lock, save
from goldenthread.board.action_plan.operations.sending import note_sending
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.agencies.models import Person
from goldenthread.board.history.recording import recorded


@recorded
def add_note(
    *,
    action: Action,
    text: str,
    said_on: date | None = None,
    status: Status | None = None,
    by: Person,
    token: UUID | None = None,
) -> ProgressNote:
    """Add a progress note. Notes never collide: two people writing at once are both kept, in order.

    `status` moves the line at the same time, for the reason that the note gives; the first note starts it.
    """
    note_sending(token, by=by)
    if not text.strip():
        raise CannotChange("Enter what has been done.")
    action = lock(action)
    now = timezone.now()
    note = ProgressNote.objects.create(
        action=action,
        text=text.strip(),
        said_on=said_on or timezone.localdate(now),
        precision=Action.Precision.DAY,
        position=(action.notes.aggregate(last=Max("position"))["last"] or 0) + 1,
        written_by=by,
        written_at=now,
    )
    if status is not None and status != action.status:
        change_status(action=action, status=status, reason=text, by=by)
    elif action.status == Status.AGREED:
        save(action, by=by, status=Status.IN_PROGRESS)
    return note


@recorded
def add_sub_task(*, action: Action, text: str, by: Person, token: UUID | None = None) -> SubTask:
    """Add a step to an action."""
    note_sending(token, by=by)
    if not text.strip():
        raise CannotChange("Enter the step.")
    action = lock(action)
    last = action.sub_tasks.aggregate(last=Max("position"))["last"] or 0
    return SubTask.objects.create(action=action, text=text.strip(), position=last + 1)


@recorded
def finish_sub_task(*, sub_task: SubTask, done: bool, by: Person) -> SubTask:
    """Mark a step as done today, or as not done after all."""
    sub_task = SubTask.objects.select_for_update().get(pk=sub_task.pk)
    sub_task.done_on = timezone.localdate() if done else None
    sub_task.done_by = by if done else None
    sub_task.save(update_fields=["done_on", "done_by"])
    return sub_task
