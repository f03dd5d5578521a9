"""Excel workbooks (.xlsx, .xlsm).

Macros: a workbook's cells are read and its macros never, with a remark, since a plan in .xlsm is common and
its cells need no macro. A Word document with macros is refused: saving it as .docx loses nothing.
"""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, time, timedelta
from io import BytesIO
from itertools import groupby
from operator import itemgetter

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from .excel_colours import fill_colour, theme_colours
from .excel_scan import SheetScan, scan_sheets
from .limits import Limits
from .package import DAMAGED, Package
from .spreadsheet import Value, limit_remark, rows_in, stored, written
from .table import CannotRead, Cell, FileTables, Row, Table, trimmed

_UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
)
"""What openpyxl raises for a workbook that is not as it should be."""
_SHOWN_ADDRESSES = 5


def read_excel(package: Package, main_part: str, data: bytes, limits: Limits) -> FileTables:
    """All sheets of a workbook, a table each."""
    scans = scan_sheets(package, main_part, limits)
    try:
        workbook = _open(data)
        theme = theme_colours(workbook.loaded_theme)
        sheets = [_Sheet(sheet, theme) for sheet in workbook.worksheets]
        tables = tuple(sheet.table() for sheet in sheets)
    except _UNREADABLE as error:
        raise CannotRead(DAMAGED) from error
    counted = rows_in(data, [sheet.title for sheet in workbook.worksheets]) + sum(
        sheet.error_rows for sheet in sheets
    )
    remarks = [*_workbook_remarks(package, workbook), *_table_remarks(tables)]
    for title, each in scans.items():
        remarks += _scan_remarks(title, each)
    return FileTables("xlsx", tables, (), counted, tuple(remarks))


def _open(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features that it drops, none of which are cells
        return load_workbook(BytesIO(data), data_only=True, keep_links=False, rich_text=True)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a cell's style says, worked out once for each style of the workbook."""

    fill: str | None
    struck: bool
    number_format: str | None


class _Sheet:
    def __init__(self, sheet: Worksheet, theme: tuple[str, ...]) -> None:
        self._sheet = sheet
        self._theme = theme
        self._looks: dict[int, _Look] = {}
        self._spans = {
            (area.min_row, area.min_col): (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)
            for area in sheet.merged_cells.ranges
        }
        self._hidden = _hidden_columns(sheet)
        self._headers = _header_rows(sheet)
        self.error_rows = 0
        """Rows that hold errors and nothing else, which calamine sees as empty."""

    def table(self) -> Table:
        rows = []
        places = self._sheet._cells  # noqa: SLF001 (its public walk makes every empty cell of the sheet)
        for number, keys in groupby(sorted(places), key=itemgetter(0)):
            sources = [places[key] for key in keys]
            cells = tuple(cell for cell in map(self._cell, sources) if cell)
            if any(cell.text for cell in cells):
                rows.append(Row(number, cells, self._is_hidden(number), number in self._headers))
                self.error_rows += all(
                    source.data_type == "e" for source in sources if source.value is not None
                )
        return Table(f"sheet '{self._sheet.title}'", tuple(rows), hidden=self._sheet.sheet_state != "visible")

    def _is_hidden(self, number: int) -> bool:
        dimension = self._sheet.row_dimensions.get(number)
        return bool(dimension and dimension.hidden)

    def _cell(self, source: SheetCell | MergedCell) -> Cell | None:
        if isinstance(source, MergedCell):
            return None
        look = self._look(source)
        text = trimmed(written(_value(source), look.number_format))
        if not text and not look.fill:
            return None
        across, down = self._spans.get((source.row, source.column), (1, 1))
        struck, struck_text = _struck(source, look) if text else (False, "")
        return Cell(
            text,
            source.column - 1,
            across,
            down,
            struck,
            look.fill,
            look.number_format,
            stored(_value(source)),
            struck_text,
            source.column in self._hidden,
        )

    def _look(self, source: SheetCell) -> _Look:
        style = source.style_id
        if style not in self._looks:
            code = source.number_format
            self._looks[style] = _Look(
                fill_colour(source.fill, self._theme),
                bool(source.font.strike),
                None if code == "General" else code,
            )
        return self._looks[style]


def _value(source: SheetCell) -> Value:
    value = source.value
    return value if isinstance(value, int | float | date | time | timedelta | None) else str(value)


def _struck(source: SheetCell, look: _Look) -> tuple[bool, str]:
    """Whether all of the text is struck through, and which part where not all of it is."""
    if not isinstance(source.value, CellRichText):
        return look.struck, ""
    struck, plain = [], False
    for piece in source.value:
        if (isinstance(piece, TextBlock) and piece.font.strike) or (isinstance(piece, str) and look.struck):
            struck.append(str(piece))
        else:
            plain = plain or bool(str(piece).strip())
    return (False, "".join(struck).strip()) if plain else (bool(struck), "")


def _hidden_columns(sheet: Worksheet) -> set[int]:
    return {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 1, min(dimension.max or 1, 16_384) + 1)
    }


def _header_rows(sheet: Worksheet) -> set[int]:
    """Rows printed at the top of each page, and the headings of Excel tables."""
    headers = {
        int(table.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")) for table in sheet.tables.values()
    }
    first, _, last = (sheet.print_title_rows or "").replace("$", "").partition(":")
    return headers | (set(range(int(first), int(last) + 1)) if first and last else set())


def _workbook_remarks(package: Package, workbook: Workbook) -> list[str]:
    remarks = []
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        remarks.append("The workbook's macros were ignored.")
    hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        remarks.append(f"Hidden sheets were read too: {', '.join(hidden)}.")
    return remarks


def _table_remarks(tables: tuple[Table, ...]) -> list[str]:
    remarks = []
    for table in tables:
        hidden = sum(row.hidden for row in table.rows)
        if hidden:
            remarks.append(f"Hidden rows that were read in {table.place}: {hidden}.")
        if table.rows and (remark := limit_remark(table.rows[-1].number, table.place)):
            remarks.append(remark)
    return remarks


def _scan_remarks(title: str, found: SheetScan) -> list[str]:
    remarks = []
    if found.uncached:
        shown = ", ".join(found.uncached[:_SHOWN_ADDRESSES])
        more = len(found.uncached) - _SHOWN_ADDRESSES
        remarks.append(
            f"Formulas without a stored result were read as empty in sheet '{title}': {shown}"
            + (f" and {more} more." if more > 0 else ".")
        )
    if found.errors:
        remarks.append(
            f"Formulas with an error in sheet '{title}': {', '.join(found.errors[:_SHOWN_ADDRESSES])}."
        )
    if found.coloured_by_rule:
        remarks.append(
            f"Sheet '{title}' colours cells by rules (conditional formatting); those colours were not read."
        )
    return remarks
