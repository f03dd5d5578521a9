"""What a plan's file says once it has been read: recommendations, actions, doubts, and where each stood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from goldenthread.board.action_plan.imports.columns import ColumnMatch
from goldenthread.board.action_plan.rules.bullets import sub_tasks as bullet_points
from goldenthread.board.action_plan.rules.deadlines import NO_DEADLINE, Deadline
from goldenthread.board.action_plan.rules.findings import Finding
from goldenthread.board.action_plan.rules.leads import split_leads
from goldenthread.board.action_plan.rules.notes import Note, split_notes
from goldenthread.board.action_plan.rules.periods import Period
from goldenthread.board.action_plan.rules.rag import Rag


class CannotReadPlan(Exception):
    """No plan, or more than one, can be read from the file. The message is for the person: what and what to do."""


class Kind(StrEnum):
    """What sort of thing an action's words promise (a guess; a person confirms it)."""

    TASK = "task"
    DECISION = "decision"
    COMMITMENT = "commitment"
    OVERSIGHT = "oversight"


_KINDS = (
    (Kind.COMMITMENT, re.compile(r"\bcommit(?:s|ment)? to\b", re.IGNORECASE)),
    (
        Kind.OVERSIGHT,
        re.compile(r"\bto account\b|^(?:\w+ to )?(?:monitor|oversee|scrutinise|assure)\b", re.IGNORECASE),
    ),
    (
        Kind.DECISION,
        re.compile(r"^(?:\w+ to )?(?:agree|decide|approve|sign off|ratify|adopt)\b", re.IGNORECASE),
    ),
)


class RowUse(StrEnum):
    """What became of a row of the file."""

    TITLE = "title"
    HEADER = "header"
    REPEATED_HEADER = "repeated header"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    CONTINUATION = "continuation"
    BLANK = "blank"
    NOT_PLACED = "not placed"
    OUTSIDE = "outside the plan"


@dataclass(frozen=True, slots=True)
class Source:
    """A row of the file."""

    table: str
    row: int

    @property
    def words(self) -> str:
        return f"line {self.row}" if self.table.startswith("lines ") else f"{self.table}, row {self.row}"


@dataclass(frozen=True, slots=True)
class ReadAction:
    """One action as the file gives it; nothing is filled in that a cell does not say."""

    action: str
    lead: str = ""
    progress: str = ""
    deadline: Deadline = NO_DEADLINE
    rag_raw: str = ""
    rag: Rag = Rag.NONE
    struck_through: bool = False
    number: str = ""
    """The action's own number in the plan, "142.1"."""
    hidden: bool = False
    completed: bool = False
    """It stands on a sheet of completed actions, or its deadline says that it is done."""
    lead_above: str = ""
    """The nearest lead above in the same recommendation, where this action has none."""
    deadline_above: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Columns that mean nothing to a plan: heading → text."""
    raw: Mapping[str, str] = field(default_factory=dict)
    """The cells as they stood: heading → text."""
    sources: tuple[Source, ...] = ()
    """Every row of the file that it came from, the first one first."""

    @property
    def kind(self) -> Kind:
        """What its words promise (a guess)."""
        return next((kind for kind, words in _KINDS if words.search(self.action)), Kind.TASK)

    @property
    def leads(self) -> tuple[str, ...]:
        """Those whom its lead cell may name (a proposal: a person confirms it)."""
        return split_leads(self.lead)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The dated notes that its progress cell may run together (a proposal)."""
        return split_notes(self.progress)

    @property
    def sub_tasks(self) -> tuple[str, ...]:
        """The bullet points inside it."""
        return bullet_points(self.action)


@dataclass(frozen=True, slots=True)
class ReadRecommendation:
    ref: str
    recommendation: str
    actions: tuple[ReadAction, ...]
    likely_ref: str | None = None
    """The number that its neighbours suggest, where it has none."""
    aliases: tuple[str, ...] = ()
    """Other numbers that the file gives it."""
    variants: tuple[str, ...] = ()
    """Other wordings of it in the same file."""
    notes: tuple[str, ...] = ()
    """Lines that stand between its heading and its table."""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class RowAccount:
    source: Source
    use: RowUse


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of the file, and what its columns seem to mean: for the page on which a person matches columns."""

    place: str
    header_rows: tuple[int, ...]
    """Row numbers of the heading; empty where none was recognised."""
    headings: tuple[str, ...]
    match: ColumnMatch
    samples: tuple[tuple[str, ...], ...]
    """For each column, its first values."""
    looks_like_plan: bool
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PlanReading:
    plan_updated: Period | None
    recommendations: tuple[ReadRecommendation, ...]
    findings: tuple[Finding, ...]
    tables: tuple[FoundTable, ...]
    rows: tuple[RowAccount, ...]
    """Every row of the file, once, in its order."""

    @property
    def actions(self) -> tuple[ReadAction, ...]:
        return tuple(action for each in self.recommendations for action in each.actions)


def as_json(reading: PlanReading) -> dict[str, Any]:
    """The reading in the shape that `goldenthread plan read --format json` prints."""
    return {
        "plan_updated": _iso(reading.plan_updated),
        "rows": [
            {
                "ref": each.ref,
                "recommendation": each.recommendation,
                "actions": [_action_as_json(action) for action in each.actions],
            }
            for each in reading.recommendations
        ],
        "findings": [
            {"code": finding.code.value, "where": finding.where, "message": finding.message}
            for finding in reading.findings
        ],
    }


def _action_as_json(action: ReadAction) -> dict[str, Any]:
    return {
        "action": action.action,
        "lead": action.lead,
        "progress": action.progress,
        "deadline_raw": action.deadline.raw,
        "deadline": action.deadline.on,
        "deadline_precision": action.deadline.precision.value,
        "rag_raw": action.rag_raw,
        "rag": action.rag.value,
        "struck_through": action.struck_through,
    }


def last_day_of(period: Period | None) -> date | None:
    return period.last_day if period else None


def _iso(period: Period | None) -> str | None:
    return (period.on or period.last_day.isoformat()) if period else None
