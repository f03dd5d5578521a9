"""What every reader gives: tables of cells, and where each cell stood.

Readers report what a file holds. They know nothing of plans or children, and give no column a meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid. A merged cell stands once, at its top left, and says how far it reaches."""

    text: str
    """The text as a reader of the page sees it; lines of a cell are divided by \\n, and empty lines are kept:
    the lines of neighbouring cells may answer each other."""
    column: int
    """Place in the grid from the left, counted from 0."""
    column_span: int = 1
    row_span: int = 1
    struck: bool = False
    """All of the text is struck through."""
    fill: str | None = None
    """Background colour as "#RRGGBB" in capitals; None where it has none (or white)."""
    number_format: str | None = None
    """The spreadsheet's own format code, where it has one."""
    value: date | float | bool | None = None
    """The stored value where the file holds a date or a number and not only text."""
    struck_text: str = ""
    """The part that is struck through, where other text of the cell is not."""
    hidden: bool = False
    """In a hidden column."""


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    """As a person would count it in the file, from 1: the sheet's row, the table's row, the text's line.

    Empty rows of a sheet are left out, so numbers may jump; a merged cell's `row_span` counts them.
    """
    cells: tuple[Cell, ...]
    """From left to right, without those that a merged cell covers."""
    hidden: bool = False
    header: bool = False
    """The file itself marks this row as a heading that repeats on each page."""

    def at(self, column: int) -> Cell | None:
        """The cell that covers a grid column, or None."""
        return next(
            (cell for cell in self.cells if cell.column <= column < cell.column + cell.column_span),
            None,
        )


@dataclass(frozen=True, slots=True)
class Table:
    place: str
    """Where it stands, in words: "table 2", "sheet 'Plan'", "page 3, table 1"."""
    rows: tuple[Row, ...]
    lead_in: tuple[str, ...] = ()
    """Paragraphs between the table before it (or the beginning) and this table."""
    hidden: bool = False
    """A hidden worksheet."""


@dataclass(frozen=True, slots=True)
class FileTables:
    """All that a reader found in one file."""

    kind: str
    """"docx", "xlsx", "xls", "ods", "csv", "text", "pdf" or "html"."""
    tables: tuple[Table, ...]
    closing: tuple[str, ...] = ()
    """Paragraphs after the last table (of the whole text, where there is no table)."""
    rows_counted: int = 0
    """Rows found by a second, independent way of counting; equal to the rows of all tables."""
    remarks: tuple[str, ...] = field(default=())
    """What the person should know: a hidden sheet, an encoding that was guessed. Never repeats a cell."""


def trimmed(text: str) -> str:
    """A cell's text without the blanks around it, but with its empty lines."""
    return text.strip(" \t\r\xa0") if text.strip() else ""


class CannotRead(Exception):
    """The file cannot be read. The message is one sentence for the person: what is wrong and what to do."""
