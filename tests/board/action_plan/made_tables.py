"""Tables as a reader would give them, and what was read from them, in few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.board.action_plan.imports import PlanReading, as_json, read_plan
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.readers.table import Cell, FileTables, Row, Table

HEAD = ("Recommendation", "Action", "Lead", "Progress", "Deadline")
HEAR = "12. Hear every child in the city"
TRAIN = "13. Train all who work with children"
Place = str | Cell | None


def table(
    *rows: Sequence[Place], place: str = "table 1", lead_in: tuple[str, ...] = (), hidden: bool = False
) -> Table:
    """None is a place that a merged cell covers."""
    return Table(
        place,
        tuple(
            Row(number, tuple(_cell(cell, column) for column, cell in enumerate(row) if cell is not None))
            for number, row in enumerate(rows, start=1)
        ),
        lead_in,
        hidden,
    )


def _cell(cell: str | Cell, column: int) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(cell, column)


def reading(*tables: Table, kind: str = "docx", closing: tuple[str, ...] = ()) -> PlanReading:
    return read_plan(FileTables(kind, tables, closing))


def told(found: PlanReading, *names: str) -> list[tuple[Any, ...]]:
    """Of each action, the parts of these names."""
    actions = [action for row in as_json(found)["rows"] for action in row["actions"]]
    return [tuple(action[name] for name in names) for action in actions]


def refs(found: PlanReading) -> list[tuple[str, str]]:
    return [(each.ref, each.recommendation) for each in found.recommendations]


def codes(found: PlanReading) -> set[Code]:
    return {finding.code for finding in found.findings}
