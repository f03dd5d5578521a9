"""A reader's answer as JSON, for the pipe between the child process and its parent."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from .table import Cell, FileTables, Row, Table


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
    ).encode("utf-8", "surrogatepass")


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


def unpacked(answer: bytes) -> FileTables:
    """The answer that `packed` wrote. Raises ValueError or TypeError for anything else."""
    kind, tables, closing, rows_counted, remarks = json.loads(answer)
    return FileTables(kind, tuple(map(_table, tables)), tuple(closing), rows_counted, tuple(remarks))


def _table(parts: list[Any]) -> Table:
    place, rows, lead_in, hidden = parts
    return Table(place, tuple(map(_row, rows)), tuple(lead_in), hidden)


def _row(parts: list[Any]) -> Row:
    number, cells, hidden, header = parts
    return Row(number, tuple(map(_cell, cells)), hidden, header)


def _cell(parts: list[Any]) -> Cell:
    value = parts[7]
    if isinstance(value, dict):
        parts[7] = date.fromisoformat(value["date"])
    return Cell(*parts)
