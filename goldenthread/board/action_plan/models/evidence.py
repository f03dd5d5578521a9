"""What is said about an action, and what shows it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from goldenthread.board.action_plan.models.action import Action
from goldenthread.board.action_plan.rules.status import Tick
from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.models import Document
from goldenthread.board.history.models import tracked


@tracked()
class ProgressNote(models.Model):
    """What somebody said about an action, dated as precisely as they dated it."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="notes")
    text = models.TextField()
    said_on = models.DateField(
        null=True, blank=True, help_text="the day it speaks of, or the first of the month"
    )
    precision = models.CharField(
        max_length=8, choices=Action.Precision.choices, default=Action.Precision.NONE
    )
    position = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    imported = models.BooleanField(
        default=False, help_text="came out of a file, so its writer is only who imported it"
    )

    class Meta:
        indexes = [GinIndex(SearchVector("text", config="english"), name="note_text_search")]

    class Privacy:
        plain: ClassVar = {
            "id", "action", "text", "said_on", "precision", "position", "written_by", "written_at", "imported",
        }  # fmt: skip


@tracked()
class Evidence(models.Model):
    """A document that is said to show something about an action. One document may serve many actions."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="evidence")
    document = models.ForeignKey(Document, models.PROTECT, related_name="evidence_for")
    shows = models.TextField(blank=True, help_text="what it shows, in a sentence")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "document"], name="evidence_linked_once")]

    class Privacy:
        plain: ClassVar = {"id", "action", "document", "shows", "added_by", "added_at"}


@tracked()
class TickGiven(models.Model):
    """One of the four ticks: who gave it, when, and on what words; a withdrawn one is kept."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="ticks")
    tick = models.CharField(max_length=10, choices=Tick.choices)
    words = models.TextField(blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "tick"], condition=Q(withdrawn_at__isnull=True), name="tick_stands_once"
            ),
            models.CheckConstraint(
                name="tick_withdrawn_by_someone_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
            ),
        ]

    class Privacy:
        plain: ClassVar = {
            "id", "action", "tick", "words", "given_by", "given_at", "withdrawn_by", "withdrawn_at",
            "withdrawn_because",
        }  # fmt: skip
