"""The lines of the plan."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from goldenthread.board.action_plan.models.recommendation import Recommendation
from goldenthread.board.action_plan.rules.status import ENDED, Rag, Status
from goldenthread.board.agencies.models import Person, Post
from goldenthread.board.history.models import tracked


class ActionQuerySet(models.QuerySet["Action"]):
    """Ways to narrow the plan that need nothing but the rows themselves."""

    def open(self) -> ActionQuerySet:
        """Those that still ask for something: not ended and their effect not yet confirmed."""
        return self.exclude(status__in=[*ENDED, Status.IMPACT_CONFIRMED])

    def overdue(self, *, on: date) -> ActionQuerySet:
        """Undelivered ones whose last possible day has passed."""
        undelivered = {Status.DRAFT, Status.AGREED, Status.IN_PROGRESS, Status.AWAITING_EVIDENCE}
        return self.filter(status__in=undelivered, due_to__lt=on)

    def led_by(self, agencies: frozenset[int]) -> ActionQuerySet:
        """Those with a lead post in one of these agencies."""
        return self.filter(pk__in=ActionLead.objects.filter(post__agency__in=agencies).values("action"))


@tracked()
class Action(models.Model):
    """A line in the action plan."""

    class Kind(models.TextChoices):
        TASK = "task", "Task"
        DECISION = "decision", "Decision"
        COMMITMENT = "commitment", "Commitment"
        OVERSIGHT = "oversight", "Oversight"

    class Precision(models.TextChoices):
        DAY = "day", "Day"
        MONTH = "month", "Month"
        QUARTER = "quarter", "Quarter"
        TERM = "term", "Term"
        YEAR = "year", "Year"
        NONE = "none", "None"

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="actions")
    ref = models.CharField(max_length=30)
    position = models.PositiveIntegerField(default=0)
    text = models.TextField(help_text="word for word as it was imported or agreed")
    display_text = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.TASK)
    success_measure = models.TextField(
        blank=True, help_text="how we will know that it made a difference to children"
    )
    status = models.CharField(max_length=30, choices=Status.choices, default=Status.AGREED)
    status_reason = models.TextField(blank=True)
    agreed_on = models.DateField(null=True, blank=True)

    deadline_raw = models.CharField(max_length=200, blank=True, help_text="as given")
    due_from = models.DateField(null=True, blank=True)
    due_to = models.DateField(null=True, blank=True, help_text="overdue only after this day")
    due_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.NONE)
    next_review_on = models.DateField(null=True, blank=True)
    impact_review_on = models.DateField(null=True, blank=True)

    rag_override = models.CharField(max_length=12, choices=Rag.choices, blank=True)
    rag_reason = models.TextField(blank=True)
    rag_imported = models.CharField(max_length=12, choices=Rag.choices, blank=True)
    struck_through = models.BooleanField(default=False)

    promoted_from = models.ForeignKey(
        "action_plan.ProgressNote", models.PROTECT, null=True, blank=True, related_name="promoted_to"
    )
    version = models.PositiveIntegerField(
        default=1, help_text="counts changes, so that none is overwritten unseen"
    )
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "ref"], name="action_ref_once_in_a_recommendation"
            ),
            models.CheckConstraint(
                name="action_deadline_begins_before_it_ends",
                condition=Q(due_from__isnull=True) | Q(due_to__gte=F("due_from")),
            ),
            models.CheckConstraint(
                name="action_rag_override_has_a_reason", condition=Q(rag_override="") | ~Q(rag_reason="")
            ),
        ]
        indexes = [
            GinIndex(SearchVector("text", "display_text", config="english"), name="action_text_search")
        ]

    class Privacy:
        plain: ClassVar = {
            "id", "recommendation", "ref", "position", "text", "display_text", "kind", "success_measure",
            "status", "status_reason", "agreed_on", "deadline_raw", "due_from", "due_to", "due_precision",
            "next_review_on", "impact_review_on", "rag_override", "rag_reason", "rag_imported",
            "struck_through", "promoted_from", "version", "changed_at", "changed_by",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.ref}: {self.wording}"

    @property
    def wording(self) -> str:
        """The text to show: the corrected one where there is one."""
        return self.display_text or self.text


@tracked()
class ActionLead(models.Model):
    """A post or body that leads an action; the first is accountable until that is changed."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="leads")
    post = models.ForeignKey(Post, models.PROTECT, related_name="leads")
    position = models.PositiveSmallIntegerField(default=0)
    accountable = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "post"], name="action_lead_once"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(accountable=True), name="action_one_accountable_lead"
            ),
        ]

    class Privacy:
        plain: ClassVar = {"id", "action", "post", "position", "accountable"}


@tracked()
class SubTask(models.Model):
    """A step of an action, such as a bullet in its cell."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="sub_tasks")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Privacy:
        plain: ClassVar = {"id", "action", "position", "text", "done_on", "done_by"}


@tracked()
class DeadlineChange(models.Model):
    """A deadline that was moved: from, to, why, and who agreed."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="deadline_changes")
    deadline_before = models.CharField(max_length=200, blank=True)
    deadline_after = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    agreed_by = models.CharField(
        max_length=300, blank=True, help_text="the post or body that agreed, in words"
    )
    agreed_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        plain: ClassVar = {
            "id", "action", "deadline_before", "deadline_after", "reason", "agreed_by", "agreed_on", "by", "at",
        }  # fmt: skip
