"""Tables without lines: columns told by the gaps between words that lie above each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from .pdf_page import Line, goes_on
from .table import Cell, Row

_GAP = 8.0
"""Points between two words that belong to different columns."""
_LEAST_COLUMNS = 3
_LEAST_ROWS = 3


@dataclass
class Aligned:
    """A table as it grows line by line."""

    lefts: list[float]
    rows: list[list[list[Line]]] = field(default_factory=list)
    """For each row and column, the lines of its cell."""

    def takes(self, line: Line) -> bool:
        """Adds a line, unless it runs across the columns and so ends the table."""
        parts = parts_of(line)
        if any(self._end(self._column(part)) < part.right for part in parts):
            return False
        columns: list[list[Line]] = [[] for _ in self.lefts]
        for part in parts:
            columns[self._column(part)].append(part)
        if self.rows and self._continues(columns):
            for above, added in zip(self.rows[-1], columns, strict=True):
                above.extend(added)
        else:
            self.rows.append(columns)
        return True

    def _column(self, part: Line) -> int:
        return max(
            (column for column, left in enumerate(self.lefts) if left <= part.left + _GAP / 2), default=0
        )

    def _end(self, column: int) -> float:
        return self.lefts[column + 1] - 1 if column + 1 < len(self.lefts) else float("inf")

    def _continues(self, columns: list[list[Line]]) -> bool:
        """Every cell of the line goes on from a cell above that was too full for its first word."""
        return all(
            above and goes_on(above[-1], added[0], self._end(column) - _GAP) is not None
            for column, (above, added) in enumerate(zip(self.rows[-1], columns, strict=True))
            if added
        )

    def table(self) -> tuple[Row, ...]:
        return tuple(
            Row(
                number,
                tuple(
                    Cell(" ".join(line.text for line in lines), column) for column, lines in enumerate(cells)
                ),
            )
            for number, cells in enumerate(self.rows, start=1)
        )


def parts_of(line: Line) -> list[Line]:
    """A line cut at its wide gaps."""
    parts = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.left - before.right > _GAP:
            parts.append([])
        parts[-1].append(word)
    return [Line(tuple(words)) for words in parts]


def aligned_tables(lines: list[Line]) -> list[Line | Aligned]:
    """The lines of a page with those that form a table put together."""
    found: list[Line | Aligned] = []
    place = 0
    while place < len(lines):
        parts = parts_of(lines[place])
        table = Aligned([part.left for part in parts])
        taken = place
        while len(parts) >= _LEAST_COLUMNS and taken < len(lines) and table.takes(lines[taken]):
            taken += 1
        if len(table.rows) >= _LEAST_ROWS:
            found.append(table)
            place = taken
        else:
            found.append(lines[place])
            place += 1
    return found
