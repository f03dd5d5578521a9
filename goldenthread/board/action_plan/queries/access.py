"""Which rows of the plan a person may see, and which they may change. Every other question begins here."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldenthread.board.action_plan.models import Action, ActionLead, Evidence, ProgressNote, SubTask
from goldenthread.board.action_plan.models.action import ActionQuerySet
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.queries import posts_held_by
from goldenthread.board.agencies.rules import Permission


def actions_where(person: Person, permission: Permission) -> ActionQuerySet:
    """The lines for which a person may do something.

    Where that reaches only their own agency's lines, those are the lines led by one of its posts, or by a
    post or body of no agency which the person holds today. Drafts are for those who edit the plan.
    """
    seen = Action.objects.all()
    if not person.may(Permission.EDIT_PLAN):
        seen = seen.exclude(status=Status.DRAFT)
    agencies = person.rights.agencies_where(permission)
    if agencies is None:
        return seen
    if not agencies:
        return seen.none()
    # What one may do is a matter of today, also while one looks at the past.
    held = posts_held_by(person, on=timezone.localdate()).filter(agency=None)
    leads = ActionLead.objects.filter(Q(post__agency__in=agencies) | Q(post__in=held))
    return seen.filter(pk__in=leads.values("action"))


def actions_seen_by(person: Person) -> ActionQuerySet:
    """The lines a person may read."""
    return actions_where(person, Permission.SEE_PLAN)


def notes_seen_by(person: Person) -> QuerySet[ProgressNote]:
    """The progress notes a person may read."""
    return ProgressNote.objects.filter(action__in=actions_seen_by(person)).select_related("action")


def sub_tasks_where(person: Person, permission: Permission) -> QuerySet[SubTask]:
    """The steps for which a person may do something."""
    return SubTask.objects.filter(action__in=actions_where(person, permission)).select_related("action")


def evidence_where(person: Person, permission: Permission) -> QuerySet[Evidence]:
    """The links to evidence for which a person may do something."""
    return Evidence.objects.filter(action__in=actions_where(person, permission)).select_related("action")
