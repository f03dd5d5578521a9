"""Every question about the plan, beginning with who asks."""

from goldenthread.board.action_plan.queries.access import (
    actions_seen_by,
    actions_where,
    evidence_where,
    notes_seen_by,
    sub_tasks_where,
)
from goldenthread.board.action_plan.queries.evidence import EvidenceShown, evidence_of
from goldenthread.board.action_plan.queries.findings import LineFinding, findings, findings_of
from goldenthread.board.action_plan.queries.history import (
    Change,
    FieldChange,
    changes_of,
    changes_of_recommendation,
    status_changes,
    version_of,
)
from goldenthread.board.action_plan.queries.lately import Lately, done_since
from goldenthread.board.action_plan.queries.lines import Lead, Line, leads_of, lines
from goldenthread.board.action_plan.queries.plan import (
    ORDERS,
    Choices,
    Counts,
    Narrowing,
    Progress,
    choices,
    counts,
    led_by,
    narrowed,
    plan,
    progress_by_recommendation,
    saved_views,
)
from goldenthread.board.action_plan.queries.recommendations import (
    Thread,
    effects,
    likely_number,
    recommendations,
    sources,
    thread,
    threads,
)
from goldenthread.board.action_plan.queries.story import TICK_PERMISSION, Story, TickState, story
from goldenthread.board.action_plan.queries.whole import Whole, known_lines, whole

__all__ = [
    "ORDERS",
    "TICK_PERMISSION",
    "Change",
    "Choices",
    "Counts",
    "EvidenceShown",
    "FieldChange",
    "Lately",
    "Lead",
    "Line",
    "LineFinding",
    "Narrowing",
    "Progress",
    "Story",
    "Thread",
    "TickState",
    "Whole",
    "actions_seen_by",
    "actions_where",
    "changes_of",
    "changes_of_recommendation",
    "choices",
    "counts",
    "done_since",
    "effects",
    "evidence_of",
    "evidence_where",
    "findings",
    "findings_of",
    "known_lines",
    "leads_of",
    "led_by",
    "likely_number",
    "lines",
    "narrowed",
    "notes_seen_by",
    "plan",
    "progress_by_recommendation",
    "recommendations",
    "saved_views",
    "sources",
    "status_changes",
    "story",
    "sub_tasks_where",
    "thread",
    "threads",
    "version_of",
    "whole",
]
