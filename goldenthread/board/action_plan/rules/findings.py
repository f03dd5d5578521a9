"""What is doubtful about a plan, in words for the person who must settle it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Every kind of finding, in the order in which a person would settle them."""

    NO_LEAD = "no_lead"
    NO_DEADLINE = "no_deadline"
    NO_PROGRESS = "no_progress"
    NO_ACTION = "no_action"
    NO_RECOMMENDATION = "no_recommendation"
    NUMBER_MISSING = "number_missing"
    TEXT_CUT_OFF = "text_cut_off"
    CLAIM_AFTER_PLAN = "claim_after_plan"
    HIDDEN_ACTION = "hidden_action"
    SEVERAL_LEADS = "several_leads"
    OPEN_ENDED_DEADLINE = "open_ended_deadline"
    AMBIGUOUS_DEADLINE = "ambiguous_deadline"
    IMPOSSIBLE_DATE = "impossible_date"
    RAG_NOT_UNDERSTOOD = "rag_not_understood"
    RAG_BY_SHADING = "rag_by_shading"
    STRUCK_THROUGH = "struck_through"
    HIDDEN_ROW = "hidden_row"
    ROW_NOT_PLACED = "row_not_placed"
    ROW_REALIGNED = "row_realigned"
    ROWS_MISCOUNTED = "rows_miscounted"
    LINES_DO_NOT_ALIGN = "lines_do_not_align"
    NO_ACTION_COLUMN = "no_action_column"
    TABLE_LEFT_OUT = "table_left_out"


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt about one place in a plan."""

    code: Code
    where: str
    """The place in words: "table 1, row 12", or an action's number in the live plan; "" for the whole plan."""
    message: str
    """One plain sentence or two: what is doubtful, and what to do."""
