"""Moving deadlines, which leaves a trace of who agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from goldenthread.board.action_plan.models import Action, DeadlineChange
from goldenthread.board.action_plan.operations.actions import deadline_fields
from goldenthread.board.action_plan.operations.lines import CannotChange, lock, save
from goldenthread.board.agencies.models import Person
from goldenthread.board.history.recording import recorded


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """A deadline in words, why it moves, and who agreed to that, in words."""

    words: str
    reason: str = ""
    agreed_by: str = ""
    agreed_on: date | None = None


@recorded
def move_deadline(*, action: Action, new: NewDeadline, by: Person, version: int | None = None) -> Action:
    """Give a line a deadline, or another one.

    "Ongoing" is no deadline: raises CannotChange and asks for a date to look at the line again instead.
    """
    action = lock(action, version=version)
    fields = deadline_fields(new.words)
    if fields["deadline_raw"] and not fields["due_to"]:
        raise CannotChange(
            "Enter a deadline with an end, like 31 10 2026, October 2026 or autumn term 2026. "
            "Where there is none, set a date to look at the action again."
        )
    if action.due_to and not new.reason.strip():
        raise CannotChange("Say why the deadline moves.")
    DeadlineChange.objects.create(
        action=action,
        deadline_before=action.deadline_raw,
        deadline_after=fields["deadline_raw"],
        reason=new.reason.strip(),
        agreed_by=new.agreed_by.strip(),
        agreed_on=new.agreed_on,
        by=by,
        at=timezone.now(),
    )
    save(action, by=by, **fields)
    return action
