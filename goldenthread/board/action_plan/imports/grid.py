"""A table as a grid: what each place of each row holds, whatever was merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.board.action_plan.imports.numbers import is_ref
from goldenthread.readers.table import Cell, Row, Table


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the file. Every row of a table has as many places as the table is wide."""

    number: int
    own: tuple[Cell | None, ...]
    """The cell that begins at each place; None where there is none or another cell reaches over it."""
    above: tuple[Cell | None, ...]
    """The merged cell of an earlier row that reaches down to each place."""
    hidden: bool
    marked_as_header: bool
    cells: tuple[Cell, ...]
    """The row's own cells that hold text."""

    def text(self, column: int) -> str:
        cell = self.own[column] if column < len(self.own) else None
        return cell.text.strip() if cell else ""

    @property
    def is_blank(self) -> bool:
        return not self.cells

    @property
    def band(self) -> str | None:
        """The text of a row in which one cell reaches over most of the table, with the number in front of it."""
        if not self.cells or len(self.own) < 3:
            return None
        *before, wide = self.cells
        if wide.column_span < max(2, len(self.own) - 2):
            return None
        if not before:
            return wide.text.strip()
        number = before[0].text.strip()
        return f"{number.rstrip('.')}. {wide.text.strip()}" if len(before) == 1 and is_ref(number) else None


@dataclass(frozen=True, slots=True)
class Grid:
    place: str
    lead_in: tuple[str, ...]
    hidden: bool
    width: int
    rows: tuple[GridRow, ...]


def grid_of(table: Table) -> Grid:
    width = max((cell.column + cell.column_span for row in table.rows for cell in row.cells), default=0)
    return Grid(table.place, table.lead_in, table.hidden, width, tuple(_grid_rows(table.rows, width)))


def _grid_rows(rows: Sequence[Row], width: int) -> Iterator[GridRow]:
    nothing: tuple[Cell | None, ...] = (None,) * width
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        reaching = {column: reach for column, reach in reaching.items() if reach[1] >= row.number}
        own = _own(row, width)
        above = tuple(reaching[column][0] if column in reaching else None for column in range(width))
        cells = tuple(cell for cell in row.cells if cell.text.strip() or isinstance(cell.value, date))
        yield GridRow(row.number, own, above if reaching else nothing, row.hidden, row.header, cells)
        for cell in row.cells:
            if cell.row_span > 1:
                last = row.number + cell.row_span - 1
                for column in range(cell.column, cell.column + cell.column_span):
                    reaching[column] = cell, last


def _own(row: Row, width: int) -> tuple[Cell | None, ...]:
    own: list[Cell | None] = [None] * width
    for cell in row.cells:
        own[cell.column] = cell
    return tuple(own)


def written(cell: Cell) -> str:
    """A cell's text; a date cell as ISO 8601, however the sheet shows it."""
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    return cell.text
