"""Every change to the plan: one function for each thing that a person does."""

from goldenthread.board.action_plan.operations.actions import (
    NewAction,
    add_action,
    change_status,
    edit_action,
    name_leads,
    override_rag,
    promote_to_action,
    raise_action,
)
from goldenthread.board.action_plan.operations.bulk import (
    BulkChange,
    BulkPreview,
    change_many,
    preview_many,
    undo_many,
)
from goldenthread.board.action_plan.operations.deadlines import NewDeadline, move_deadline
from goldenthread.board.action_plan.operations.evidence import add_evidence, take_away_evidence
from goldenthread.board.action_plan.operations.lines import CannotChange, ChangedMeanwhile
from goldenthread.board.action_plan.operations.notes import add_note, add_sub_task, finish_sub_task
from goldenthread.board.action_plan.operations.recommendations import (
    RecommendationChanged,
    add_recommendation,
    edit_recommendation,
    number_recommendation,
)
from goldenthread.board.action_plan.operations.sending import SentAlready
from goldenthread.board.action_plan.operations.ticks import CannotTick, give_tick, withdraw_tick
from goldenthread.board.action_plan.operations.views import drop_view, save_view

__all__ = [
    "BulkChange",
    "BulkPreview",
    "CannotChange",
    "CannotTick",
    "ChangedMeanwhile",
    "NewAction",
    "NewDeadline",
    "RecommendationChanged",
    "SentAlready",
    "add_action",
    "add_evidence",
    "add_note",
    "add_recommendation",
    "add_sub_task",
    "change_many",
    "change_status",
    "drop_view",
    "edit_action",
    "edit_recommendation",
    "finish_sub_task",
    "give_tick",
    "move_deadline",
    "name_leads",
    "number_recommendation",
    "override_rag",
    "preview_many",
    "promote_to_action",
    "raise_action",
    "save_view",
    "take_away_evidence",
    "undo_many",
    "withdraw_tick",
]
