"""The shape of what people give on the plan's pages."""

from goldenthread.board.action_plan.forms.bulk import Bulk, Chosen
from goldenthread.board.action_plan.forms.changes import (
    LineForm,
    MoveDeadline,
    NameLeads,
    OverrideRag,
    SetStatus,
    Wording,
)
from goldenthread.board.action_plan.forms.evidence import LinkEvidence, UploadEvidence
from goldenthread.board.action_plan.forms.filters import PlanFilters, SaveView
from goldenthread.board.action_plan.forms.recommendations import (
    AddRecommendation,
    EditRecommendation,
    NumberRecommendation,
)
from goldenthread.board.action_plan.forms.updates import (
    AddAction,
    AddNote,
    AddStep,
    AskForTime,
    GiveTick,
    Promote,
    WithdrawTick,
)

__all__ = [
    "AddAction",
    "AddNote",
    "AddRecommendation",
    "AddStep",
    "AskForTime",
    "Bulk",
    "Chosen",
    "EditRecommendation",
    "GiveTick",
    "LineForm",
    "LinkEvidence",
    "MoveDeadline",
    "NameLeads",
    "NumberRecommendation",
    "OverrideRag",
    "PlanFilters",
    "Promote",
    "SaveView",
    "SetStatus",
    "UploadEvidence",
    "WithdrawTick",
    "Wording",
]
