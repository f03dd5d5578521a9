"""The plan as a Word document: a real heading, one table, a header row that Word repeats on each page."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from goldenthread.board.action_plan.exports import cells
from goldenthread.board.action_plan.exports.archive import with_fixed_times
from goldenthread.board.action_plan.exports.cells import BULLET, Column, PrintedGroup, PrintedRow
from goldenthread.board.action_plan.exports.colours import HAIRLINE, RAG_TINTS
from goldenthread.board.action_plan.exports.printed import PrintedPlan

TEMPLATE = Path(__file__).parent / "word_template"
"""Our own styles, page and margins, unzipped: python-docx's has a thumbnail and its maker's traces."""

name_of = cache(qn)


def write(plan: PrintedPlan) -> bytes:
    """The bytes of a .docx file."""
    document = docx.Document(str(TEMPLATE))
    _describe(document, plan)
    _write_margins(document, plan)
    document.add_heading(cells.title(plan), level=1)
    for line in cells.heading_lines(plan):
        document.add_paragraph(line)
    _write_table(document, plan)
    document.add_paragraph("" if plan.recommendations else cells.NOTHING_YET)
    file = BytesIO()
    document.save(file)
    return with_fixed_times(file.getvalue())


def _describe(document: Document, plan: PrintedPlan) -> None:
    properties = document.core_properties
    properties.title = cells.title(plan)[:255]
    properties.author = cells.one_line(plan.board_name)[:255]
    properties.created = properties.modified = cells.made_at(plan)


def _write_margins(document: Document, plan: PrintedPlan) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].add_run(cells.one_line(plan.marking))
    section.footer.paragraphs[0].runs[0].text = cells.one_line(plan.board_name)


def _write_table(document: Document, plan: PrintedPlan) -> None:
    """Element by element: python-docx's own cells take time that grows with the square of the rows."""
    columns = cells.columns(plan)
    table = etree.Element(name_of("w:tbl"), nsmap=document.element.nsmap)
    _add_table_properties(table, plan, columns)
    grid = _add(table, "w:tblGrid")
    for column in columns:
        _add(grid, "w:gridCol", w=_twentieths(column.width))
    _add_header_row(table, columns)
    for group in cells.groups(plan):
        _add_rows(table, group, columns)
    document.element.body.insert_element_before(table, "w:sectPr")


def _add_table_properties(table: etree._Element, plan: PrintedPlan, columns: tuple[Column, ...]) -> None:
    properties = _add(table, "w:tblPr")
    _add(properties, "w:tblStyle", val="PlanTable")
    _add(properties, "w:tblW", w=_twentieths(sum(column.width for column in columns)), type="dxa")
    _add(properties, "w:tblLayout", type="fixed")
    _add(properties, "w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0")
    _add(properties, "w:tblCaption", val=cells.title(plan))
    _add(properties, "w:tblDescription", val=cells.DESCRIPTION)


def _add_header_row(table: etree._Element, columns: tuple[Column, ...]) -> None:
    row = _add(table, "w:tr")
    properties = _add(row, "w:trPr")
    _add(properties, "w:cantSplit")
    _add(properties, "w:tblHeader")
    for column in columns:
        _add_paragraph(_add_cell(row, column), column.heading, "PlanColumn")


def _add_rows(table: etree._Element, group: PrintedGroup, columns: tuple[Column, ...]) -> None:
    for place, action in enumerate(group.rows):
        words = "" if place else group.recommendation
        row = _add(table, "w:tr")
        if not cells.may_split((words, *action.cells), columns):
            _add(_add(row, "w:trPr"), "w:cantSplit")
        faint = ("top",) * (place > 0) + ("bottom",) * (place < len(group.rows) - 1)
        _add_paragraph(_add_cell(row, columns[0], faint=faint), words, "PlanText")
        _add_action_cells(row, action, columns[1:])


def _add_action_cells(row: etree._Element, action: PrintedRow, columns: tuple[Column, ...]) -> None:
    for text, column in zip(action.cells, columns, strict=True):
        fill = RAG_TINTS.get(action.rag, "") if column is cells.RAG else ""
        cell = _add_cell(row, column, fill=fill)
        for line in text.split("\n"):
            style = "PlanStep" if line.startswith(BULLET) else "PlanText"
            _add_paragraph(cell, line, style, strike=action.struck_through)


def _add_cell(
    row: etree._Element, column: Column, *, faint: tuple[str, ...] = (), fill: str = ""
) -> etree._Element:
    """An empty cell; `faint` names the edges at which the recommendation goes on."""
    cell = _add(row, "w:tc")
    properties = _add(cell, "w:tcPr")
    _add(properties, "w:tcW", w=_twentieths(column.width), type="dxa")
    if faint:
        borders = _add(properties, "w:tcBorders")
        for edge in faint:
            _add(borders, f"w:{edge}", val="single", sz="4", space="0", color=HAIRLINE)
    if fill:
        _add(properties, "w:shd", val="clear", color="auto", fill=fill)
    return cell


def _add_paragraph(cell: etree._Element, text: str, style: str, *, strike: bool = False) -> None:
    paragraph = _add(cell, "w:p")
    _add(_add(paragraph, "w:pPr"), "w:pStyle", val=style)
    if not text:
        return
    run = _add(paragraph, "w:r")
    if strike:
        _add(_add(run, "w:rPr"), "w:strike")
    for place, stretch in enumerate(text.split("\t")):
        if place:
            _add(run, "w:tab")
        words = _add(run, "w:t")
        words.set(name_of("xml:space"), "preserve")
        words.text = stretch


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(
        parent, name_of(tag), {name_of(f"w:{name}"): value for name, value in attributes.items()}
    )


def _twentieths(millimetres: float) -> str:
    """Word's measure: the twentieth of a point."""
    return str(round(millimetres * 1440 / 25.4))
