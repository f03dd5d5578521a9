"""OpenDocument spreadsheets (.ods)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree

from .limits import Limits
from .markup import parse
from .package import DAMAGED, PROTECTED, Package
from .spreadsheet import limit_remark, rows_in
from .table import CannotRead, Cell, FileTables, Row, Table, trimmed

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT, _STYLE = (_URN % name for name in ("office", "table", "text", "style"))
_BACKGROUND = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}background-color"
_GROUPS = {
    f"{_TABLE}table-{name}"
    for name in ("row-group", "rows", "header-rows", "column-group", "columns", "header-columns")
}
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Look:
    fill: str | None = None
    struck: bool = False
    displayed: bool = True


def read_opendocument(package: Package, data: bytes, limits: Limits) -> FileTables:
    """All sheets of a spreadsheet, a table each."""
    if "manifest:encryption-data" in package.part("META-INF/manifest.xml").decode("utf-8", "replace"):
        raise CannotRead(PROTECTED)
    root = parse(package.part("content.xml"))
    looks: dict[str, _Look] = {}
    for part in ("styles.xml", "content.xml"):
        if part in package.names:
            _add_looks(root if part == "content.xml" else parse(package.part(part)), looks)
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if body is None:
        raise CannotRead(DAMAGED)
    elements = body.findall(_TABLE + "table")
    sheets = [_Sheet(element, looks, limits) for element in elements]
    tables = tuple(sheet.table() for sheet in sheets)
    names = [element.get(_TABLE + "name", "") for element in elements]
    return FileTables("ods", tables, (), rows_in(data, names), tuple(_remarks(tables, sheets)))


def _remarks(tables: tuple[Table, ...], sheets: list[_Sheet]) -> Iterator[str]:
    hidden = [table.place for table in tables if table.hidden]
    if hidden:
        yield f"Hidden sheets were read too: {', '.join(hidden)}."
    for table, sheet in zip(tables, sheets, strict=True):
        if sheet.uncached:
            rows = ", ".join(map(str, sheet.uncached[:_SHOWN]))
            yield f"Formulas without a stored result were read as empty in {table.place}, rows {rows}."
        if table.rows and (remark := limit_remark(table.rows[-1].number, table.place)):
            yield remark


def _add_looks(root: etree._Element, looks: dict[str, _Look]) -> None:
    for style in root.iter(_STYLE + "style"):
        inherited = looks.get(style.get(_STYLE + "parent-style-name", ""), _Look())
        cell = style.find(_STYLE + "table-cell-properties")
        text = style.find(_STYLE + "text-properties")
        sheet = style.find(_STYLE + "table-properties")
        background = None if cell is None else cell.get(_BACKGROUND)
        line = None if text is None else text.get(_STYLE + "text-line-through-style")
        looks[style.get(_STYLE + "name", "")] = _Look(
            inherited.fill if background is None else _colour(background),
            inherited.struck if line is None else line != "none",
            sheet is None or sheet.get(_TABLE + "display") != "false",
        )


def _colour(background: str) -> str | None:
    colour = background.upper()
    return colour if len(colour) == 7 and colour.startswith("#") and colour != "#FFFFFF" else None


class _Sheet:
    def __init__(self, element: etree._Element, looks: dict[str, _Look], limits: Limits) -> None:
        self._element = element
        self._looks = looks
        self._limits = limits
        self._cells = 0
        self._hidden, self._column_styles = self._columns()
        self.uncached: list[int] = []
        """Rows with a formula whose result was never stored."""

    def table(self) -> Table:
        rows: list[Row] = []
        number = 0
        for element, header in _spread(self._element, _TABLE + "table-row"):
            times = _times(element, "number-rows-repeated")
            cells = self._row(element, number + 1)
            if any(cell.text for cell in cells):
                self._check(number + times, len(cells) * times)
                hidden = element.get(_TABLE + "visibility", "visible") != "visible"
                rows += [Row(number + 1 + extra, cells, hidden, header) for extra in range(times)]
            number += times
        look = self._looks.get(self._element.get(_TABLE + "style-name", ""), _Look())
        return Table(
            f"sheet '{self._element.get(_TABLE + 'name', '')}'", tuple(rows), hidden=not look.displayed
        )

    def _check(self, last_row: int, cells: int) -> None:
        self._cells += cells
        if last_row > self._limits.rows or self._cells > self._limits.cells:
            raise CannotRead(
                f"A sheet reaches to row {last_row:,}, which is more than is read: send it in parts."
            )

    def _columns(self) -> tuple[set[int], dict[int, str]]:
        hidden: set[int] = set()
        styles: dict[int, str] = {}
        column = 0
        for element, _ in _spread(self._element, _TABLE + "table-column"):
            for _ in range(min(_times(element, "number-columns-repeated"), self._limits.columns)):
                if element.get(_TABLE + "visibility", "visible") != "visible":
                    hidden.add(column)
                styles[column] = element.get(_TABLE + "default-cell-style-name", "")
                column += 1
        return hidden, styles

    def _row(self, row: etree._Element, number: int) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        column = 0
        for element in row:
            times = _times(element, "number-columns-repeated")
            if element.tag == _TABLE + "table-cell":
                cell = self._cell(element, column, number)
                if cell and column + times > self._limits.columns and cell.text:
                    raise CannotRead(
                        f"A sheet has more than {self._limits.columns:,} columns: send it in parts."
                    )
                if cell:
                    cells += [
                        replace(cell, column=column + extra, hidden=column + extra in self._hidden)
                        for extra in range(min(times, self._limits.columns))
                    ]
            column += times
        return tuple(cells)

    def _cell(self, element: etree._Element, column: int, number: int) -> Cell | None:
        style = element.get(_TABLE + "style-name") or self._column_styles.get(column, "")
        look = self._looks.get(style, _Look())
        value = _value(element)
        if value is None and element.get(_TABLE + "formula") and not element.get(_OFFICE + "value-type"):
            self.uncached.append(number)
        pieces = list(self._pieces(element, look.struck))
        text = value.isoformat() if isinstance(value, date) else trimmed("".join(text for text, _ in pieces))
        if not text and not look.fill:
            return None
        struck = "".join(text for text, is_struck in pieces if is_struck).strip()
        all_struck = bool(struck) and all(is_struck for text, is_struck in pieces if text.strip())
        return Cell(
            text,
            column,
            _times(element, "number-columns-spanned"),
            _times(element, "number-rows-spanned"),
            all_struck,
            look.fill,
            None,
            value,
            "" if all_struck else struck,
        )

    def _pieces(self, cell: etree._Element, struck: bool) -> Iterator[tuple[str, bool]]:
        for position, paragraph in enumerate(cell.findall(_TEXT + "p")):
            if position:
                yield "\n", struck
            yield from self._inline(paragraph, struck)

    def _inline(self, element: etree._Element, struck: bool) -> Iterator[tuple[str, bool]]:
        yield element.text or "", struck
        for child in element:
            if child.tag == _TEXT + "s":
                yield " " * min(int(child.get(_TEXT + "c", "1")), 1_000), struck
            elif child.tag in {_TEXT + "tab", _TEXT + "line-break"}:
                yield "\t" if child.tag == _TEXT + "tab" else "\n", struck
            elif child.tag in {_TEXT + "span", _TEXT + "a"}:
                look = self._looks.get(child.get(_TEXT + "style-name", ""))
                yield from self._inline(child, look.struck if look else struck)
            yield child.tail or "", struck


def _spread(element: etree._Element, tag: str, header: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """Rows or columns, also those in groups, and whether they are marked as headings."""
    for child in element:
        if child.tag == tag:
            yield child, header
        elif child.tag in _GROUPS:
            yield from _spread(child, tag, header or child.tag == _TABLE + "table-header-rows")


def _times(element: etree._Element, name: str) -> int:
    text = element.get(_TABLE + name, "1")
    return max(int(text), 1) if text.isdecimal() else 1


def _value(element: etree._Element) -> date | float | bool | None:
    kind = element.get(_OFFICE + "value-type")
    try:
        if kind == "date":
            return date.fromisoformat(element.get(_OFFICE + "date-value", "")[:10])
        if kind in {"float", "percentage", "currency"}:
            return float(element.get(_OFFICE + "value", ""))
    except ValueError:
        return None
    return element.get(_OFFICE + "boolean-value") == "true" if kind == "boolean" else None
