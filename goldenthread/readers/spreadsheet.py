"""What all spreadsheet readers share: how values are written as text, and counting rows with calamine."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from .package import DAMAGED, PROTECTED
from .table import CannotRead

Value = str | float | bool | date | time | timedelta | None
"""datetime is a date."""

_OLD_LIMITS = {65_535: "65,536 rows", 65_536: "65,536 rows", 1_048_576: "1,048,576 rows"}
_SAMPLE = re.compile(r"\.(0+)")


def limit_remark(rows: int, place: str) -> str | None:
    """A warning for a sheet that ends where Excel cuts files off."""
    if rows not in _OLD_LIMITS:
        return None
    return f"{place.capitalize()} is at Excel's limit of {_OLD_LIMITS[rows]}: check that nothing was cut off."


def written(value: Value, number_format: str | None = None) -> str:
    """A value as the sheet shows it, near enough: dates as ISO, numbers without needless decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format or "General")
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: float, number_format: str) -> str:
    code = number_format.split(";", maxsplit=1)[0]
    if re.fullmatch(r"0{2,}", code) and value == int(value):
        return f"{int(value):0{len(code)}d}"
    decimals = _SAMPLE.search(code)
    if code.endswith("%"):
        return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
    if re.fullmatch(r"#?,?#*0\.0+", code) and decimals:
        return f"{value:.{len(decimals[1])}f}"
    return f"{value:.15g}" if abs(value) < 1e15 else repr(value)


def stored(value: Value) -> date | float | bool | None:
    """The value that goes beside the text: a date without its time, a number, a yes or no."""
    if isinstance(value, datetime):
        return value.date()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else _plain(value)


def _plain(value: Value) -> date | float | bool | None:
    return value if isinstance(value, date | float | bool) else None


def open_calamine(data: bytes) -> CalamineWorkbook:
    """Raises CannotRead where the workbook is damaged or has a password."""
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise CannotRead(PROTECTED) from error
    except CalamineError as error:
        raise CannotRead(DAMAGED) from error


def rows_in(data: bytes, sheets: list[str]) -> int:
    """Rows with anything in them, on these sheets, as calamine sees them."""
    workbook = open_calamine(data)
    try:
        found = [workbook.get_sheet_by_name(name).to_python(skip_empty_area=True) for name in sheets]
    except CalamineError as error:
        raise CannotRead(DAMAGED) from error
    return sum(1 for sheet in found for row in sheet if any(written(value).strip() for value in row))
