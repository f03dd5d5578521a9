"""One change to many lines: previewed first, saved as one, undone as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.operations.actions import change_status, deadline_fields, name_leads
from goldenthread.board.action_plan.operations.deadlines import NewDeadline, move_deadline
from goldenthread.board.action_plan.operations.lines import CannotChange, save
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.agencies.models import Person, Post
from goldenthread.board.history.recording import recorded


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is to change in each line; None leaves it as it is."""

    status: Status | None = None
    leads: Sequence[Post] | None = None
    deadline: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What a bulk change would do, line by line."""

    will_change: list[Action] = field(default_factory=list)
    cannot: list[tuple[Action, str]] = field(default_factory=list)


def preview_many(*, actions: Sequence[Action], change: BulkChange, by: Person) -> BulkPreview:
    """Try the change on every line and take it all back: what is previewed is what saving does."""
    with transaction.atomic():
        preview, _ = _apply(actions, change, by)
        transaction.set_rollback(True)
    return preview


@recorded
def change_many(
    *, actions: Sequence[Action], change: BulkChange, by: Person
) -> tuple[BulkPreview, dict[str, Any]]:
    """Make the change in every line that allows it; the second value is what `undo_many` needs."""
    return _apply(actions, change, by)


def _apply(actions: Sequence[Action], change: BulkChange, by: Person) -> tuple[BulkPreview, dict[str, Any]]:
    preview, undo = BulkPreview(), {}
    for action in _locked(actions):
        before = _state(action)
        try:
            with transaction.atomic():
                after = _change_one(action, change, by)
        except CannotChange as refusal:
            preview.cannot.append((action, str(refusal)))
        else:
            preview.will_change.append(action)
            undo[str(action.pk)] = {**before, "version": after.version}
    return preview, undo


def _locked(actions: Iterable[Action]) -> list[Action]:
    """The lines as they are now, locked in one order, so that two bulk changes never wait for each other."""
    chosen = Action.objects.filter(pk__in=[action.pk for action in actions])
    return list(chosen.select_for_update(of=("self",)).order_by("pk"))


def _change_one(action: Action, change: BulkChange, by: Person) -> Action:
    steps: list[Callable[[], Action]] = []
    if change.status is not None:
        status = change.status
        steps.append(lambda: change_status(action=action, status=status, reason=change.reason, by=by))
    if change.leads is not None:
        leads = change.leads
        steps.append(lambda: name_leads(action=action, leads=leads, by=by))
    if change.deadline is not None:
        new = NewDeadline(change.deadline, change.reason)
        steps.append(lambda: move_deadline(action=action, new=new, by=by))
    for step in steps:
        action = step()
    return action


def _state(action: Action) -> dict[str, Any]:
    return {
        "status": action.status,
        "status_reason": action.status_reason,
        "deadline_raw": action.deadline_raw,
        "leads": list(action.leads.order_by("position").values_list("post_id", flat=True)),
    }


@recorded
def undo_many(*, undo: dict[str, Any], by: Person) -> BulkPreview:
    """Put back what `change_many` changed, except in lines that somebody has changed since."""
    preview = BulkPreview()
    for action in _locked(Action.objects.filter(pk__in=undo)):
        before = undo[str(action.pk)]
        if action.version != before["version"]:
            preview.cannot.append((action, f"{action.ref} was changed since, so it stays as it is."))
            continue
        _put_back(action, before, by)
        preview.will_change.append(action)
    return preview


def _put_back(action: Action, before: dict[str, Any], by: Person) -> None:
    posts = Post.objects.in_bulk(before["leads"])
    action = name_leads(action=action, leads=[posts[pk] for pk in before["leads"]], by=by)
    save(
        action,
        by=by,
        status=before["status"],
        status_reason=before["status_reason"],
        **deadline_fields(before["deadline_raw"]),
    )
