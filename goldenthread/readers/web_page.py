"""Web pages, also those that Excel and Word save or that other programs give the ending .xls or .doc."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import lxml.html
from lxml import etree

from .encoding import Decoded
from .limits import Limits
from .package import DAMAGED
from .table import CannotRead, Cell, FileTables, Row, Table
from .web_looks import Look, Looks

_DROPPED = {"script", "style", "head", "template", "noscript"}
_DROPPED_WITH_TAGS = {"template", "noscript"}
_LEFT_OUT = {
    "inner tables": "Tables inside cells that were read as text of the cell: {}.",
    "hidden passages": "Passages of hidden text that were left out: {}.",
}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_SECTIONS = {"thead", "tbody", "tfoot"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DEEPEST = 200


def read_html(decoded: Decoded, limits: Limits) -> FileTables:
    """All tables of a page, with the text between them. Scripts and links are never followed."""
    try:
        root = lxml.html.document_fromstring(_DECLARATION.sub("", decoded.text))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise CannotRead(DAMAGED) from error
    walk = _Walk(Looks(root), limits)
    walk.visit(root, 0)
    walk.end_paragraph()
    remarks = (
        *decoded.remarks,
        *(_LEFT_OUT[what].format(times) for what, times in walk.left_out.items() if times),
    )
    return FileTables("html", tuple(walk.tables), tuple(walk.paragraphs), rows_in(decoded.text), remarks)


@dataclass
class _Walk:
    looks: Looks
    limits: Limits
    tables: list[Table] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    _words: list[str] = field(default_factory=list)

    def visit(self, element: etree._Element, depth: int, *, hidden: bool = False) -> None:
        """Goes through the page from top to bottom. Hidden tables are kept and marked, hidden text is not."""
        if _is_dropped(element):
            return
        if depth > _DEEPEST:
            raise CannotRead(DAMAGED)
        hidden = hidden or self.looks.of(element).hidden
        if element.tag == "table":
            self._table(element, depth, hidden=hidden)
        else:
            self._other(element, depth, hidden=hidden)

    def _other(self, element: etree._Element, depth: int, *, hidden: bool) -> None:
        block = element.tag in _BLOCKS or element.tag == "br"
        if block:
            self.end_paragraph()
        self._words.append("• " if element.tag == "li" else "")
        self._add(element.text, hidden=hidden)
        for child in element:
            self.visit(child, depth + 1, hidden=hidden)
            self._add(child.tail, hidden=hidden)
        if block:
            self.end_paragraph()

    def _add(self, text: str | None, *, hidden: bool = False) -> None:
        if text and hidden:
            self.left_out["hidden passages"] += bool(text.strip())
        elif text:
            self._words.append(text)

    def end_paragraph(self) -> None:
        text = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words = []
        if text and text != "•":
            self.paragraphs.append(text)

    def _table(self, element: etree._Element, depth: int, *, hidden: bool) -> None:
        self.end_paragraph()
        rows = list(_rows(element))
        cells = [cell for row, _ in rows for cell in _cells(row)]
        self._strays(element, depth, hidden=hidden)
        if len(cells) == 1 and cells[0].find(".//table") is not None:
            self._other(cells[0], depth, hidden=hidden)
            return
        place = f"table {len(self.tables) + 1}"
        self.tables.append(Table(place, self._read_rows(element, rows), tuple(self.paragraphs), hidden))
        self.paragraphs = []

    def _strays(self, part: etree._Element, depth: int, *, hidden: bool) -> None:
        """The caption, and text that careless programs put between cells: read as if before the table."""
        self._add(part.text, hidden=hidden)
        for child in part:
            if child.tag == "tr" or child.tag in _SECTIONS:
                self._strays(child, depth, hidden=hidden)
            elif child.tag not in {"td", "th"}:
                self.visit(child, depth + 1, hidden=hidden)
            self._add(child.tail, hidden=hidden)
        self.end_paragraph()

    def _read_rows(self, table: etree._Element, rows: list[tuple[etree._Element, bool]]) -> tuple[Row, ...]:
        if len(rows) > self.limits.rows:
            raise CannotRead(f"A table has more than {self.limits.rows:,} rows: send it in parts.")
        taken: dict[int, int] = {}
        read = []
        for index, (element, header) in enumerate(rows):
            look = self.looks.of(element)
            fill = look.fill or self.looks.of(table).fill
            cells = tuple(self._read_cells(element, fill, taken, len(rows) - index))
            read.append(Row(index + 1, cells, look.hidden, header))
            taken = {column: left - 1 for column, left in taken.items() if left > 1}
        return tuple(read)

    def _read_cells(
        self, row: etree._Element, fill: str | None, taken: dict[int, int], rows_left: int
    ) -> Iterator[Cell]:
        """The cells of one row, beside those that reach down from above (column to rows still covered)."""
        column = 0
        own: dict[int, int] = {}
        for element in _cells(row):
            while taken.get(column, 0):
                column += 1
            across = _span(element, "colspan", self.limits.columns)
            down = _span(element, "rowspan", rows_left)
            if column + across > self.limits.columns:
                raise CannotRead(f"A table has more than {self.limits.columns:,} columns: send it in parts.")
            yield self._cell(element, fill, (column, across, down))
            own |= dict.fromkeys(range(column, column + across), down)
            column += across
        taken |= own

    def _cell(self, element: etree._Element, fill: str | None, place: tuple[int, int, int]) -> Cell:
        look = self.looks.of(element)
        pieces = list(self._pieces(element, Look(struck=look.struck), 0))
        text = _tidy("".join(piece for piece, _ in pieces))
        struck = _tidy("".join(piece for piece, is_struck in pieces if is_struck))
        all_struck = bool(struck) and all(is_struck for piece, is_struck in pieces if piece.strip())
        column, across, down = place
        background = look.fill or self._inner_fill(element) or fill
        return Cell(
            text, column, across, down, all_struck, background, struck_text="" if all_struck else struck
        )

    def _inner_fill(self, cell: etree._Element) -> str | None:
        """The background of the one element that holds all of the cell's text."""
        children = [child for child in cell if not _is_dropped(child)]
        if len(children) != 1 or (cell.text or "").strip() or (children[0].tail or "").strip():
            return None
        return self.looks.of(children[0]).fill

    def _pieces(self, element: etree._Element, look: Look, depth: int) -> Iterator[tuple[str, bool]]:
        if depth > _DEEPEST:
            raise CannotRead(DAMAGED)
        if element.tag == "li":
            yield "• ", False
        yield _SPACE.sub(" ", element.text or ""), look.struck
        for child in element:
            if not _is_dropped(child):
                yield from self._child(child, look, depth)
            yield _SPACE.sub(" ", child.tail or ""), look.struck

    def _child(self, child: etree._Element, look: Look, depth: int) -> Iterator[tuple[str, bool]]:
        own = self.looks.of(child)
        if own.hidden:
            self.left_out["hidden passages"] += 1
            return
        self.left_out["inner tables"] += child.tag == "table"
        before, after = _around(child)
        yield before, False
        yield from self._pieces(child, Look(struck=own.struck or look.struck), depth + 1)
        yield after, False


def _around(element: etree._Element) -> tuple[str, str]:
    """What divides an element inside a cell from what stands before it and after it."""
    if element.tag in {"td", "th"}:
        return ("", "") if element.getprevious() is None else ("\t", "")
    if element.tag == "br":
        return "\n", ""
    return ("\n", "\n") if element.tag in _BLOCKS else ("", "")


def _is_dropped(element: etree._Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in _DROPPED


def _tidy(text: str) -> str:
    lines = (line.strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip()).strip()


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """A table's own rows and whether each is a heading."""
    for child in table:
        if child.tag == "tr":
            cells = list(_cells(child))
            yield child, bool(cells) and all(cell.tag == "th" for cell in cells)
        elif child.tag in _SECTIONS:
            for row, header in _rows(child):
                yield row, header or child.tag == "thead"


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if cell.tag in {"td", "th"})


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    number = int(text) if text.isdecimal() and len(text) < 8 else 1
    return most if number == 0 else min(number, most)


@dataclass(slots=True)
class _OpenTable:
    rows: int = 0
    cells: int = 0
    inner_rows: int = 0
    in_cell: bool = False


class _RowCount(HTMLParser):
    """Counts rows from the stream of tags alone, with Python's own parser."""

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        self._tables: list[_OpenTable] = []
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._dropped += tag in _DROPPED_WITH_TAGS
        if self._dropped:
            return
        if tag == "table":
            self._tables.append(_OpenTable())
        elif self._tables and tag == "tr":
            self._tables[-1].rows += 1
            self._tables[-1].in_cell = False
        elif self._tables and tag in {"td", "th"}:
            self._tables[-1].cells += 1
            self._tables[-1].in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._dropped -= tag in _DROPPED_WITH_TAGS and self._dropped > 0
        if self._dropped or not self._tables:
            return
        if tag == "table":
            self._end_table(self._tables.pop())
        elif tag in {"td", "th", "tr"}:
            self._tables[-1].in_cell = False

    def close(self) -> None:
        super().close()
        while self._tables:
            self._end_table(self._tables.pop())

    def _end_table(self, table: _OpenTable) -> None:
        shown = table.inner_rows if table.cells == 1 and table.inner_rows else table.rows
        if self._tables and self._tables[-1].in_cell:
            self._tables[-1].inner_rows += shown
        else:
            self.total += shown


def rows_in(text: str) -> int:
    """The rows of a page's tables, counted by another parser than the one that builds them."""
    count = _RowCount()
    count.feed(text)
    count.close()
    return count.total
