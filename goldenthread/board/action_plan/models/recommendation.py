"""What the board was told to put right, and by whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.models import Version
from goldenthread.board.history.models import tracked


@tracked()
class Source(models.Model):
    """Where recommendations come from: an inspection, a development event, a review."""

    class Kind(models.TextChoices):
        INSPECTION = "inspection", "Inspection"
        DEVELOPMENT_EVENT = "development_event", "Development event"
        REVIEW = "review", "Serious case or practice review"
        CHILD_DEATH = "child_death", "Child death overview panel"
        SECTION11 = "section11", "Section 11 audit"
        AUDIT = "audit", "Case audit"
        CHALLENGE = "challenge", "Challenge"
        SELF_ASSESSMENT = "self_assessment", "Self-assessment"

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.INSPECTION)
    title = models.CharField(max_length=300, unique=True)
    published_on = models.DateField(null=True, blank=True)

    class Privacy:
        plain: ClassVar = {"id", "kind", "title", "published_on"}

    def __str__(self) -> str:
        return self.title


@tracked()
class Recommendation(models.Model):
    """One recommendation, its other numbers and wordings, and what the board answered."""

    class Response(models.TextChoices):
        IMPLEMENT = "implement", "Implement"
        DIFFERENTLY = "implement_differently", "Implement differently"
        TRANSFER = "transfer_to_other_body", "Transfer to another body"
        REJECT = "reject_with_reason", "Reject, with the reason"

    class Judgement(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        DONE = "done", "Done"
        SUSTAINED = "sustained", "Sustained"

    source = models.ForeignKey(Source, models.PROTECT, related_name="recommendations")
    ref = models.CharField(max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0)
    text = models.TextField(help_text="word for word as the source has it")
    display_text = models.TextField(blank=True, help_text="corrected for typing errors, where that is wanted")
    aliases = models.JSONField(default=list, blank=True, help_text='other numbers, such as "a" or "no. 1"')
    statement_variants = models.JSONField(default=list, blank=True, help_text="other wordings seen")
    response = models.CharField(max_length=30, choices=Response.choices, default=Response.IMPLEMENT)
    response_words = models.TextField(blank=True)
    impact_statement = models.TextField(blank=True)
    judgement = models.CharField(max_length=20, choices=Judgement.choices, default=Judgement.NOT_STARTED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "ref"], condition=~Q(ref=""), name="recommendation_ref_once_in_a_source"
            ),
        ]

    class Privacy:
        plain: ClassVar = {
            "id", "source", "ref", "position", "text", "display_text", "aliases", "statement_variants",
            "response", "response_words", "impact_statement", "judgement", "version",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.ref or 'No number'}: {self.wording}"

    @property
    def wording(self) -> str:
        """The text to show: the corrected one where there is one."""
        return self.display_text or self.text


@tracked()
class PlanVersion(models.Model):
    """A state of the plan that somebody gave a name: "Updated 4th September 2015"."""

    title = models.CharField(max_length=200)
    updated_on = models.DateField(null=True, blank=True)
    original = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Privacy:
        plain: ClassVar = {"id", "title", "updated_on", "original", "recorded_by", "recorded_at"}
