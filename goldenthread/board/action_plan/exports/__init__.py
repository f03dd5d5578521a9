"""The plan out again, as Word, Excel, PDF or CSV: from a frozen PrintedPlan to bytes, the same each time."""

from __future__ import annotations

from goldenthread.board.action_plan.exports import cells, excel, separated, word
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
    Format.CSV: separated.write,
}


def write(plan: PrintedPlan, file_format: Format) -> bytes:
    """The plan as a file of this format. Raises CannotExport with a sentence for the person."""
    return WRITERS[file_format](plan)


def file_name(plan: PrintedPlan, file_format: Format) -> str:
    """ "action-plan_2026-11-23.docx": the day the plan shows; nothing that anybody typed is in it."""
    made_at = cells.made_at(plan)
    day = f"_{made_at.astimezone(cells.LOCAL_TIME):%Y-%m-%d}" if made_at else ""
    return f"action-plan{day}.{file_format}"
