"""Lines of the plan as rows of its table: only what is shown, so that a row that was drawn need not be drawn again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from goldenthread.board.action_plan.queries import Lead, Line
from goldenthread.board.action_plan.rules.status import Rag, Status
from goldenthread.board.agencies.access import PersonRequest

KEPT = 4_000
"""Rows kept drawn in each process, about 3 kB each."""


@dataclass(frozen=True, slots=True)
class Row:
    """All that a row of the table shows. Two rows that are equal look alike."""

    key: str
    ref: str
    path: str
    query: str
    """ "?as_at=2015-09-04" while somebody looks back."""
    may_edit: bool
    wording: str
    struck_through: bool
    leads: tuple[tuple[str, str], ...]
    """Each post or body with who holds it: "vacant", or nothing for a body."""
    deadline: str
    late: str
    rag: str
    rag_words: str
    because: str
    status: str
    claimed: bool
    seen: bool
    verified: bool
    worked: bool
    updated: str
    evidence: int


def row_of(line: Line, *, may_edit: bool, query: str = "") -> Row:
    """A line as a row. `query` is added to its links."""
    action = line.action
    return Row(
        key=str(action.pk),
        ref=action.ref,
        path=_path_of(action.pk),
        query=query,
        may_edit=may_edit,
        wording=action.wording,
        struck_through=action.struck_through,
        leads=tuple((lead.title, _holders(lead)) for lead in line.leads),
        deadline=action.deadline_raw,
        late=line.late,
        rag=line.rag.value,
        rag_words=_rag_words(line),
        because=action.rag_reason if action.rag_override else line.computed.because,
        status=Status(action.status).label,
        claimed="claimed" in line.ticks,
        seen="seen" in line.ticks,
        verified="verified" in line.ticks,
        worked="worked" in line.ticks,
        updated=date_format(line.updated_on, "j M Y") if line.updated_on else "",
        evidence=line.evidence,
    )


@lru_cache(maxsize=KEPT)
def _path_of(action: int) -> str:
    return reverse("action", args=[action])


def _holders(lead: Lead) -> str:
    if lead.is_body:
        return ""
    return ", ".join(lead.holders) or "vacant"


def _rag_words(line: Line) -> str:
    words = "Not assessed" if line.rag is Rag.GREY else line.rag.label
    return f"{words}, by hand" if line.action.rag_override else words


def as_at_of(request: PersonRequest) -> str:
    """What is added to a link so that it stays at the date that is looked at."""
    return f"?{urlencode({'as_at': request.GET['as_at']})}" if request.as_at else ""


@lru_cache(maxsize=KEPT)
def drawn(row: Row) -> SafeString:
    """The row's markup. Whatever it shows is in the row itself, so it can never be out of date."""
    return render_to_string("action_plan/plan_row.html", {"row": row})
