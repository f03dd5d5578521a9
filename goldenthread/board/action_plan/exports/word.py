"""The plan as a Word document: a real heading, one table, a header row that Word repeats on each page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from goldenthread.board.action_plan.exports import cells
from goldenthread.board.action_plan.exports.archive import with_fixed_times
from goldenthread.board.action_plan.exports.cells import BULLET, Column, PrintedGroup, PrintedRow
from goldenthread.board.action_plan.exports.colours import RAG_TINTS
from goldenthread.board.action_plan.exports.printed import PrintedPlan

TEMPLATE = Path(__file__).parent / "word_template"
"""Our own styles, page and margins, unzipped: python-docx's has a thumbnail and its maker's traces."""

LONGEST_UNSPLIT_CELL = 1200
"""Characters. A row with a longer cell may break over pages: kept whole it would leave a page half empty."""


def write(plan: PrintedPlan) -> bytes:
    """The bytes of a .docx file."""
    document = docx.Document(str(TEMPLATE))
    _describe(document, plan)
    _write_margins(document, plan)
    document.add_heading(cells.one_line(plan.title), level=1)
    for line in cells.heading_lines(plan):
        document.add_paragraph(line)
    document.element.body.insert_element_before(_table(plan), "w:sectPr")
    document.add_paragraph("" if plan.recommendations else cells.NOTHING_YET)
    file = BytesIO()
    document.save(file)
    return with_fixed_times(file.getvalue())


def _describe(document: Document, plan: PrintedPlan) -> None:
    properties = document.core_properties
    properties.title = cells.one_line(plan.title)[:255]
    properties.author = cells.one_line(plan.board_name)[:255]
    if made_at := cells.made_at(plan):
        properties.created = properties.modified = made_at


def _write_margins(document: Document, plan: PrintedPlan) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].add_run(cells.one_line(plan.marking))
    section.footer.paragraphs[0].runs[0].text = cells.one_line(plan.board_name)


def _table(plan: PrintedPlan) -> BaseOxmlElement:
    columns = cells.columns(plan)
    return _element(
        "w:tbl",
        _table_properties(plan, columns),
        _element("w:tblGrid", *(_element("w:gridCol", w=_twentieths(column.width)) for column in columns)),
        _header_row(columns),
        *(row for group in cells.groups(plan) for row in _rows(group, columns)),
    )


def _table_properties(plan: PrintedPlan, columns: tuple[Column, ...]) -> BaseOxmlElement:
    return _element(
        "w:tblPr",
        _element("w:tblStyle", val="PlanTable"),
        _element("w:tblW", w=_twentieths(sum(column.width for column in columns)), type="dxa"),
        _element("w:tblLayout", type="fixed"),
        _element("w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0"),
        _element("w:tblCaption", val=cells.one_line(plan.title)),
        _element("w:tblDescription", val=cells.DESCRIPTION),
    )


def _header_row(columns: tuple[Column, ...]) -> BaseOxmlElement:
    properties = _element("w:trPr", _element("w:cantSplit"), _element("w:tblHeader"))
    headings = (_cell(_paragraph(column.heading, "PlanColumn"), width=column.width) for column in columns)
    return _element("w:tr", properties, *headings)


def _rows(group: PrintedGroup, columns: tuple[Column, ...]) -> Iterator[BaseOxmlElement]:
    """A recommendation's rows: its own cell stands beside all of them."""
    for place, row in enumerate(group.rows):
        first = place == 0
        words = group.recommendation if first else ""
        recommendation = _cell(
            _paragraph(words, "PlanText"),
            width=columns[0].width,
            merge="restart" if first else "continue",
        )
        yield _element("w:tr", *_row_properties(row), recommendation, *_action_cells(row, columns[1:]))


def _row_properties(row: PrintedRow) -> tuple[BaseOxmlElement, ...]:
    if max(map(len, row.cells)) > LONGEST_UNSPLIT_CELL:
        return ()
    return (_element("w:trPr", _element("w:cantSplit")),)


def _action_cells(row: PrintedRow, columns: tuple[Column, ...]) -> Iterator[BaseOxmlElement]:
    for text, column in zip(row.cells, columns, strict=True):
        lines = (
            _paragraph(line, "PlanStep" if line.startswith(BULLET) else "PlanText", strike=row.struck_through)
            for line in text.split("\n")
        )
        fill = RAG_TINTS.get(row.rag, "") if column.heading == "RAG" else ""
        yield _cell(*lines, width=column.width, fill=fill)


def _cell(*paragraphs: BaseOxmlElement, width: float, merge: str = "", fill: str = "") -> BaseOxmlElement:
    properties = [_element("w:tcW", w=_twentieths(width), type="dxa")]
    if merge:
        properties.append(_element("w:vMerge", val=merge))
    if fill:
        properties.append(_element("w:shd", val="clear", color="auto", fill=fill))
    return _element("w:tc", _element("w:tcPr", *properties), *paragraphs)


def _paragraph(text: str, style: str, *, strike: bool = False) -> BaseOxmlElement:
    properties = _element("w:pPr", _element("w:pStyle", val=style))
    if not text:
        return _element("w:p", properties)
    run = _element("w:r", *([_element("w:rPr", _element("w:strike"))] if strike else []))
    run.text = text
    return _element("w:p", properties, run)


def _element(tag: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    names = {qn(f"w:{name}"): value for name, value in attributes.items()}
    made = cast(BaseOxmlElement, OxmlElement(tag, names))
    made.extend(children)
    return made


def _twentieths(millimetres: float) -> str:
    """Word's measure: the twentieth of a point."""
    return str(round(millimetres * 1440 / 25.4))
