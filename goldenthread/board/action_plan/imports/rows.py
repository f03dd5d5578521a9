"""What one row of a plan's table holds, before it is known where it belongs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from goldenthread.board.action_plan.imports.columns import Field
from goldenthread.board.action_plan.imports.drafts import Cells, CellText
from goldenthread.board.action_plan.imports.grid import Grid, GridRow
from goldenthread.board.action_plan.imports.layouts import Layout, extra_columns
from goldenthread.board.action_plan.imports.lines import unwrapped
from goldenthread.board.action_plan.rules.dates_in_text import find_dates
from goldenthread.board.action_plan.rules.deadlines import reads_as_deadline
from goldenthread.board.action_plan.rules.rag import is_tint
from goldenthread.readers.table import Cell

_NOTE = re.compile(
    r"^\W*(?:(?:sub-?|grand )?totals?|notes?|key|n\.?b\.?|source|rag key|please note|end of (?:table|plan|document)"
    r"|page \d+|continued|cont'?d)\b",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"[\s,;:(–-]*\b(?:by|before|due|deadline|target|end(?: of)?|w/c)?[\s:]*$", re.IGNORECASE
)
_LAST_PART = re.compile(r"\s*[\n,;–-]\s*([^\n,;–-]+)$")
_ORIGINAL = re.compile(
    r"\W*(?:original|initial|previous|first|old)\b.*\b(?:deadline|date|target|timescale)", re.IGNORECASE
)
_STATEMENTS = frozenset({Field.RECOMMENDATION, Field.ACTION})
_OVER_SEVERAL_ROWS = frozenset({Field.LEAD, Field.PROGRESS, Field.DEADLINE, Field.RAG})


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of the plan, and how it is to be read."""

    grid: Grid
    layout: Layout
    heading: tuple[str, str, tuple[str, ...]] | None = None
    """The recommendation that stands above the table: number, text, and lines between."""
    actions_in_progress: bool = False
    """The progress column holds "action – progress"."""
    wrapped: bool = False
    """The lines of its cells were broken by the page's width."""
    completed: bool = False
    """A sheet of completed actions."""
    shaded: int | None = None
    """The column whose shading is the rating, where no column is called so."""
    lead_with_deadline: int | None = None
    """A column that holds both, "Business Manager, March 2016"."""
    realigned: frozenset[int] = frozenset()
    """Numbers of the rows whose cells were moved to where they belong."""
    carries_on: bool = False
    """The table before it has the same headings, so that even rows above its own heading may be its rows."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row's cells by what their columns mean. Cells without text are left out."""

    cells: Cells
    merged: frozenset[Field]
    """Columns in which a merged cell of an earlier row reaches down to this row."""
    raw: dict[str, str]
    """All cells as they stood: heading → text."""
    extra: dict[str, str]

    def text(self, field: Field) -> str:
        cell = self.cells.get(field)
        return cell.text if cell else ""

    def own(self, fields: frozenset[Field]) -> Cells:
        """The row's own cells of these columns, without those that reach down from above."""
        return {field: cell for field, cell in self.cells.items() if field in fields - self.merged}


def plan_row(row: GridRow, table: PlanTable) -> PlanRow:
    cells: Cells = {}
    raw = {}
    wide = _wide(row, table.layout)
    columns = table.layout.match.columns
    merged = frozenset(field for field, column in columns.items() if _is_merged(row, column))
    for field, column in columns.items():
        cell = wide.get(field) or (row.above[column] if field in merged else row.own[column])
        if cell is None or (field in merged and field not in _OVER_SEVERAL_ROWS):
            continue
        text = CellText.of(cell)
        if text.text.strip():
            raw[table.layout.headings[column] or field.value] = text.text
            cells[field] = replace(text, text=unwrapped(text.text)) if table.wrapped else text
    cells.update(_shading(row, table, cells))
    if table.lead_with_deadline is not None:
        _divide_lead_from_deadline(cells)
    extra = {heading: row.text(column) for column, heading in extra_columns(table.layout) if row.text(column)}
    _join_deadlines(cells, extra)
    return PlanRow(cells, merged, raw | extra, extra)


def _is_merged(row: GridRow, column: int) -> bool:
    return row.own[column] is None and row.above[column] is not None


def _shading(row: GridRow, table: PlanTable, cells: Cells) -> Cells:
    """The rating that a cell's shading gives, where its text gives none."""
    column = table.layout.match.columns.get(Field.RAG, table.shaded)
    cell = (row.own[column] or row.above[column]) if column is not None else None
    if cell is None or not cell.fill or Field.RAG in cells or _belongs_to_row(cell.fill, row):
        return {}
    return {Field.RAG: CellText("", fill=cell.fill)}


def _divide_lead_from_deadline(cells: Cells) -> None:
    cell = cells.pop(Field.DEADLINE, None) or cells.pop(Field.LEAD, None)
    if cell is None:
        return
    lead, deadline = _lead_and_deadline(cell.text)
    texts = ((Field.LEAD, lead.strip(" \n,;:-–(")), (Field.DEADLINE, deadline.strip(" \n)")))
    cells.update({field: cell.with_text(text) for field, text in texts if text})


def _lead_and_deadline(text: str) -> tuple[str, str]:
    """Up to the first date stands the lead, from there the deadline; or a last part that means "no date yet"."""
    if dates := find_dates(text):
        start = dates[0].start
        before = _BEFORE_DATE.search(text, 0, start)
        return text[: before.start() if before else start], text[start:]
    last = _LAST_PART.search(text)
    if last and reads_as_deadline(last[1]):
        return text[: last.start()], last[1]
    return text, ""


def _join_deadlines(cells: Cells, extra: dict[str, str]) -> None:
    """A column of original deadlines beside the revised ones: the deadline was moved, or it still stands."""
    original = next((text for heading, text in extra.items() if _ORIGINAL.match(heading)), "")
    if not original:
        return
    revised = cells.get(Field.DEADLINE)
    cells[Field.DEADLINE] = (
        revised.with_text(f"{revised.text} (was {original})") if revised else CellText(original)
    )


def _wide(row: GridRow, layout: Layout) -> dict[Field, Cell]:
    """Cells that reach over several columns, by the column they are meant for: the statement's, if it is among them."""
    wide: dict[Field, Cell] = {}
    for cell in row.cells:
        if cell.column_span > 1:
            reached = [
                field
                for field, column in layout.match.columns.items()
                if cell.column <= column < cell.column + cell.column_span
            ]
            statements = [field for field in reached if field in _STATEMENTS]
            if reached:
                wide[(statements or reached)[0]] = cell
    return wide


def _belongs_to_row(fill: str, row: GridRow) -> bool:
    """Whether most of the row has this fill: a banded row, unless the colour is strong."""
    others = Counter(cell.fill for cell in row.own if cell is not None)
    return is_tint(fill) and others[fill] > 1


def is_note(row: GridRow) -> bool:
    """A total, a note or a key under or between the actions."""
    return bool(row.cells) and len(row.cells) <= 3 and bool(_NOTE.match(row.cells[0].text))
