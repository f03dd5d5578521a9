"""From the tables of a file to a plan: finds the plan, gives its columns meaning, and reports every doubt."""

from goldenthread.board.action_plan.imports.columns import Certainty, ColumnMatch, Field, match_columns
from goldenthread.board.action_plan.imports.read import find_tables, read_plan
from goldenthread.board.action_plan.imports.reading import (
    CannotReadPlan,
    FoundTable,
    Kind,
    PlanReading,
    ReadAction,
    ReadRecommendation,
    RowAccount,
    RowUse,
    Source,
    as_json,
)

__all__ = [
    "CannotReadPlan",
    "Certainty",
    "ColumnMatch",
    "Field",
    "FoundTable",
    "Kind",
    "PlanReading",
    "ReadAction",
    "ReadRecommendation",
    "RowAccount",
    "RowUse",
    "Source",
    "as_json",
    "find_tables",
    "match_columns",
    "read_plan",
]
