"""Comma-, semicolon-, tab- and bar-separated files, read strictly."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from io import StringIO

from .encoding import Decoded
from .formulas import restored
from .limits import Limits
from .spreadsheet import limit_remark
from .table import CannotRead, Cell, FileTables, Row, Table, trimmed

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 200_000
_SHOWN_ROWS = 5
_QUOTED = re.compile(r'"[^"]*"')
_LINE = re.compile(r"\r\n|\r|\n")


def is_delimited(text: str) -> bool:
    """Whether plain text is a CSV file though its name does not say so: no tabs, and lines divided alike."""
    lines = _sample(text)
    return "\t" not in text and len(lines) >= 3 and _best_separator(lines)[1] >= 0.9


def _sample(text: str) -> list[str]:
    lines = _LINE.split(_QUOTED.sub("x", text[:_SAMPLE_CHARACTERS]))
    return [line for line in lines if line.strip()]


def _best_separator(lines: list[str]) -> tuple[str, float]:
    """The separator that divides most lines into equally many cells, and the share of those lines."""
    shares = {separator: _evenness(lines, separator) for separator in _SEPARATORS}
    best = max(shares, key=lambda separator: shares[separator])
    return best, shares[best][0]


def _evenness(lines: list[str], separator: str) -> tuple[float, int]:
    """The share of lines that have the commonest number of separators, and that number."""
    counts = Counter(line.count(separator) for line in lines)
    number = max(counts, key=counts.__getitem__, default=0)
    return (counts[number] / len(lines), number) if number else (0.0, 0)


def read_delimited(decoded: Decoded, limits: Limits) -> FileTables:
    """One table with all rows of the file. Raises CannotRead where a quote is never closed."""
    separator, _ = _best_separator(_sample(decoded.text))
    records = _records(decoded.text, separator, limits)
    rows = tuple(
        Row(number, tuple(Cell(trimmed(restored(text)), column) for column, text in enumerate(record)))
        for number, record in enumerate(records, start=1)
        if any(text.strip() for text in record)
    )
    counted = sum(
        1 for line in _logical_lines(decoded.text) if line.replace(separator, "").replace('"', "").strip()
    )
    remarks = [*decoded.remarks, *_uneven(rows)]
    if rows and (remark := limit_remark(rows[-1].number, "the file")):
        remarks.append(remark)
    return FileTables("csv", (Table("the file", rows),), (), counted, tuple(remarks))


def _records(text: str, separator: str, limits: Limits) -> list[list[str]]:
    csv.field_size_limit(limits.characters)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[list[str]] = []
    started = 0
    try:
        for record in reader:
            _check_size(record, len(records), limits)
            records.append(record)
            started = reader.line_num
    except csv.Error as error:
        raise CannotRead(
            f"The quotation marks do not pair up in the row that begins on line {started + 1:,}: "
            "correct it in the program that made the file, or send the workbook itself."
        ) from error
    return records


def _check_size(record: list[str], rows: int, limits: Limits) -> None:
    if rows >= limits.rows or len(record) > limits.columns:
        raise CannotRead(
            f"The file has more than {limits.rows:,} rows or {limits.columns:,} columns: send it in parts."
        )


def _logical_lines(text: str) -> Iterable[str]:
    """Lines, where a line break between quotation marks does not end one: counted beside the csv module."""
    lines: list[str] = []
    quoted = False
    for line in _LINE.split(text):
        if quoted:
            lines[-1] += line
        else:
            lines.append(line)
        quoted ^= line.count('"') % 2 == 1
    return lines


def _uneven(rows: tuple[Row, ...]) -> list[str]:
    """A remark naming rows with more cells than is usual in the file: a separator may stand in a text."""
    if not rows:
        return []
    widths = Counter(len(row.cells) for row in rows)
    usual = max(widths, key=widths.__getitem__)
    longer = [row.number for row in rows if len(row.cells) > usual]
    if not longer:
        return []
    shown = ", ".join(map(str, longer[:_SHOWN_ROWS])) + (" and others" if len(longer) > _SHOWN_ROWS else "")
    return [
        f"Rows with more cells than the {usual} of most rows, where a separator may stand in a text: {shown}."
    ]
