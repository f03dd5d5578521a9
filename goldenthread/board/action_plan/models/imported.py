"""A plan on its way in: the file, and each of its lines staged until somebody saves them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.board.action_plan.models.action import Action
from goldenthread.board.action_plan.models.recommendation import Recommendation, Source
from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.models import Version
from goldenthread.board.history.models import tracked


@tracked(without=("tables", "steps_done", "steps_total"))
class ImportBatch(models.Model):
    """One file being imported, or imported."""

    class State(models.TextChoices):
        RECEIVED = "received", "Waiting to be read"
        READING = "reading", "Being read"
        READ = "read", "Read, nothing saved yet"
        REFUSED = "refused", "Could not be read"
        SAVING = "saving", "Being saved"
        SAVED = "saved", "Saved"
        UNDONE = "undone", "Undone"
        GIVEN_UP = "given_up", "Given up"

    original = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="imports", help_text="none once refused"
    )
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    message = models.TextField(blank=True, help_text="why it was refused, in a sentence")
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    tables = models.JSONField(default=list, blank=True, help_text="headings and samples, to match columns by")
    choices = models.JSONField(default=dict, blank=True, help_text="columns and values that a person matched")
    findings = models.JSONField(default=list, blank=True)
    plan_updated = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=~Q(state__in=["refused", "undone", "given_up"]),
                name="import_of_a_file_once",
            )
        ]

    class Privacy:
        plain: ClassVar = {
            "id", "original", "file_name", "sha256", "state", "message", "steps_done", "steps_total",
            "tables", "choices", "findings", "plan_updated", "source", "started_by", "started_at", "saved_at",
            "undone_at",
        }  # fmt: skip


@tracked()
class ImportRow(models.Model):
    """One line of the file: as it stood there, as it was understood, and what saving did with it."""

    class Verdict(models.TextChoices):
        ADD = "add", "To add"
        CHANGE = "change", "To change"
        UNCHANGED = "unchanged", "Unchanged"
        SKIP = "skip", "Skipped"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=300, help_text="where it stands in the file, in words")
    raw = models.JSONField(default=dict)
    parsed = models.JSONField(default=dict)
    corrected = models.JSONField(default=dict, blank=True, help_text="what a person put right")
    left_out = models.BooleanField(default=False)
    verdict = models.CharField(
        max_length=10, choices=Verdict.choices, blank=True, help_text="once it is saved"
    )
    why = models.TextField(blank=True)
    before = models.JSONField(default=dict, help_text="old values, for the preview and for undoing")
    recommendation = models.ForeignKey(
        Recommendation, models.SET_NULL, null=True, blank=True, related_name="import_rows"
    )
    action = models.ForeignKey(Action, models.SET_NULL, null=True, blank=True, related_name="import_rows")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="import_row_once_in_a_batch")
        ]

    class Privacy:
        plain: ClassVar = {
            "id", "batch", "position", "place", "raw", "parsed", "corrected", "left_out", "verdict", "why",
            "before", "recommendation", "action",
        }  # fmt: skip

    @property
    def became(self) -> str:
        """What became of the line, in a sentence or two."""
        if self.verdict == self.Verdict.ADD:
            return "Added."
        if self.verdict == self.Verdict.CHANGE:
            return "Changed."
        return f"{self.get_verdict_display()}. {self.why}"
