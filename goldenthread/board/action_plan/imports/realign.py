"""Rows of plain text that lost empty cells: what is left is placed by what it says, and reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from goldenthread.board.action_plan.imports.columns import Field, reads_as_rag
from goldenthread.board.action_plan.imports.grid import Grid, GridRow
from goldenthread.board.action_plan.imports.layouts import Layout
from goldenthread.board.action_plan.imports.numbers import is_ref, split_number
from goldenthread.board.action_plan.rules.deadlines import reads_as_deadline
from goldenthread.board.action_plan.rules.leads import reads_as_lead
from goldenthread.board.action_plan.rules.notes import reads_as_note
from goldenthread.readers.table import Cell

_BETTER = 2
"""By so much must another place suit a row's cells better before they are moved there."""
_IMPOSSIBLE = -1000
_STATEMENT_LENGTH = 12
_LONGEST_LEAD = 120


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a cell's text looks like."""

    numbered: bool
    ref: bool
    deadline: bool
    rag: bool
    lead: bool
    note: bool
    goes_on: bool
    length: int

    @classmethod
    def of(cls, text: str) -> _Looks:
        return cls(
            bool(split_number(text)[0]),
            is_ref(text),
            reads_as_deadline(text),
            reads_as_rag(text),
            reads_as_lead(text),
            reads_as_note(text),
            text[:1].islower(),
            len(text),
        )

    def suits(self, field: Field | None, *, numbered: bool) -> int:
        """How well the text suits a column; `numbered` where the plan's recommendations begin with numbers."""
        if field in {Field.REF, Field.ACTION_NUMBER}:
            return 3 if self.ref else -5
        if field is Field.DEADLINE:
            return 4 if self.deadline else -4
        if field is Field.RAG:
            return 4 if self.rag else -5
        if self.deadline or self.rag:
            return -3
        if field is Field.LEAD:
            return 3 if self.lead else -3 if self.note or self.length > _LONGEST_LEAD else 0
        if field is Field.RECOMMENDATION:
            return 4 if self.numbered else 0 if self.goes_on else -4 if numbered or self.lead else -2
        if field is Field.ACTION:
            return 2 if self.lead or self.numbered or self.length < _STATEMENT_LENGTH else 5
        return int(self.note) if field is Field.PROGRESS else -1


def realigned(grid: Grid, layout: Layout) -> tuple[Grid, frozenset[int]]:
    """The table as wide as its headings, and the numbers of the rows whose cells were moved."""
    width = max(grid.width, len(layout.headings))
    numbered = _are_numbered(grid, layout)
    rows = [_realigned_row(row, width, layout, numbered=numbered) for row in grid.rows]
    moved = {row.number for row, before in zip(rows, grid.rows, strict=True) if row.cells != before.cells}
    return replace(grid, width=width, rows=tuple(rows)), frozenset(moved)


def _are_numbered(grid: Grid, layout: Layout) -> bool:
    column = layout.column(Field.RECOMMENDATION)
    if column is None or column >= grid.width:
        return False
    texts = [row.text(column) for row in grid.rows if len(row.cells) == len(layout.headings)]
    return bool(texts) and 2 * sum(bool(split_number(text)[0]) for text in texts) >= len(texts)


def _realigned_row(row: GridRow, width: int, layout: Layout, *, numbered: bool) -> GridRow:
    padding = (None,) * (width - len(row.own))
    padded = replace(row, own=row.own + padding, above=row.above + padding)
    cells = [cell for cell in row.own if cell is not None]
    filled = [cell for cell in cells if cell.text.strip()]
    if cells and not cells[0].text.strip():
        cells = filled
    if not _may_have_lost_cells(cells, len(layout.headings)):
        return padded
    places = _best_places(cells, layout, numbered=numbered)
    moved = [replace(cell, column=place) for cell, place in zip(cells, places, strict=True)]
    own: list[Cell | None] = [None] * width
    for cell in moved:
        own[cell.column] = cell
    return replace(padded, own=tuple(own), cells=tuple(cell for cell in moved if cell.text.strip()))


def _may_have_lost_cells(cells: Sequence[Cell], columns: int) -> bool:
    """A run of cells from the left that stops before the last column, and does not begin with an empty one."""
    if len(cells) < 2 or not cells[0].text.strip() or cells[0].column > 1 or cells[-1].column >= columns - 1:
        return False
    return all(cell.column == cells[0].column + place for place, cell in enumerate(cells))


def _best_places(cells: Sequence[Cell], layout: Layout, *, numbered: bool) -> list[int]:
    """A column for each cell, in order; where they stand already, unless elsewhere suits them plainly better."""
    fields: Mapping[int, Field] = {column: field for field, column in layout.match.columns.items()}
    suits = [
        [
            _Looks.of(cell.text).suits(fields.get(column), numbered=numbered) if cell.text.strip() else 0
            for column in range(len(layout.headings))
        ]
        for cell in cells
    ]
    stay = [cell.column for cell in cells]
    score, places = _best(suits, len(layout.headings))
    as_it_is = sum(suits[place][column] for place, column in enumerate(stay))
    return places if score >= as_it_is + _BETTER else stay


def _best(suits: Sequence[Sequence[int]], columns: int) -> tuple[int, list[int]]:
    """The best total of an assignment that keeps the order, and its columns."""

    @cache
    def best(text: int, column: int) -> tuple[int, tuple[int, ...]]:
        if text == len(suits):
            return 0, ()
        if column == columns:
            return _IMPOSSIBLE, ()
        score, places = best(text + 1, column + 1)
        here = score + suits[text][column], (column, *places)
        later = best(text, column + 1)
        return here if here[0] >= later[0] else later

    score, places = best(0, 0)
    return score, list(places)
