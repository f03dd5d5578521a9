"""A plan as it is to be printed: what a page or the command hands over to the writers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from goldenthread.board.web.errors import Refusal


class Format(StrEnum):
    """The kinds of file a plan leaves in; the value is the file's ending."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class PrintedAction:
    ref: str
    text: str
    sub_tasks: tuple[str, ...] = ()
    lead: str = ""
    """As printed: several leads are already joined by " / "."""
    progress: tuple[str, ...] = ()
    """Dated notes in order, each as text."""
    deadline: str = ""
    """As the board gave it: "September 2015" stays "September 2015"."""
    status: str = ""
    rag: str = ""
    """The code: green, amber-green, amber, amber-red, red, blue, grey or none."""
    rag_word: str = ""
    """The word the board uses for it."""
    ticks: str = ""
    struck_through: bool = False


@dataclass(frozen=True, slots=True)
class PrintedRecommendation:
    ref: str | None
    text: str
    actions: tuple[PrintedAction, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPlan:
    title: str
    board_name: str
    updated_on: date | None
    as_at: datetime | None
    """The moment the plan is shown as it stood; aware of its time zone."""
    marking: str
    """The protective marking, such as "OFFICIAL"; may be empty."""
    recommendations: tuple[PrintedRecommendation, ...]
    with_status: bool = False
    """Add Status, RAG and Ticks to the board's own five columns."""


class CannotExport(Refusal):
    """The file cannot be made."""
