"""Moving deadlines, which leaves a trace of who agreed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from goldenthread.board.action_plan.models import Action, DeadlineChange
from goldenthread.board.action_plan.operations.actions import deadline_fields
from goldenthread.board.action_plan.operations.lines import CannotChange, lock, save
from goldenthread.board.agencies.models import Person
from goldenthread.board.history.recording import recorded


@recorded
def move_deadline(
    *,
    action: Action,
    deadline: str,
    reason: str = "",
    agreed_by: str = "",
    agreed_on: date | None = None,
    by: Person,
    version: int | None = None,
) -> Action:
    """Give a line a deadline, or another one.

    "Ongoing" is no deadline: raises CannotChange and asks for a date to look at the line again instead.
    """
    action = lock(action, version=version)
    fields = deadline_fields(deadline)
    if fields["deadline_raw"] and not fields["due_to"]:
        raise CannotChange(
            "Enter a deadline with an end, like 31 10 2026, October 2026 or autumn term 2026. "
            "Where there is none, set a date to look at the action again."
        )
    if action.due_to and not reason.strip():
        raise CannotChange("Say why the deadline moves.")
    DeadlineChange.objects.create(
        action=action,
        deadline_before=action.deadline_raw,
        deadline_after=fields["deadline_raw"],
        reason=reason.strip(),
        agreed_by=agreed_by.strip(),
        agreed_on=agreed_on,
        by=by,
        at=timezone.now(),
    )
    save(action, by=by, **fields)
    return action
