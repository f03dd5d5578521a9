"""Reads an action plan from the tables of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from goldenthread.board.action_plan.imports.choice import Choices, Chosen, choose_tables
from goldenthread.board.action_plan.imports.columns import Field
from goldenthread.board.action_plan.imports.crosswalk import with_other_numbers
from goldenthread.board.action_plan.imports.finish import Meaning, fills_of, finished, lines_of
from goldenthread.board.action_plan.imports.grid import Grid, grid_of
from goldenthread.board.action_plan.imports.layouts import describe, find_layout
from goldenthread.board.action_plan.imports.reading import (
    FoundTable,
    PlanReading,
    ReadRecommendation,
    RowAccount,
    RowUse,
    Source,
    last_day_of,
)
from goldenthread.board.action_plan.imports.rows import PlanTable
from goldenthread.board.action_plan.imports.titles import date_of_heading, find_plan_updated
from goldenthread.board.action_plan.imports.walk import Walk
from goldenthread.board.action_plan.rules.findings import Code, Finding
from goldenthread.board.action_plan.rules.linter import likely_numbers, lint
from goldenthread.board.action_plan.rules.periods import Period
from goldenthread.board.action_plan.rules.rag import Rag, read_key
from goldenthread.readers.table import FileTables

_KEY_ROWS = 12


def read_plan(
    tables: FileTables,
    *,
    columns: Mapping[str, Mapping[int, Field]] | None = None,
    header_rows: Mapping[str, int] | None = None,
    values: Mapping[Field, Mapping[str, str]] | None = None,
) -> PlanReading:
    """The plan that a file holds. Raises CannotReadPlan where there is none, or more than one.

    A person's choices go before guesses: `columns` (a table's place → column → field; then only those tables
    are read), `header_rows` (place → row number) and `values` (field → the cell's text → what it means).
    """
    grids = [grid_of(table) for table in tables.tables]
    chosen = choose_tables(grids, Choices(columns or {}, header_rows or {}), kind=tables.kind)
    walk = Walk()
    for table in chosen.tables:
        walk.read(table)
    plan_updated = _plan_updated(chosen.tables, walk.asides, tables.closing)
    outside = [grid for grid in grids if grid.place not in {table.grid.place for table in chosen.tables}]
    meaning = Meaning(
        last_day_of(plan_updated), _key(tables, walk.asides, outside), values or {}, fills_of(walk.book.all)
    )
    numbered = tuple(_with_likely_numbers(list(finished(walk.book.all, meaning))))
    recommendations = with_other_numbers(numbered, _paragraphs(tables))
    findings = (
        *_about_file(tables, chosen),
        *walk.findings,
        *_about_ratings(recommendations),
        *lint(list(lines_of(recommendations)), plan_updated=last_day_of(plan_updated)),
    )
    return PlanReading(
        plan_updated,
        recommendations,
        findings,
        tuple(describe(grid, find_layout(grid)) for grid in grids),
        _in_order_of_file(grids, walk.rows),
    )


def find_tables(tables: FileTables) -> tuple[FoundTable, ...]:
    """Every table of the file with its heading, what its columns seem to mean, and sample values."""
    return tuple(describe(grid, find_layout(grid)) for grid in map(grid_of, tables.tables))


def _plan_updated(
    tables: Sequence[PlanTable], asides: Sequence[str], closing: Sequence[str]
) -> Period | None:
    """From the title above the plan, else from below it, else from the heading of its progress column."""
    headings = [
        table.layout.headings[column]
        for table in tables
        if (column := table.layout.column(Field.PROGRESS)) is not None
    ]
    return (
        find_plan_updated([*tables[0].grid.lead_in, *asides])
        or find_plan_updated(closing)
        or next(filter(None, map(date_of_heading, headings)), None)
    )


def _paragraphs(tables: FileTables) -> Iterator[str]:
    for table in tables.tables:
        yield from table.lead_in
    yield from tables.closing


def _key(tables: FileTables, asides: Iterable[str], outside: Iterable[Grid]) -> dict[str, Rag]:
    """The plan's own key to letters and scores, wherever it stands around the plan."""
    small = (
        "\t".join(cell.text for cell in row.cells)
        for grid in outside
        if len(grid.rows) <= _KEY_ROWS
        for row in grid.rows
    )
    return read_key([*asides, *tables.closing, *small, *_paragraphs(tables)])


def _with_likely_numbers(recommendations: Sequence[ReadRecommendation]) -> Iterator[ReadRecommendation]:
    likely = likely_numbers([each.ref for each in recommendations])
    for place, each in enumerate(recommendations):
        yield replace(each, likely_ref=likely.get(place))


def _about_file(tables: FileTables, chosen: Chosen) -> Iterator[Finding]:
    counted = sum(len(table.rows) for table in tables.tables)
    if tables.rows_counted and tables.rows_counted != counted:
        message = (
            f"{counted} rows were read, but another way of counting finds {tables.rows_counted}. "
            "Compare with the file."
        )
        yield Finding(Code.ROWS_MISCOUNTED, "", message)
    for place in chosen.left_out:
        message = "This table lists actions but is not part of the plan, so it was left out."
        yield Finding(Code.TABLE_LEFT_OUT, place, message)
    for table in chosen.tables:
        if table.shaded is not None:
            heading = table.layout.headings[table.shaded]
            message = f"The ratings were taken from the shading of the column “{heading}”. Check them."
            yield Finding(Code.RAG_BY_SHADING, table.grid.place, message)
    if not any(table.layout.has(Field.ACTION) for table in chosen.tables):
        yield Finding(Code.NO_ACTION_COLUMN, chosen.tables[0].grid.place, _no_action_column(chosen.tables[0]))


def _about_ratings(recommendations: Iterable[ReadRecommendation]) -> Iterator[Finding]:
    for each in recommendations:
        for action in each.actions:
            if action.rag_raw and action.rag is Rag.NONE:
                message = f"“{action.rag_raw}” is not a rating that we know. Say what it means."
                yield Finding(Code.RAG_NOT_UNDERSTOOD, action.sources[0].words, message)


def _no_action_column(table: PlanTable) -> str:
    taken = "the first half of each line of progress" if table.actions_in_progress else "each recommendation"
    return f"The plan has no column of actions. We took {taken} as the action; check them."


def _in_order_of_file(grids: Iterable[Grid], rows: Iterable[RowAccount]) -> tuple[RowAccount, ...]:
    uses = {account.source: account.use for account in rows}
    sources = (Source(grid.place, row.number) for grid in grids for row in grid.rows)
    return tuple(RowAccount(source, uses.get(source, RowUse.OUTSIDE)) for source in sources)
