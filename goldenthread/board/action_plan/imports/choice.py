"""Which tables of a file are the plan: several may be one plan, but two plans are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from goldenthread.board.action_plan.imports.columns import Field, names_lead_and_deadline
from goldenthread.board.action_plan.imports.grid import Grid
from goldenthread.board.action_plan.imports.layouts import (
    Layout,
    agreed,
    chosen_layout,
    find_layout,
    looks_like_plan,
    recognised_headings,
    shaded_column,
)
from goldenthread.board.action_plan.imports.lines import holds_actions
from goldenthread.board.action_plan.imports.numbers import split_heading
from goldenthread.board.action_plan.imports.reading import CannotReadPlan
from goldenthread.board.action_plan.imports.realign import realigned
from goldenthread.board.action_plan.imports.rows import PlanTable
from goldenthread.board.action_plan.imports.titles import find_title, heading_of_part, same_plan

_COMPLETED = re.compile(r"\b(?:completed?|closed|archived?|done)\b(?! by)", re.IGNORECASE)
_ALIKE = 0.6
_NAMED = 3
_PLAIN = frozenset({"text", "csv"})
"""Kinds of file whose rows may lose empty cells."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has chosen on the page for matching columns, table by table."""

    columns: Mapping[str, Mapping[int, Field]]
    header_rows: Mapping[str, int]

    def layout(self, grid: Grid) -> Layout | None:
        header_row = self.header_rows.get(grid.place)
        if grid.place in self.columns:
            return chosen_layout(grid, self.columns[grid.place], header_row=header_row)
        return find_layout(grid, header_row=header_row)


@dataclass(frozen=True, slots=True)
class Chosen:
    tables: tuple[PlanTable, ...]
    left_out: tuple[str, ...]
    """Places of tables that look like a list of actions beside the plan."""


def choose_tables(grids: Sequence[Grid], choices: Choices, *, kind: str) -> Chosen:
    """The tables that make up the plan. Raises CannotReadPlan where there is none, or more than one plan."""
    layouts = [choices.layout(grid) for grid in grids]
    if choices.columns:
        wanted = [
            (grid, layout)
            for grid, layout in zip(grids, layouts, strict=True)
            if grid.place in choices.columns
        ]
        return Chosen(_prepared([(grid, layout) for grid, layout in wanted if layout], kind), ())
    plans = _plans(_with_continuations(grids, agreed(grids, layouts), may_lose_cells=kind in _PLAIN))
    if not plans:
        raise CannotReadPlan(_no_plan(grids))
    strong = [plan for plan in plans if _names_recommendations(plan)] or plans
    if len(strong) > 1:
        raise CannotReadPlan(_two_plans([plan[0][0].place for plan in strong]))
    left_out = [grid.place for plan in plans if plan is not strong[0] for grid, _ in plan]
    return Chosen(_prepared(strong[0], kind), tuple(left_out))


_Part = tuple[Grid, Layout]


def _with_continuations(
    grids: Sequence[Grid], layouts: Sequence[Layout | None], *, may_lose_cells: bool
) -> list[_Part]:
    """The tables that read like a plan, and those that carry one on without a heading of their own."""
    parts: list[_Part] = []
    before: _Part | None = None
    for grid, layout in zip(grids, layouts, strict=True):
        if layout and looks_like_plan(layout):
            before = grid, layout
        elif layout is None and before and _carries_on(grid, before[1], may_lose_cells=may_lose_cells):
            before = grid, replace(before[1], header=())
        else:
            before = None
        if before:
            parts.append(before)
    return parts


def _carries_on(grid: Grid, layout: Layout, *, may_lose_cells: bool) -> bool:
    """Whether a table without headings has the columns of the one before it, and no title of its own."""
    columns = len(layout.headings)
    as_wide = grid.width == columns or (may_lose_cells and columns < 2 * grid.width < 2 * columns)
    return as_wide and (not grid.lead_in or any(split_heading(line) for line in grid.lead_in))


def _plans(parts: Sequence[_Part]) -> list[list[_Part]]:
    """The parts gathered into plans, in the order of the file."""
    plans: list[list[_Part]] = []
    for part in parts:
        plan = next((plan for plan in plans if _belongs(part, plan)), None)
        if plan is None:
            plans.append([part])
        else:
            plan.append(part)
    return plans


def _belongs(part: _Part, plan: Sequence[_Part]) -> bool:
    _, layout = part
    _, first = plan[0]
    title, first_title = _title(part), _title(plan[0])
    if title and first_title and not same_plan(title, first_title):
        return False
    if not layout.header or layout.match.columns == first.match.columns:
        return True
    together = len(layout.words & first.words)
    return together >= _ALIKE * min(len(layout.words), len(first.words))


def _title(part: _Part) -> str | None:
    grid, layout = part
    rows = grid.rows[: layout.header[0]] if layout.header else ()
    above = [cell.text for row in rows if len(row.cells) == 1 for cell in row.cells]
    return find_title([grid.place, *grid.lead_in, *above])


def _names_recommendations(plan: Sequence[_Part]) -> bool:
    return any(
        layout.has(Field.RECOMMENDATION) or any(split_heading(line) for line in grid.lead_in)
        for grid, layout in plan
    )


def _prepared(parts: Sequence[_Part], kind: str) -> tuple[PlanTable, ...]:
    tables = []
    before: tuple[str, ...] = ()
    for grid, layout in parts:
        table = _prepare(grid, layout, kind, several=len(parts) > 1)
        tables.append(replace(table, carries_on=layout.headings == before))
        before = layout.headings
    return tuple(tables)


def _prepare(grid: Grid, layout: Layout, kind: str, *, several: bool) -> PlanTable:
    moved: frozenset[int] = frozenset()
    if kind in _PLAIN:
        grid, moved = realigned(grid, layout)
    progress = layout.column(Field.PROGRESS)
    in_progress = False
    if progress is not None and not layout.has(Field.ACTION):
        rows = grid.rows[layout.header[-1] + 1 if layout.header else 0 :]
        in_progress = holds_actions([row.text(progress) for row in rows])
    return PlanTable(
        grid,
        layout,
        realigned=moved,
        shaded=None if layout.has(Field.RAG) else shaded_column(grid, layout),
        lead_with_deadline=_lead_with_deadline(layout),
        heading=heading_of_part(grid.lead_in, one_of_several=several),
        actions_in_progress=in_progress,
        wrapped=kind == "pdf",
        completed=bool(_COMPLETED.search(grid.place)),
    )


def _lead_with_deadline(layout: Layout) -> int | None:
    """A column that holds both, because its heading says so and no other column holds one of them."""
    lead, deadline = layout.column(Field.LEAD), layout.column(Field.DEADLINE)
    column = lead if deadline is None else deadline if lead is None else None
    return column if column is not None and names_lead_and_deadline(layout.headings[column]) else None


def _two_plans(places: Sequence[str]) -> str:
    named = ", ".join(places[:-1]) + f" and {places[-1]}"
    return (
        f"The file holds {len(places)} different plans, which begin at {named}."
        " Import them one at a time: save each in a file of its own, or choose the columns of one of them."
    )


def _no_plan(grids: Sequence[Grid]) -> str:
    """Says which headings were recognised. Nothing else of the file is repeated: it may be anything."""
    named = [f"{grid.place}: {', '.join(words)}" for grid in grids if (words := recognised_headings(grid))]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    if named:
        seen = f"The headings recognised were {'; '.join(named[:_NAMED])}{more}."
    elif grids:
        seen = "No row of headings was recognised in its tables."
    else:
        seen = "It holds no table."
    return (
        "No action plan was found in the file. A plan has a column of actions or recommendations, and beside it"
        f" a lead, a deadline, progress or a RAG rating. {seen} Choose the columns yourself, or send another file."
    )
