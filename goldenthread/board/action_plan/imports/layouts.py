"""Finds the heading of a table, wherever it stands, and with it what each column means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from goldenthread.board.action_plan.imports.columns import (
    Certainty,
    ColumnMatch,
    Field,
    best_meaning,
    label_words,
    match_columns,
    meanings,
)
from goldenthread.board.action_plan.imports.grid import Grid, GridRow, written
from goldenthread.board.action_plan.imports.reading import FoundTable
from goldenthread.board.action_plan.rules.rag import Rag, is_tint, read_fills

_SAMPLED = 200
_SHOWN = 3
_SEARCHED = 20
_SHORT = 60
_DOTTED = re.compile(r"\W*[A-Za-z]{0,3}\d+(?:\.\d+)+\W*")
LONGEST_HEADING = 90
_USUAL_HEADING = 40
_STATEMENTS = frozenset({Field.ACTION, Field.RECOMMENDATION})
_BESIDE = frozenset({Field.LEAD, Field.DEADLINE, Field.PROGRESS, Field.RAG})


@dataclass(frozen=True, slots=True)
class Layout:
    """How one table is to be read."""

    header: tuple[int, ...]
    """Places of the heading's rows in the grid; empty where the table has none."""
    headings: tuple[str, ...]
    match: ColumnMatch

    def column(self, field: Field) -> int | None:
        return self.match.columns.get(field)

    def has(self, field: Field) -> bool:
        return field in self.match.columns

    @property
    def words(self) -> frozenset[str]:
        return _words(self.headings)


@lru_cache(maxsize=256)
def _words(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(label_words, headings)))


def find_layout(grid: Grid, *, header_row: int | None = None) -> Layout | None:
    """The table's heading and columns, or None. `header_row` is the row number a person has chosen."""
    header = _chosen_header(grid, header_row) if header_row is not None else _find_header(grid)
    return layout_under(grid, header) if header else None


def layout_under(grid: Grid, header: tuple[int, ...]) -> Layout:
    """The layout for a heading that stands in these places of the grid."""
    headings = _headings([grid.rows[place] for place in header], grid.width)
    return Layout(header, headings, _match(headings, _rows_under(grid, header, headings)))


def agreed(grids: Sequence[Grid], layouts: Sequence[Layout | None]) -> list[Layout | None]:
    """The layouts, where tables with the same headings are judged by the values of all of them."""
    rows: dict[tuple[str, ...], list[GridRow]] = {}
    for grid, layout in zip(grids, layouts, strict=True):
        if layout:
            rows.setdefault(layout.headings, []).extend(_rows_under(grid, layout.header, layout.headings))
    matches = {headings: _match(headings, together[:_SAMPLED]) for headings, together in rows.items()}
    return [replace(layout, match=matches[layout.headings]) if layout else None for layout in layouts]


def _rows_under(grid: Grid, header: tuple[int, ...], headings: tuple[str, ...]) -> list[GridRow]:
    """The rows from which a column's values can be judged: no repeated headings, no bands and titles."""
    words = _words(headings)
    sampled = grid.rows[header[-1] + 1 :][:_SAMPLED]
    return [row for row in sampled if len(row.cells) > 1 and not repeats(row, words)]


def _match(headings: tuple[str, ...], rows: Sequence[GridRow]) -> ColumnMatch:
    values = [_values(rows, column) for column in range(len(headings))]
    return _with_action_numbers(match_columns(headings, values), rows)


def chosen_layout(grid: Grid, columns: Mapping[int, Field], *, header_row: int | None = None) -> Layout:
    """The layout that a person has chosen, under the heading that was found or chosen."""
    found = find_layout(grid, header_row=header_row)
    match = ColumnMatch(
        {field: column for column, field in columns.items()},
        dict.fromkeys(columns.values(), Certainty.CHOSEN),
    )
    return replace(found, match=match) if found else Layout((), ("",) * grid.width, match)


def looks_like_plan(layout: Layout) -> bool:
    """Actions, or plainly recommendations, with something beside them that makes them a plan."""
    fields = layout.match.fields
    beside = len(fields & _BESIDE)
    if Field.ACTION in fields:
        return beside >= 1
    column = layout.column(Field.RECOMMENDATION)
    if column is None or beside < 2:
        return False
    return Field.LEAD in fields or "recommendation" in label_words(layout.headings[column])


def repeats(row: GridRow, words: frozenset[str]) -> bool:
    """Whether the row says again what a heading says."""
    return len(row.cells) > 1 and all(
        len(cell.text) <= LONGEST_HEADING and label_words(cell.text) in words for cell in row.cells
    )


def is_header(row: GridRow) -> bool:
    """Whether a row names columns of a plan."""
    if sum(len(cell.text) for cell in row.cells) > _USUAL_HEADING * len(row.cells):
        return False
    return _names_columns([cell.text for cell in row.cells], marked=row.marked_as_header)


def recognised_headings(grid: Grid) -> tuple[str, ...]:
    """Of the row that has most of them, the cells that are headings of a plan. Never any other text."""
    rows = (row for row in grid.rows[:_SEARCHED] if all(len(cell.text) <= _SHORT for cell in row.cells))
    named = ([cell.text.strip() for cell in row.cells if best_meaning(cell.text)] for row in rows)
    best = max(named, key=len, default=[])
    return tuple(" ".join(text.split()) for text in best) if len(best) > 2 else ()


def shaded_column(grid: Grid, layout: Layout) -> int | None:
    """The column whose shading tells red from green, in a plan without a column of ratings."""
    rows = _rows_under(grid, layout.header, layout.headings) if layout.header else list(grid.rows)
    best: tuple[int, int] | None = None
    for column in range(grid.width):
        fills = [
            cell.fill for row in rows if (cell := row.own[column]) and cell.fill and not is_tint(cell.fill)
        ]
        colours = set(read_fills(fills).values()) - {Rag.GREY}
        if len(colours) > 1 and colours & {Rag.RED, Rag.GREEN} and (best is None or len(fills) > best[0]):
            best = len(fills), column
    return best[1] if best else None


def describe(grid: Grid, layout: Layout | None) -> FoundTable:
    """A table as the page for matching columns shows it."""
    if layout is None:
        layout = Layout((), ("",) * grid.width, ColumnMatch({}, {}))
    rows = grid.rows[layout.header[-1] + 1 if layout.header else 0 :]
    return FoundTable(
        grid.place,
        tuple(grid.rows[place].number for place in layout.header),
        layout.headings,
        layout.match,
        tuple(tuple(_first(_values(rows[:_SAMPLED], column))) for column in range(grid.width)),
        bool(layout.match.columns) and looks_like_plan(layout),
        grid.hidden,
    )


def _first(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if text.strip()][:_SHOWN]


def _values(rows: Sequence[GridRow], column: int) -> list[str]:
    return [written(cell) if (cell := row.own[column]) else "" for row in rows]


def _chosen_header(grid: Grid, number: int) -> tuple[int, ...]:
    return tuple(place for place, row in enumerate(grid.rows) if row.number == number)


def _find_header(grid: Grid) -> tuple[int, ...]:
    for place, row in enumerate(grid.rows):
        below = grid.rows[place + 1] if place + 1 < len(grid.rows) else None
        if below is not None and _divides(row, below):
            both = _headings([row, below], grid.width)
            if _names_columns([*filter(None, both)], marked=row.marked_as_header):
                return place, place + 1
        if is_header(row):
            return (place,)
    return ()


def _names_columns(texts: Sequence[str], *, marked: bool) -> bool:
    if len(texts) < 2 or any(len(text) > LONGEST_HEADING for text in texts):
        return False
    named = [field for field in map(best_meaning, texts) if field]
    fields = set(named)
    if 2 * len(named) < len(texts) or not fields & (_STATEMENTS | {Field.PROGRESS}):
        return False
    return len(fields) >= 3 or (len(fields) == 2 and (marked or len(texts) == 2))


def _divides(upper: GridRow, lower: GridRow) -> bool:
    """Whether a second row of headings divides wide headings of the first: "Delivery" over "Lead" and "By when"."""
    wide = [cell for cell in upper.cells if cell.column_span > 1]
    if not wide or not lower.cells or any(len(cell.text) > 40 for cell in lower.cells):
        return False
    under = {place for cell in wide for place in range(cell.column, cell.column + cell.column_span)}
    beneath = [cell for cell in lower.cells if cell.column in under]
    return len(beneath) >= 2 and any(meanings(label_words(cell.text)) for cell in beneath)


def _headings(rows: Sequence[GridRow], width: int) -> tuple[str, ...]:
    headings = [""] * width
    for row in rows:
        for cell in row.cells:
            for column in range(cell.column, min(cell.column + cell.column_span, width)):
                headings[column] = _joined(headings[column], " ".join(cell.text.split()))
    return tuple(headings)


def _joined(upper: str, lower: str) -> str:
    """The lower heading, if it means something by itself."""
    return lower if not upper or meanings(label_words(lower)) else f"{upper} {lower}"


def _with_action_numbers(match: ColumnMatch, rows: Sequence[GridRow]) -> ColumnMatch:
    """Numbers that go on where no new recommendation begins are the actions' own."""
    numbers, statements = match.columns.get(Field.REF), match.columns.get(Field.RECOMMENDATION)
    if numbers is None or Field.ACTION_NUMBER in match.columns:
        return match
    numbered = [row for row in rows if row.text(numbers)]
    alone = [row for row in numbered if statements is None or not row.text(statements)]
    if statements is None:
        return _renamed(match) if Field.ACTION in match.columns else match
    within = any(_DOTTED.fullmatch(row.text(numbers)) for row in alone)
    return _renamed(match) if within or 2 * len(alone) >= max(len(numbered), 1) else match


def _renamed(match: ColumnMatch) -> ColumnMatch:
    def new(field: Field) -> Field:
        return Field.ACTION_NUMBER if field is Field.REF else field

    return ColumnMatch(
        {new(field): column for field, column in match.columns.items()},
        {new(field): certainty for field, certainty in match.certainty.items()},
    )


def extra_columns(layout: Layout) -> Iterator[tuple[int, str]]:
    """Columns that mean nothing to a plan, with their headings."""
    placed = set(layout.match.columns.values())
    for column, heading in enumerate(layout.headings):
        if column not in placed:
            yield column, heading or f"column {column + 1}"
