"""What is said to show something, as far as a person may know of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from goldenthread.board.action_plan.models import Action, Evidence
from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.models import Document, Version
from goldenthread.board.documents.queries import documents_for


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """A piece of evidence; `document` is None where this person may not know which."""

    evidence: Evidence
    document: Document | None
    newest: Version | None


def evidence_of(person: Person, actions: Sequence[Action]) -> list[EvidenceShown]:
    """The evidence of these lines, newest first; what this person may not open stays unnamed."""
    newest = Version.objects.defer("text").order_by("-number")
    rows = list(
        Evidence.objects.filter(action__in=actions)
        .select_related("document__agency", "added_by")
        .prefetch_related(Prefetch("document__versions", newest))
        .order_by("-added_at", "-pk")
    )
    documents = documents_for(person).filter(pk__in=[row.document_id for row in rows])
    may_open = set(documents.values_list("pk", flat=True))
    return [
        EvidenceShown(row, row.document, next(iter(row.document.versions.all()), None))
        if row.document_id in may_open
        else EvidenceShown(row, None, None)
        for row in rows
    ]
