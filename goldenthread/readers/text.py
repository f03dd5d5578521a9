"""Plain text, such as is copied or extracted from Word or PDF: paragraphs, and tables by tabs or by spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .encoding import Decoded
from .flattened import table_at
from .limits import Limits
from .table import CannotRead, Cell, FileTables, Row, Table

_LINE = re.compile(r"\r\n|\r|\n|\x0c")
_RULE = re.compile(r"\s*:?-{2,}:?\s*")
_MARKDOWN = re.compile(r"^\s*#{1,6}\s+|\*\*|__")


def read_text(decoded: Decoded, limits: Limits) -> FileTables:
    """A table for each run of lines with tabs, or with gaps beneath headings; other lines are paragraphs."""
    walk = _Walk()
    lines = [_without_bars(line) for line in _LINE.split(decoded.text)]
    if len(lines) > limits.rows:
        raise CannotRead(f"The file has more than {limits.rows:,} lines: send it in parts.")
    place = 0
    while place < len(lines):
        rows, end = table_at(lines, place) if "\t" not in lines[place] else ([], place)
        if rows:
            walk.flattened(rows)
        else:
            walk.line(place + 1, lines[place], lines[place + 1] if place + 1 < len(lines) else "")
        place = max(end, place + 1)
    walk.end_table()
    counted = sum(1 for line in lines if "\t" in line.rstrip("\r") and line.strip()) + walk.joined
    return FileTables("text", tuple(walk.tables), tuple(walk.paragraphs), counted, decoded.remarks)


def _without_bars(line: str) -> str:
    """A line that bars divide into three cells or more, with tabs in their place; a ruled line as an empty row."""
    if line.count("|") < 2:
        return line
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return "\t".join("" if _RULE.fullmatch(cell) else cell.strip() for cell in cells)


@dataclass
class _Walk:
    tables: list[Table] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    joined: int = 0
    """Rows without a tab: lines inside a table of tabs, and rows of tables that spaces divide."""

    def flattened(self, rows: list[Row]) -> None:
        """A whole table whose columns are divided by spaces."""
        self.end_table()
        self.rows = rows
        self.joined += len(rows)
        self.end_table()

    def line(self, number: int, line: str, after: str) -> None:
        if not line.strip():
            if "\t" not in line:  # a line of tabs alone is an empty row, which says nothing and ends nothing
                self.end_table()
        elif "\t" in line:
            self.rows.append(_row(number, line))
        elif self.rows and "\t" in after and after.strip():
            self.joined += 1
            self.rows.append(_row(number, line))
        else:
            self.end_table()
            self.paragraphs.append(_MARKDOWN.sub("", line).strip())

    def end_table(self) -> None:
        if not self.rows:
            return
        place = f"lines {self.rows[0].number} to {self.rows[-1].number}"
        self.tables.append(Table(place, tuple(self.rows), tuple(self.paragraphs)))
        self.rows, self.paragraphs = [], []


def _row(number: int, line: str) -> Row:
    return Row(number, tuple(Cell(text.strip(), column) for column, text in enumerate(line.split("\t"))))
