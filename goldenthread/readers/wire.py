"""A reader's answer as JSON, for the pipe between the child process and its parent."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from .table import CannotRead, Cell, FileTables, Row, Table


def packed(file: FileTables) -> bytes:
    """The answer as JSON: lists in the order of the fields, because a plan has many cells."""
    return json.dumps(
        [
            file.kind,
            [_packed_table(table) for table in file.tables],
            file.closing,
            file.rows_counted,
            file.remarks,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", "replace")


def _packed_table(table: Table) -> list[Any]:
    return [table.place, [_packed_row(row) for row in table.rows], table.lead_in, table.hidden]


def _packed_row(row: Row) -> list[Any]:
    return [row.number, [_packed_cell(cell) for cell in row.cells], row.hidden, row.header]


def _packed_cell(cell: Cell) -> list[Any]:
    value = {"date": cell.value.isoformat()} if isinstance(cell.value, date) else cell.value
    return [
        cell.text,
        cell.column,
        cell.column_span,
        cell.row_span,
        cell.struck,
        cell.fill,
        cell.number_format,
        value,
        cell.struck_text,
        cell.hidden,
    ]


def packed_refusal(refusal: CannotRead) -> bytes:
    """The sentence of a refusal, as `unpacked` raises it again."""
    return json.dumps({"cannot_read": str(refusal)}).encode()


def unpacked(answer: bytes) -> FileTables:
    """The answer that `packed` wrote, or the refusal. Raises ValueError or TypeError for anything else."""
    parts = json.loads(answer)
    if isinstance(parts, dict):
        raise CannotRead(_text(parts.get("cannot_read")))
    kind, tables, closing, rows_counted, remarks = parts
    return FileTables(
        _text(kind), tuple(map(_table, tables)), _texts(closing), _whole(rows_counted), _texts(remarks)
    )


def _table(parts: list[Any]) -> Table:
    place, rows, lead_in, hidden = parts
    return Table(_text(place), tuple(map(_row, rows)), _texts(lead_in), bool(hidden))


def _row(parts: list[Any]) -> Row:
    number, cells, hidden, header = parts
    return Row(_whole(number), tuple(map(_cell, cells)), bool(hidden), bool(header))


def _cell(parts: list[Any]) -> Cell:
    text, column, across, down, struck, fill, number_format, value, struck_text, hidden = parts
    return Cell(
        _text(text),
        _whole(column),
        _whole(across),
        _whole(down),
        bool(struck),
        None if fill is None else _text(fill),
        None if number_format is None else _text(number_format),
        _value(value),
        _text(struck_text),
        bool(hidden),
    )


def _value(value: object) -> date | float | bool | None:
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, dict):
        return date.fromisoformat(_text(value.get("date")))
    raise TypeError


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(values: list[object]) -> tuple[str, ...]:
    return tuple(map(_text, values))


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
