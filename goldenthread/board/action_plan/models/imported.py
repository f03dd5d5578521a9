"""A plan on its way in: the file, and each of its lines staged until somebody saves them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from goldenthread.board.action_plan.models.action import Action
from goldenthread.board.action_plan.models.recommendation import Recommendation, Source
from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.models import Version
from goldenthread.board.history.models import tracked


@tracked(without=("tables",))
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

    original = models.ForeignKey(Version, models.PROTECT, related_name="imports")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    message = models.TextField(blank=True, help_text="why it was refused, in a sentence")
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    tables = models.JSONField(null=True, blank=True, help_text="what the reader gave, kept until it is saved")
    choices = models.JSONField(default=dict, blank=True, help_text="columns and values that a person matched")
    findings = models.JSONField(default=list, blank=True)
    plan_updated = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        plain: ClassVar = {
            "id", "original", "state", "message", "steps_done", "steps_total", "tables", "choices", "findings",
            "plan_updated", "source", "started_by", "started_at", "saved_at", "undone_at",
        }  # fmt: skip


@tracked()
class ImportRow(models.Model):
    """One line of the file: as it stood there, as it was understood, and what saving will do or did with it."""

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
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
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
            "id", "batch", "position", "place", "raw", "parsed", "verdict", "why", "before", "recommendation",
            "action",
        }  # fmt: skip
