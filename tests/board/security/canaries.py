"""A small world in which everything that must not be seen carries a word found nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from goldenthread.board.action_plan.models import Action, Evidence, ProgressNote
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.agencies.models import Agency, Person
from goldenthread.board.documents.models import Document, Version
from tests.factories.action_plan import make_action, make_document, make_recommendation
from tests.factories.agencies import make_post

CANARY = "ZZCANARY"
LURE = "zzlure"
"""A word that stands beside every canary, to be searched for: a page may repeat what was searched for."""
TEXT = "Report attendance to every meeting"


def make_line(by: Person, agency: Agency, *, holder: Person | None = None) -> Action:
    """151.1, which a post of the agency leads."""
    lead = make_post("Attendance officer", agency=agency, holder=holder)
    return make_action(
        lead, by=by, recommendation=make_recommendation("151"), text=TEXT, status=Status.IN_PROGRESS
    )


def write_note(line: Action, by: Person, text: str) -> ProgressNote:
    return ProgressNote.objects.create(action=line, text=text, written_by=by, written_at=timezone.now())


def link(line: Action, document: Document, by: Person, *, shows: str = "") -> Evidence:
    return Evidence.objects.create(
        action=line, document=document, shows=shows, added_by=by, added_at=timezone.now()
    )


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
    line = make_line(by, agency)
    document = make_document(f"{LURE} {CANARY} title", by=by, agency=agency, restricted=True)
    Version.objects.create(
        document=document,
        number=1,
        file_name=f"{CANARY}.txt",
        media_type="text/plain",
        size=1,
        sha256="0" * 64,
        text=f"{LURE} {CANARY} inside a file about attendance",
        added_by=by,
        added_at=timezone.now(),
    )
    draft = make_action(
        make_post("Drafting officer", agency=agency),
        by=by,
        recommendation=line.recommendation,
        text=f"{LURE} {CANARY} draft about attendance",
        deadline="",
        status=Status.DRAFT,
    )
    return Hidden(
        line,
        document,
        link(line, document, by, shows=f"{LURE} {CANARY} shows"),
        draft,
        write_note(draft, by, f"{LURE} {CANARY} note on attendance"),
    )
