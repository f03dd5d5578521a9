"""The plan as CSV: RFC 4180 in UTF-8 with a byte order mark, the recommendation in every row.

A cell that a spreadsheet would run as a formula gets an apostrophe in front; our reader takes it off again.
"""

from __future__ import annotations

import csv
from io import StringIO

from goldenthread.board.action_plan.exports import cells
from goldenthread.board.action_plan.exports.printed import PrintedPlan
from goldenthread.readers.formulas import defused


def write(plan: PrintedPlan) -> bytes:
    """The bytes of a .csv file."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.heading for column in cells.columns(plan))
    for group in cells.groups(plan):
        for row in group.rows:
            writer.writerow(defused(text) for text in (group.recommendation, *row.cells))
    return file.getvalue().encode("utf-8-sig")
