"""The doubtful lines of an import as CSV, each with its reason, to be put right in the board's own file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from goldenthread.board.action_plan.queries.importing_check import Doubt
from goldenthread.readers.formulas import defused

CELLS = ("recommendation_ref", "recommendation", "text", "lead", "progress", "deadline")
HEADINGS = ("Where", "Number", "Recommendation", "Action", "Lead", "Progress", "Deadline", "Reason")


def reasons_csv(doubts: Iterable[Doubt]) -> bytes:
    """The bytes of a .csv file; a cell that a spreadsheet would run as a formula is made text."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for each in doubts:
        cells = (getattr(each.line, name) for name in CELLS)
        writer.writerow(defused(cell) for cell in (each.place, *cells, each.message))
    return file.getvalue().encode("utf-8-sig")
