"""Changing a line of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from goldenthread.board.action_plan.models import Action, ActionLead, ProgressNote, Recommendation
from goldenthread.board.action_plan.operations.lines import CannotChange, lock, save
from goldenthread.board.action_plan.operations.recommendations import recommendation_of
from goldenthread.board.action_plan.operations.sending import note_sending
from goldenthread.board.action_plan.rules.deadlines import read_deadline
from goldenthread.board.action_plan.rules.status import NEEDS_REASON, Rag, Status, may_become
from goldenthread.board.agencies.models import Person, Post
from goldenthread.board.history.recording import recorded

EDITABLE = frozenset(
    {"display_text", "kind", "success_measure", "next_review_on", "impact_review_on", "struck_through"}
)


@dataclass(frozen=True, slots=True)
class NewAction:
    """What is known of a line that is to be added."""

    text: str
    deadline: str = ""
    leads: Sequence[Post] = ()
    status: Status = Status.AGREED
    success_measure: str = ""
    promoted_from: ProgressNote | None = None


@recorded
def add_action(
    *, recommendation: Recommendation, new: NewAction, by: Person, token: UUID | None = None
) -> Action:
    """Add a line at the end of a recommendation; without lead or deadline it is a finding, not an error."""
    note_sending(token, by=by)
    # Locking the recommendation gives each new line its own number.
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    text = new.text.strip()
    if not text:
        raise CannotChange("Enter what is to be done.")
    action = Action(
        recommendation=recommendation,
        text=text,
        status=new.status,
        success_measure=new.success_measure,
        promoted_from=new.promoted_from,
        agreed_on=timezone.localdate() if new.status is Status.AGREED else None,
        changed_by=by,
        changed_at=timezone.now(),
        **next_place(recommendation),
        **deadline_fields(new.deadline),
    )
    action.save()
    _set_leads(action, new.leads)
    return action


def next_place(recommendation: Recommendation) -> dict[str, Any]:
    """The next free position and number ("142.5") of a recommendation that is locked."""
    last = recommendation.actions.aggregate(last=Max("position"))["last"] or 0
    prefix = recommendation.ref or f"R{recommendation.position}"
    return {"position": last + 1, "ref": f"{prefix}.{last + 1}"}


def deadline_fields(raw: str) -> dict[str, Any]:
    """The fields that keep a deadline as given and as understood."""
    deadline = read_deadline(raw, near=timezone.localdate())
    return {
        "deadline_raw": deadline.raw,
        "due_from": deadline.first_day,
        "due_to": deadline.last_day,
        "due_precision": deadline.precision,
    }


@recorded
def edit_action(*, action: Action, version: int, changes: dict[str, Any], by: Person) -> Action:
    """Change wording, kind, success measure or review dates of a line.

    Raises ChangedMeanwhile where somebody was faster, CannotChange for a field that has its own operation.
    """
    if not changes.keys() <= EDITABLE:
        raise CannotChange("This part of a line cannot be changed here.")
    action = lock(action, version=version)
    save(action, by=by, **changes)
    return action


@recorded
def change_status(
    *, action: Action, status: Status, reason: str = "", by: Person, version: int | None = None
) -> Action:
    """Move a line to another status by hand; claiming, verifying and confirming go by ticks."""
    action = lock(action, version=version)
    if not may_become(Status(action.status), status):
        raise CannotChange(
            f"{action.ref} is {Status(action.status).label.lower()}: it cannot become {status.label.lower()}."
        )
    if status in NEEDS_REASON and not reason.strip():
        raise CannotChange(f"Say why {action.ref} becomes {status.label.lower()}.")
    agreed = {"agreed_on": timezone.localdate()} if status is Status.AGREED and not action.agreed_on else {}
    save(action, by=by, status=status, status_reason=reason.strip(), **agreed)
    return action


@recorded
def override_rag(
    *, action: Action, rag: Rag | None, reason: str, by: Person, version: int | None = None
) -> Action:
    """Put a rating of one's own in place of the computed one, with the reason; None takes it back."""
    action = lock(action, version=version)
    if rag and not reason.strip():
        raise CannotChange("Say why the rating differs from the computed one.")
    save(action, by=by, rag_override=rag or "", rag_reason=reason.strip() if rag else "")
    return action


@recorded
def name_leads(*, action: Action, leads: Sequence[Post], by: Person, version: int | None = None) -> Action:
    """Say which posts or bodies lead a line. The first is accountable."""
    action = lock(action, version=version)
    if [post.pk for post in leads] != list(action.leads.order_by("position").values_list("post", flat=True)):
        action.leads.all().delete()
        _set_leads(action, leads)
    save(action, by=by)
    return action


def _set_leads(action: Action, leads: Sequence[Post]) -> None:
    ActionLead.objects.bulk_create(
        ActionLead(action=action, post=post, position=place, accountable=place == 0)
        for place, post in enumerate(dict.fromkeys(leads))
    )


@recorded
def promote_to_action(*, note: ProgressNote, sentence: str, by: Person, token: UUID | None = None) -> Action:
    """Make a sentence of a progress note an action of its own that points back to the note (Q19)."""
    if not sentence.strip() or sentence.strip() not in note.text:
        raise CannotChange("Choose a sentence that stands in the note.")
    new = NewAction(text=sentence, status=Status.DRAFT, promoted_from=note)
    return add_action(recommendation=note.action.recommendation, new=new, by=by, token=token)


@recorded
def raise_action(*, new: NewAction, source_kind: str, source_title: str, by: Person) -> Action:
    """Add an action that a meeting, a review, an audit or a measure gave rise to.

    The plan keeps the source in words and knows nothing of the app that calls.
    """
    return add_action(recommendation=recommendation_of(source_kind, source_title), new=new, by=by)
