"""Old Excel workbooks (.xls): values by calamine; their looks and a second count from the file's records."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from .limits import Limits
from .package import DAMAGED, PROTECTED
from .spreadsheet import Value, limit_remark, open_calamine, stored, written
from .table import CannotRead, Cell, FileTables, Row, Table, trimmed

_BOF, _EOF, _SHEET, _FONT, _FORMAT, _LOOK, _PALETTE, _PASSWORD = (
    0x809,
    0x0A,
    0x85,
    0x31,
    0x41E,
    0xE0,
    0x92,
    0x2F,
)
_ROW, _COLUMNS, _FORMULA, _BOOL_OR_ERROR, _MANY_NUMBERS, _MANY_BLANKS, _BLANK = (
    0x208, 0x7D, 0x06, 0x205, 0xBD, 0xBE, 0x201,
)  # fmt: skip
_VALUES = {0x203, 0x27E, 0xFD, 0x204, 0xD6}
"""Records of one cell with a number or a text."""
_STRIKE, _HIDDEN_ROW, _HIDDEN_COLUMN, _NO_PATTERN, _SOLID = 0x08, 0x20, 0x01, 0, 1


@dataclass(slots=True)
class _SheetRecords:
    filled: set[int] = field(default_factory=set)
    """Rows with a value, by number from 0."""
    looks: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Records:
    """What a workbook's stream of records says beside the values."""

    stream: bytes
    sheets: dict[str, _SheetRecords] = field(default_factory=dict)
    _fonts: list[bool] = field(default_factory=list)
    _formats: dict[int, str] = field(default_factory=lambda: dict(BUILTIN_FORMATS))
    _looks: list[tuple[int, int, int]] = field(default_factory=list)
    _palette: list[str] = field(default_factory=lambda: [colour[-6:] for colour in COLOR_INDEX])

    def read(self) -> None:
        places: list[tuple[str, int]] = []
        for kind, body in _records(self.stream, 0):
            if kind == _PASSWORD:
                raise CannotRead(PROTECTED)
            if kind == _SHEET and body[5] == 0:
                places.append((_short_text(body[6:]), struct.unpack_from("<I", body)[0]))
            self._style(kind, body)
        for name, place in places:
            self.sheets[name] = _sheet_records(self.stream, place)

    def _style(self, kind: int, body: bytes) -> None:
        if kind == _FONT:
            self._fonts.append(bool(body[2] & _STRIKE))
            if len(self._fonts) == 4:
                self._fonts.append(False)  # number 4 is never used, for reasons lost in time
        elif kind == _FORMAT:
            self._formats[struct.unpack_from("<H", body)[0]] = _long_text(body[2:])
        elif kind == _LOOK and len(body) >= 20:
            font, number_format = struct.unpack_from("<HH", body)
            pattern = struct.unpack_from("<I", body, 14)[0] >> 26
            front, back = body[18] & 0x7F, struct.unpack_from("<H", body, 18)[0] >> 7 & 0x7F
            colour = 64 if pattern == _NO_PATTERN else front if pattern == _SOLID else back
            self._looks.append((font, number_format, colour))
        elif kind == _PALETTE:
            for place in range(struct.unpack_from("<H", body)[0]):
                self._palette[8 + place] = body[2 + place * 4 : 5 + place * 4].hex().upper()

    def look(self, number: int | None) -> tuple[bool, str | None, str | None]:
        """Whether struck, the fill and the number format of a style."""
        if number is None or number >= len(self._looks):
            return False, None, None
        font, number_format, colour = self._looks[number]
        fill = self._palette[colour] if colour < 64 and colour < len(self._palette) else "FFFFFF"
        code = self._formats.get(number_format)
        struck = font < len(self._fonts) and self._fonts[font]
        return struck, None if fill == "FFFFFF" else f"#{fill}", None if code == "General" else code


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on to the end of their part."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        depth += {_BOF: 1, _EOF: -1}.get(kind, 0)
        if depth <= 0:
            return
        place += 4 + size


def _sheet_records(stream: bytes, place: int) -> _SheetRecords:
    found = _SheetRecords()
    for kind, body in _records(stream, place):
        if kind == _ROW and len(body) >= 14:
            if body[12] & _HIDDEN_ROW:
                found.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS and len(body) >= 10:
            first, last = struct.unpack_from("<HH", body)
            if body[8] & _HIDDEN_COLUMN:
                found.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind in _VALUES or kind in {_FORMULA, _BOOL_OR_ERROR, _BLANK, _MANY_NUMBERS, _MANY_BLANKS}:
            _cell_record(found, kind, body)
    return found


def _cell_record(found: _SheetRecords, kind: int, body: bytes) -> None:
    row, column, look = struct.unpack_from("<HHH", body)
    if kind in {_MANY_NUMBERS, _MANY_BLANKS}:
        size = 6 if kind == _MANY_NUMBERS else 2
        for place in range((len(body) - 6) // size):
            found.looks[row, column + place] = struct.unpack_from("<H", body, 4 + place * size)[0]
    else:
        found.looks[row, column] = look
    if kind in _VALUES or kind == _MANY_NUMBERS or _has_result(kind, body):
        found.filled.add(row)


def _has_result(kind: int, body: bytes) -> bool:
    """Whether a formula or a yes/no cell shows something other than an error or an empty text."""
    if kind == _BOOL_OR_ERROR:
        return body[7] == 0
    if kind != _FORMULA:
        return False
    return body[12:14] != b"\xff\xff" or body[6] in {0, 1}


def _short_text(body: bytes) -> str:
    return _text(body[0], body[1:])


def _long_text(body: bytes) -> str:
    return _text(struct.unpack_from("<H", body)[0], body[2:])


def _text(length: int, body: bytes) -> str:
    """A text with a byte before it that says whether letters take one byte or two."""
    wide = body[0] & 1
    return body[1 : 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def read_old_excel(stream: bytes, data: bytes, limits: Limits, remarks: tuple[str, ...]) -> FileTables:
    """All sheets of an .xls workbook, a table each."""
    records = _Records(stream)
    try:
        records.read()
        workbook = open_calamine(data)
        hidden = {each.name: each.visible != SheetVisibleEnum.Visible for each in workbook.sheets_metadata}
        tables = tuple(
            _table(workbook, name, records, hidden.get(name, False), limits) for name in records.sheets
        )
    except (struct.error, IndexError, UnicodeDecodeError, CalamineError) as error:
        raise CannotRead(DAMAGED) from error
    counted = sum(len(sheet.filled) for sheet in records.sheets.values())
    limit_remarks = [
        remark
        for table in tables
        if table.rows and (remark := limit_remark(table.rows[-1].number, table.place))
    ]
    names = [name for name in records.sheets if hidden.get(name)]
    hidden_remarks = [f"Hidden sheets were read too: {', '.join(names)}."] if names else []
    return FileTables("xls", tables, (), counted, (*remarks, *hidden_remarks, *limit_remarks))


def _table(workbook: CalamineWorkbook, name: str, records: _Records, hidden: bool, limits: Limits) -> Table:
    sheet = workbook.get_sheet_by_name(name)
    own = records.sheets[name]
    spans = {
        start: (end[1] - start[1] + 1, end[0] - start[0] + 1) for start, end in sheet.merged_cell_ranges or ()
    }
    rows = []
    for number, values in enumerate(sheet.to_python(skip_empty_area=False)):
        if number >= limits.rows:
            raise CannotRead(f"A sheet has more than {limits.rows:,} rows: send it in parts.")
        if any(value != "" for value in values):
            cells = (
                _cell(value, (number, column), records, own, spans) for column, value in enumerate(values)
            )
            rows.append(Row(number + 1, tuple(cell for cell in cells if cell), number in own.hidden_rows))
    return Table(f"sheet '{name}'", tuple(rows), hidden=hidden)


def _cell(
    value: Value,
    place: tuple[int, int],
    records: _Records,
    sheet: _SheetRecords,
    spans: dict[tuple[int, int], tuple[int, int]],
) -> Cell | None:
    struck, fill, number_format = records.look(sheet.looks.get(place))
    text = trimmed(written(value, number_format))
    if not text and not fill:
        return None
    across, down = spans.get(place, (1, 1))
    return Cell(
        text,
        place[1],
        across,
        down,
        struck and bool(text),
        fill,
        number_format,
        stored(value),
        hidden=place[1] in sheet.hidden_columns,
    )
