"""Word documents (.docx). A document that carries macros is refused: its text can be saved without them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from . import word_names as w
from .limits import Limits
from .markup import parse, scan
from .package import DAMAGED, Package
from .table import CannotRead, Cell, FileTables, Row, Table
from .word_styles import Lists, is_on, styles_of, value
from .word_text import Passage, Writer, inside, shade

_LEFT_OUT = {
    "inner tables": "Tables inside cells that were read as text of the cell: {}.",
    "hidden passages": "Passages of hidden text that were left out: {}.",
    "symbols": "Symbols that could not be turned into text: {}.",
    "embedded documents": "Documents embedded in the file that were left out: {}.",
    "covered": "Merged cells with text that Word does not show, which was left out: {}.",
}


def read_word(package: Package, main_part: str, limits: Limits) -> FileTables:
    """All tables of a Word document, with the paragraphs between them."""
    document = package.part(main_part)
    folder = posixpath.dirname(main_part)
    body = parse(document).find(w.BODY)
    if body is None:
        raise CannotRead(DAMAGED)
    writer = Writer(
        styles_of(_optional(package, f"{folder}/styles.xml")),
        Lists.of(_optional(package, f"{folder}/numbering.xml")),
    )
    walk = _Walk(writer, limits)
    walk.read(inside(body))
    remarks = tuple(_LEFT_OUT[what].format(times) for what, times in writer.left_out.items())
    return FileTables("docx", tuple(walk.tables), tuple(walk.paragraphs), rows_in(document), remarks)


def _optional(package: Package, name: str) -> etree._Element | None:
    return parse(package.part(name)) if name in package.names else None


@dataclass
class _Walk:
    """Goes through the body once, from top to bottom."""

    writer: Writer
    limits: Limits
    tables: list[Table] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    def read(self, blocks: Iterator[etree._Element]) -> None:
        for block in blocks:
            if block.tag == w.PARAGRAPH:
                self._paragraph(block)
            elif block.tag == w.TABLE:
                self._table(block)
            elif block.tag == w.EMBEDDED:
                self.writer.left_out["embedded documents"] += 1

    def _paragraph(self, block: etree._Element) -> None:
        passage = Passage()
        self.writer.write(iter((block,)), passage)
        if passage.text:
            self.paragraphs.append(passage.text)

    def _table(self, block: etree._Element) -> None:
        framed = _framed(block)
        if framed is not None:
            self.read(inside(framed))
            return
        place = f"table {len(self.tables) + 1}"
        rows = _Grid(self.writer, shade(block.find(w.TABLE_PROPERTIES)), self.limits).rows(block)
        self.tables.append(Table(place, rows, tuple(self.paragraphs)))
        self.paragraphs = []


def _framed(table: etree._Element) -> etree._Element | None:
    """The only cell of a table that does nothing but frame another table."""
    rows = list(_rows(table))
    if len(rows) != 1:
        return None
    cells = [cell for cell in inside(rows[0]) if cell.tag == w.CELL]
    holds_table = len(cells) == 1 and any(block.tag == w.TABLE for block in inside(cells[0]))
    return cells[0] if holds_table else None


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, without those that a tracked change has deleted."""
    for row in inside(table):
        if row.tag == w.ROW and is_on(row.find(w.ROW_PROPERTIES), w.DELETED) is None:
            yield row


class _Grid:
    """Places a table's cells in its grid and joins the merged ones."""

    def __init__(self, writer: Writer, fill: str | None, limits: Limits) -> None:
        self._writer = writer
        self._fill = fill
        self._limits = limits
        self._rows: list[list[Cell]] = []
        self._open: dict[int, tuple[int, int]] = {}
        """Where the merged cell began that still reaches down in a grid column: row and place in the row."""

    def rows(self, table: etree._Element) -> tuple[Row, ...]:
        read = []
        for number, element in enumerate(_rows(table), start=1):
            if number > self._limits.rows:
                raise CannotRead(f"A table has more than {self._limits.rows:,} rows: send it in parts.")
            properties = element.find(w.ROW_PROPERTIES)
            self._row(element, properties)
            read.append((number, bool(is_on(properties, w.HIDDEN)), bool(is_on(properties, w.HEADER))))
        return tuple(
            Row(number, tuple(cells), hidden, header)
            for cells, (number, hidden, header) in zip(self._rows, read, strict=True)
        )

    def _row(self, element: etree._Element, properties: etree._Element | None) -> None:
        self._rows.append([])
        column = _whole(properties, w.BEFORE, 0)
        for cell in inside(element):
            if cell.tag == w.CELL:
                column += self._cell(cell, column)

    def _cell(self, element: etree._Element, column: int) -> int:
        """Adds one cell and gives how many grid columns it takes."""
        properties = element.find(w.CELL_PROPERTIES)
        span = min(max(_whole(properties, w.COLUMN_SPAN, 1), 1), self._limits.columns)
        passage = Passage()
        self._writer.write(inside(element), passage)
        if _merge(properties, w.ACROSS) == "continue" and self._rows[-1]:
            self._widen(span)
        elif _merge(properties, w.DOWN) == "continue" and column in self._open:
            self._lengthen(column, passage)
        else:
            self._place(column, span, passage, shade(properties) or self._fill)
            self._note_merge(properties, column)
        return span

    def _place(self, column: int, span: int, passage: Passage, fill: str | None) -> None:
        all_struck = bool(passage.struck) and not passage.plain
        self._rows[-1].append(
            Cell(
                passage.text,
                column,
                span,
                struck=all_struck,
                fill=fill or passage.fill,
                struck_text="" if all_struck else "".join(passage.struck),
            )
        )

    def _note_merge(self, properties: etree._Element | None, column: int) -> None:
        self._open.pop(column, None)
        if _merge(properties, w.DOWN) == "restart":
            self._open[column] = len(self._rows) - 1, len(self._rows[-1]) - 1

    def _lengthen(self, column: int, hidden: Passage) -> None:
        row, place = self._open[column]
        start = self._rows[row][place]
        self._rows[row][place] = replace(start, row_span=start.row_span + 1)
        if hidden.text:
            self._writer.left_out["covered"] += 1

    def _widen(self, span: int) -> None:
        last = self._rows[-1][-1]
        self._rows[-1][-1] = replace(last, column_span=last.column_span + span)


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """ "restart", "continue" or None. An element without a value means continue."""
    found = None if properties is None else properties.find(name)
    return None if found is None else found.get(w.VALUE, "continue")


def _whole(properties: etree._Element | None, name: str, otherwise: int) -> int:
    text = value(properties, name)
    return int(text) if text and text.isdecimal() else otherwise


class _RowCount:
    """Counts rows from the stream of element names alone, without a tree."""

    def __init__(self) -> None:
        self.total = 0
        self._tables: list[list[int]] = []
        """Of each open table: its rows, its cells, the rows of tables inside it."""
        self._parents: list[str] = []
        self._ignored = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        if name in {"Fallback", "txbxContent"}:
            self._ignored += 1
        if not self._ignored:
            if name == "tbl":
                self._tables.append([0, 0, 0])
            elif name == "tr" and self._tables:
                self._tables[-1][0] += 1
            elif name == "tc" and self._tables:
                self._tables[-1][1] += 1
            elif name == "del" and self._parents[-1] == "trPr":
                self._tables[-1][0] -= 1
        self._parents.append(name)

    def end(self, name: str) -> None:
        self._parents.pop()
        if name in {"Fallback", "txbxContent"}:
            self._ignored -= 1
        elif name == "tbl" and not self._ignored:
            rows, cells, inner = self._tables.pop()
            shown = inner if cells == 1 and inner else rows
            if self._tables:
                self._tables[-1][2] += shown
            else:
                self.total += shown


def rows_in(document: bytes) -> int:
    """The rows of a document's tables, counted independently of how the tables are built."""
    count = _RowCount()
    scan(document, start=count.start, end=count.end)
    return count.total
