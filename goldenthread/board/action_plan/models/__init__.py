"""The plan's tables."""

from goldenthread.board.action_plan.models.action import Action, ActionLead, DeadlineChange, SubTask
from goldenthread.board.action_plan.models.evidence import Evidence, ProgressNote, TickGiven
from goldenthread.board.action_plan.models.form_sent import FormSent
from goldenthread.board.action_plan.models.imported import ImportBatch, ImportRow
from goldenthread.board.action_plan.models.recommendation import PlanVersion, Recommendation, Source
from goldenthread.board.action_plan.models.saved_view import SavedView

__all__ = [
    "Action",
    "ActionLead",
    "DeadlineChange",
    "Evidence",
    "FormSent",
    "ImportBatch",
    "ImportRow",
    "PlanVersion",
    "ProgressNote",
    "Recommendation",
    "SavedView",
    "Source",
    "SubTask",
    "TickGiven",
]
