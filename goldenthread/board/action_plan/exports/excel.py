"""The plan as an Excel workbook: notes, then one real Excel table; nothing merged, nothing hidden.

Every cell is written as a string, so text that looks like a formula or a link stays text, unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from goldenthread.board.action_plan.exports import cells
from goldenthread.board.action_plan.exports.cells import Column
from goldenthread.board.action_plan.exports.colours import BRAND, RAG_TINTS, RULE
from goldenthread.board.action_plan.exports.printed import CannotExport, PrintedPlan

MILLIMETRES_PER_DIGIT = 2.0
POINTS_PER_LINE = 15.0
TALLEST_ROW = 409.0
A4 = 9
LONGEST_MARGIN = 200
"""Characters of a print header or footer: Excel refuses a file with more than 255 in all its parts."""


def write(plan: PrintedPlan) -> bytes:
    """The bytes of an .xlsx file. Raises CannotExport where a cell is longer than Excel can hold."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    board = cells.one_line(plan.board_name)[:255]
    workbook.set_properties(
        {"title": cells.title(plan)[:255], "author": board, "created": cells.made_at(plan)}
    )
    _write_notes(workbook, plan)
    _write_plan(workbook, plan)
    workbook.close()
    return file.getvalue()


def _write_notes(workbook: Workbook, plan: PrintedPlan) -> None:
    sheet = workbook.add_worksheet("Notes")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.hide_gridlines(2)
    _set_up_printing(sheet, plan)
    plain, bold = _cell_format(workbook), _cell_format(workbook, bold=True)
    start = _write_title(workbook, sheet, plan) + 1
    for place, (name, meaning) in enumerate(_notes(plan), start=start):
        _write_text(sheet, place, 0, name, bold)
        _write_text(sheet, place, 1, meaning, plain)


def _notes(plan: PrintedPlan) -> Iterator[tuple[str, str]]:
    yield "Board", cells.one_line(plan.board_name)
    yield "Marking", cells.one_line(plan.marking) or "None"
    yield "Source", "The board's action plan, written by Goldenthread."
    yield "What is here", f"The sheet Action plan. {cells.DESCRIPTION}"
    yield "Struck-through text", "The board has struck the action through."
    for column in cells.columns(plan):
        yield f"Column {column.heading}", column.meaning


def _write_plan(workbook: Workbook, plan: PrintedPlan) -> None:
    sheet = workbook.add_worksheet("Action plan")
    sheet.activate()
    head = _write_title(workbook, sheet, plan)
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    _set_up_printing(sheet, plan)
    for place, column in enumerate(cells.columns(plan)):
        sheet.set_column(place, place, column.width / MILLIMETRES_PER_DIGIT)
    _write_header(workbook, sheet, plan, head)
    _write_rows(workbook, sheet, plan, head)


def _write_title(workbook: Workbook, sheet: Worksheet, plan: PrintedPlan) -> int:
    """The title and the plan's dates from the first row on; gives the row after them."""
    _write_text(sheet, 0, 0, cells.title(plan), workbook.add_format({"bold": True, "font_size": 16}))
    lines = cells.heading_lines(plan)
    for place, line in enumerate(lines, start=1):
        _write_text(sheet, place, 0, line, workbook.add_format())
    return len(lines) + 1


def _write_header(workbook: Workbook, sheet: Worksheet, plan: PrintedPlan, head: int) -> None:
    """The table itself: its header, its name and its filters."""
    header = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": f"#{BRAND}"})
    headings = [{"header": column.heading, "header_format": header} for column in cells.columns(plan)]
    height = sum(len(group.rows) for group in cells.groups(plan))
    options = {"name": "ActionPlan", "columns": headings, "style": None}
    sheet.add_table(head, 0, head + max(height, 1), len(headings) - 1, options)


def _write_rows(workbook: Workbook, sheet: Worksheet, plan: PrintedPlan, head: int) -> None:
    """One row an action, the recommendation in each, so that filtering and sorting lose nothing."""
    columns = cells.columns(plan)
    plain, struck = _cell_format(workbook), _cell_format(workbook, font_strikeout=True)
    tints = {rag: _cell_format(workbook, bg_color=f"#{tint}") for rag, tint in RAG_TINTS.items()}
    rows = ((group.recommendation, row) for group in cells.groups(plan) for row in group.rows)
    for place, (recommendation, row) in enumerate(rows, start=head + 1):
        texts = (recommendation, *row.cells)
        looks = [plain, *(struck if row.struck_through else plain for _ in row.cells)]
        if plan.with_status:
            looks[columns.index(cells.RAG)] = tints.get(row.rag, plain)
        sheet.set_row(place, _height(texts, columns))
        for column, (text, look) in enumerate(zip(texts, looks, strict=True)):
            _write_text(sheet, place, column, text, look)


def _height(texts: tuple[str, ...], columns: tuple[Column, ...]) -> float:
    """Points that show the fullest cell whole. Excel would find them by itself; other programs do not."""
    return min(max(map(cells.lines_needed, texts, columns)) * POINTS_PER_LINE, TALLEST_ROW)


def _write_text(sheet: Worksheet, row: int, column: int, text: str, look: CellFormat) -> None:
    if not text:
        sheet.write_blank(row, column, None, look)
    elif sheet.write_string(row, column, text, look):
        raise CannotExport(
            "A cell of this plan has more than the 32,767 characters Excel can hold: choose Word, PDF or CSV."
        )


def _cell_format(workbook: Workbook, **look: object) -> CellFormat:
    common = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": f"#{RULE}", "num_format": "@"}
    return workbook.add_format(common | look)


def _set_up_printing(sheet: Worksheet, plan: PrintedPlan) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&C&B{_in_margin(plan.marking)}")
    sheet.set_footer(f"&L{_in_margin(plan.board_name)}&RPage &P of &N")


def _in_margin(text: str) -> str:
    """Doubled, an ampersand is itself: alone it would begin a code, such as the path of the file."""
    return cells.one_line(text)[: LONGEST_MARGIN // 2].replace("&", "&&")
