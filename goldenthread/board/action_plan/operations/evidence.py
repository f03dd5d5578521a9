"""Linking documents to actions as evidence."""

from __future__ import annotations

from django.utils import timezone

from goldenthread.board.action_plan.models import Action, Evidence
from goldenthread.board.action_plan.operations.lines import CannotChange, lock
from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.models import Document
from goldenthread.board.history.recording import recorded


@recorded
def add_evidence(*, action: Action, document: Document, shows: str = "", by: Person) -> Evidence:
    """Say that a document shows something about an action. Linking it twice changes nothing but the words."""
    action = lock(action)
    evidence, made = Evidence.objects.get_or_create(
        action=action,
        document=document,
        defaults={"shows": shows.strip(), "added_by": by, "added_at": timezone.now()},
    )
    if not made and shows.strip() and evidence.shows != shows.strip():
        evidence.shows = shows.strip()
        evidence.save(update_fields=["shows"])
    return evidence


@recorded
def take_away_evidence(*, evidence: Evidence, by: Person) -> None:
    """Take a document away from an action; history keeps the link. Not while somebody has relied on it."""
    action = lock(evidence.action)
    relied_on = action.ticks.filter(withdrawn_at__isnull=True).exclude(tick="claimed").exists()
    if relied_on and action.evidence.count() == 1:
        raise CannotChange("The evidence was seen or verified. Take those ticks back first, saying why.")
    evidence.delete()
