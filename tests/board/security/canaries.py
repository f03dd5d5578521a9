"""A small world in which everything that must not be seen carries a word found nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from goldenthread.board.action_plan.models import (
    Action,
    ActionLead,
    Evidence,
    ProgressNote,
    Recommendation,
    Source,
)
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.agencies.models import Agency, Person, Post
from goldenthread.board.documents.models import Document, Version
from tests.factories.agencies import make_post

CANARY = "ZZCANARY"
LURE = "zzlure"
"""A word that stands beside every canary, to be searched for: a page may repeat what was searched for."""


def make_recommendation(ref: str = "151", text: str = "Watch attendance closely") -> Recommendation:
    source, _ = Source.objects.get_or_create(title="Inspection")
    recommendation, _ = Recommendation.objects.get_or_create(source=source, ref=ref, defaults={"text": text})
    return recommendation


def make_line(
    by: Person,
    *,
    ref: str = "151.1",
    text: str = "Report attendance to every meeting",
    status: Status = Status.IN_PROGRESS,
    lead: Post | None = None,
    recommendation: Recommendation | None = None,
) -> Action:
    """A line of the plan, led by `lead`."""
    line = Action.objects.create(
        recommendation=recommendation or make_recommendation(ref.partition(".")[0]),
        ref=ref,
        text=text,
        status=status,
        changed_at=timezone.now(),
        changed_by=by,
    )
    if lead is not None:
        ActionLead.objects.create(action=line, post=lead, accountable=True)
    return line


def make_document(agency: Agency, by: Person, *, title: str = "Letter", **shown: str) -> Document:
    """A document of one version; `shown` may name its visibility, file_name and text."""
    now = timezone.now()
    visibility = shown.get("visibility", Document.Visibility.BOARD)
    document = Document.objects.create(
        title=title, agency=agency, visibility=visibility, added_by=by, added_at=now
    )
    Version.objects.create(
        document=document,
        number=1,
        file_name=shown.get("file_name", "letter.txt"),
        media_type="text/plain",
        size=1,
        sha256="0" * 64,
        text=shown.get("text", ""),
        added_by=by,
        added_at=now,
    )
    return document


def link(line: Action, document: Document, by: Person, *, shows: str = "") -> Evidence:
    return Evidence.objects.create(
        action=line, document=document, shows=shows, added_by=by, added_at=timezone.now()
    )


def write_note(line: Action, by: Person, text: str = "The first meeting was held") -> ProgressNote:
    return ProgressNote.objects.create(action=line, text=text, written_by=by, written_at=timezone.now())


@dataclass(frozen=True)
class Hidden:
    """What somebody of another agency must never see, nor count."""

    line: Action
    """A line that everybody sees, with evidence that only the agency that gave it may open."""
    document: Document
    evidence: Evidence
    draft: Action
    note: ProgressNote
    """A note on the draft."""


def hide(by: Person, agency: Agency) -> Hidden:
    """A restricted document as evidence for an open line, and a draft with a note."""
    line = make_line(by, lead=make_post("Attendance officer", agency=agency))
    document = make_document(
        agency,
        by,
        title=f"{LURE} {CANARY} title",
        visibility=Document.Visibility.RESTRICTED,
        file_name=f"{CANARY}.txt",
        text=f"{LURE} {CANARY} inside a file about attendance",
    )
    evidence = link(line, document, by, shows=f"{LURE} {CANARY} shows")
    draft = make_line(
        by, ref="151.2", text=f"{LURE} {CANARY} draft about attendance", status=Status.DRAFT,
        lead=make_post("Drafting officer", agency=agency), recommendation=line.recommendation,
    )  # fmt: skip
    return Hidden(
        line, document, evidence, draft, write_note(draft, by, f"{LURE} {CANARY} note on attendance")
    )
