"""Files with their versions: the bytes lie outside the web root, named by their hash; the rest is here."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from goldenthread.board.agencies.models import Agency, Person
from goldenthread.board.history.models import tracked


@tracked()
class Document(models.Model):
    """A paper, strategy, plan or piece of evidence, whatever versions it has had."""

    class Visibility(models.TextChoices):
        BOARD = "board", "Everybody on the board"
        RESTRICTED = "restricted", "The board's office and the agency that gave it"

    title = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="documents")
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.BOARD)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Privacy:
        plain: ClassVar = {"id", "title", "agency", "visibility", "added_by", "added_at"}

    def __str__(self) -> str:
        return self.title


@tracked(without=("text",))
class Version(models.Model):
    """One state of a document: a file as it was given, never overwritten."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True, help_text="what the file says, for search; empty if it has no text")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once_in_a_document")
        ]
        indexes = [
            models.Index(fields=["sha256"], name="version_by_hash"),
            GinIndex(SearchVector("text", config="english"), name="version_text_search"),
        ]

    class Privacy:
        personal: ClassVar = {"text"}
        plain: ClassVar = {
            "id", "document", "number", "file_name", "media_type", "size", "sha256", "added_by", "added_at",
        }  # fmt: skip
