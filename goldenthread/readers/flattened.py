"""Tables in plain text whose columns are divided by runs of spaces, as converters leave them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .table import Cell, Row

_PIECE = re.compile(r"\S+(?: \S+)*")
_FEWEST_HEADINGS = 3
_LONGEST_HEADING = 60
_NEARBY = 4
"""So many lines, blank ones included, may stand between two lines of a table."""
_IN_COLUMNS = 0.7


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two gaps, and where in the line they begin."""

    start: int
    text: str


Line = Mapping[int, Piece]
"""A line's pieces by column."""


def table_at(lines: Sequence[str], first: int) -> tuple[list[Row], int]:
    """The rows of the table that begins on a line (counted from 0), and the line after it; no rows if none does.

    A table begins with at least three short headings. Lines that carry on the cells above are joined to them.
    """
    headings = _pieces(lines[first])
    if len(headings) < _FEWEST_HEADINGS or any(len(each.text) > _LONGEST_HEADING for each in headings):
        return [], first
    end = _end(lines, first, headings)
    body = {place: _pieces(lines[place]) for place in range(first + 1, end) if lines[place].strip()}
    if not any(len(found) >= _FEWEST_HEADINGS for found in body.values()):
        return [], first
    columns = _Columns.of(headings, list(body.values()))
    drafts = [_Draft(first, columns.starts, dict(enumerate(headings)))]
    for place, found in body.items():
        line = columns.placed(found)
        if not drafts[-1].carries_on(place, line, by_place=columns.stand):
            drafts.append(_Draft(place, columns.starts, line))
    return [draft.row() for draft in drafts], end


def _pieces(line: str) -> list[Piece]:
    return [Piece(found.start(), found[0]) for found in _PIECE.finditer(line)]


def _end(lines: Sequence[str], first: int, headings: Sequence[Piece]) -> int:
    """The line after the table's last: no other line of several pieces follows nearby, or one with tabs does."""
    last = first
    for place in range(first + 1, len(lines)):
        if place - last > _NEARBY or "\t" in lines[place]:
            break
        found = _pieces(lines[place])
        if len(found) > 1 or (place == last + 1 and found and _carries_on(found[0], headings)):
            last = place
    return last + 1


def _carries_on(piece: Piece, headings: Sequence[Piece]) -> bool:
    """A single piece right under a line of the table, in a later column or in the middle of a sentence."""
    return piece.start >= headings[1].start - 1 or piece.text[0].islower()


@dataclass(frozen=True, slots=True)
class _Columns:
    starts: tuple[int, ...]
    stand: bool
    """The pieces stand under their headings, as in a table drawn with spaces."""
    gap: int
    """The spaces that stand for one tab; 0 where the gaps differ."""

    @classmethod
    def of(cls, headings: Sequence[Piece], body: Sequence[Sequence[Piece]]) -> _Columns:
        starts = tuple(each.start for each in headings)
        later = [each.start for found in body for each in found if each.start > starts[0]]
        under = sum(any(abs(start - other) <= 1 for other in starts) for start in later)
        gaps = {after.start - _after(before) for before, after in pairwise(headings)}
        return cls(starts, under >= _IN_COLUMNS * len(later), gaps.pop() if len(gaps) == 1 else 0)

    def placed(self, found: Sequence[Piece]) -> dict[int, Piece]:
        """Each piece in its column: by its place, by the width of the gap before it, or simply in order."""
        if self.stand:
            return {self._under(each): each for each in found}
        line: dict[int, Piece] = {}
        column, reached = -1, 0
        for each in found:
            gap = each.start - reached
            steps = gap / self.gap if self.gap and gap % self.gap == 0 else 1
            if column < 0:
                steps = steps + 1 if self.gap and gap % self.gap == 0 else min(gap, 2) // 2 + 1
            column += max(int(steps), 1)
            line[column] = each
            reached = _after(each)
        return line

    def _under(self, piece: Piece) -> int:
        return max(
            (column for column, start in enumerate(self.starts) if start <= piece.start + 1), default=0
        )


def _after(piece: Piece) -> int:
    return piece.start + len(piece.text)


@dataclass(slots=True)
class _Draft:
    """A row that may go on over several lines."""

    first: int
    starts: tuple[int, ...]
    line: Line
    cells: dict[int, list[str]] = field(default_factory=dict)
    last: int = -1

    def __post_init__(self) -> None:
        self.cells = {column: [piece.text] for column, piece in self.line.items()}
        self.last = self.first

    def carries_on(self, place: int, line: Line, *, by_place: bool) -> bool:
        """Takes a line into this row, if all of its pieces carry on what stands right above them."""
        goes_on = by_place and place == self.last + 1 and all(self._wraps(*piece) for piece in line.items())
        if goes_on:
            for column, piece in line.items():
                self.cells[column].append(piece.text)
            self.line, self.last = line, place
        return goes_on

    def _wraps(self, column: int, piece: Piece) -> bool:
        """In the middle of a sentence, or a word that had no room at the end of the line above."""
        above = self.line.get(column)
        if above is None:
            return False
        if piece.text[0].islower():
            return True
        if column + 1 >= len(self.starts):
            return False
        room = self.starts[column + 1] - self.starts[column] - 1
        return len(above.text) + 1 + len(piece.text.split()[0]) > room

    def row(self) -> Row:
        """Row numbers are line numbers, counted from 1."""
        cells = tuple(Cell(" ".join(lines), column) for column, lines in sorted(self.cells.items()))
        return Row(self.first + 1, cells)
