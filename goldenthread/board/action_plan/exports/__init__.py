"""The plan out again, as Word, Excel, PDF or CSV: from a frozen PrintedPlan to bytes, the same each time."""

from __future__ import annotations

from goldenthread.board.action_plan.exports import cells, excel, pdf, separated, word
from goldenthread.board.action_plan.exports.printed import (
    CannotExport,
    Format,
    PrintedAction,
    PrintedPlan,
    PrintedRecommendation,
)

__all__ = [
    "CannotExport",
    "Format",
    "PrintedAction",
    "PrintedPlan",
    "PrintedRecommendation",
    "file_name",
    "write",
]

WRITERS = {
    Format.DOCX: word.write,
    Format.XLSX: excel.write,
    Format.PDF: pdf.write,
    Format.CSV: separated.write,
}


def write(plan: PrintedPlan, file_format: Format) -> bytes:
    """The plan as a file of this format. Raises CannotExport with a sentence for the person."""
    return WRITERS[file_format](plan)


def file_name(plan: PrintedPlan, file_format: Format) -> str:
    """ "action-plan_2026-11-23.docx": the day the plan shows; nothing that anybody typed is in it."""
    day = cells.day_shown(plan)
    return f"action-plan_{day:%Y-%m-%d}.{file_format}" if day else f"action-plan.{file_format}"
