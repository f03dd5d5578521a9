"""What every change of a line does: lock it, see that nobody was faster, count the change."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from goldenthread.board.action_plan.models import Action
from goldenthread.board.agencies.models import Person
from goldenthread.board.web.errors import Refusal


class CannotChange(Refusal):
    """The line is not in a state in which this can be done."""


class ChangedMeanwhile(CannotChange):
    """Somebody else changed the line after the person opened it."""

    def __init__(self, action: Action) -> None:
        self.action = action
        super().__init__(
            f"{action.changed_by.name} changed {action.ref} while you had it open. "
            "Nothing of yours was saved yet: look at both and choose."
        )


def lock(action: Action, *, version: int | None = None) -> Action:
    """The line as it is now, locked until the transaction ends.

    `version` is the one that the person saw. Raises ChangedMeanwhile where it is no longer that one.
    """
    locked = Action.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=action.pk)
    if version is not None and locked.version != version:
        raise ChangedMeanwhile(locked)
    return locked


def save(action: Action, *, by: Person, **changes: Any) -> None:
    """Write changed fields of a locked line, count the change and say who made it."""
    for field, value in changes.items():
        setattr(action, field, value)
    action.version += 1
    action.changed_by, action.changed_at = by, timezone.now()
    action.save(update_fields=[*changes, "version", "changed_by", "changed_at"])
