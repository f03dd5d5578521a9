"""What the plan linter says of the live plan, worked out anew only when the plan has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from goldenthread.board.action_plan.models import (
    Action,
    ActionLead,
    PlanVersion,
    ProgressNote,
    Recommendation,
)
from goldenthread.board.action_plan.queries.fingerprint import Fingerprint, fingerprint
from goldenthread.board.action_plan.rules.deadlines import read_deadline
from goldenthread.board.action_plan.rules.findings import Code, Finding
from goldenthread.board.action_plan.rules.linter import PlanLine, lint
from goldenthread.board.action_plan.rules.status import DELIVERED, ENDED, Status
from goldenthread.board.agencies.models import Person, Post
from goldenthread.board.agencies.rules import Permission

SETTLED = DELIVERED | ENDED
_ABOUT_RECOMMENDATIONS = frozenset({Code.NUMBER_MISSING, Code.NO_ACTION, Code.NO_RECOMMENDATION})


@dataclass(frozen=True, slots=True)
class LineFinding:
    """A finding and the thing it is about."""

    code: Code
    message: str
    ref: str
    recommendation: int
    action: int | None
    """None where it is about the recommendation itself."""


def findings(person: Person, *, as_at: datetime | None) -> tuple[LineFinding, ...]:
    """Everything the linter finds in the plan that this person sees."""
    return _findings(fingerprint(), as_at, person.may(Permission.EDIT_PLAN))


def findings_of(person: Person, action: Action, *, as_at: datetime | None) -> list[LineFinding]:
    """What the linter finds in one line."""
    return [each for each in findings(person, as_at=as_at) if each.action == action.pk]


@lru_cache(maxsize=16)
def _findings(_changes: Fingerprint, _as_at: datetime | None, with_drafts: bool) -> tuple[LineFinding, ...]:
    updated = _plan_updated()
    lines = {line.whole.where: line for line in _lines(with_drafts=with_drafts, updated=updated)}
    everything = lint([line.whole for line in lines.values()], plan_updated=None)
    # Only what came with a plan is held against its date: later notes may well speak of later days.
    imported = lint([line.as_imported for line in lines.values()], plan_updated=updated)
    claims = [each for each in imported if each.code is Code.CLAIM_AFTER_PLAN]
    return tuple(_standing([*everything, *claims], lines))


def _plan_updated() -> date | None:
    latest = PlanVersion.objects.filter(updated_on__isnull=False).order_by("-updated_on").first()
    return latest.updated_on if latest else None


@dataclass(frozen=True, slots=True)
class _LintedLine:
    """A line as the linter takes it, and the rows it was made of."""

    recommendation: Recommendation
    action: Action | None
    whole: PlanLine
    as_imported: PlanLine
    """Without the notes that were typed here since."""
    promoted: tuple[str, ...] = ()
    """The sentences of its notes that are actions already."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the lines, by the key of each."""

    leads: dict[int, list[Post]]
    notes: dict[int, list[ProgressNote]]
    promoted: dict[int, list[str]]


def _lines(*, with_drafts: bool, updated: date | None) -> Iterator[_LintedLine]:
    """Every recommendation with its lines, in the plan's order; one without lines as an empty line."""
    actions = Action.objects.order_by("position", "pk")
    if not with_drafts:
        actions = actions.exclude(status=Status.DRAFT)
    by_recommendation: dict[int, list[Action]] = defaultdict(list)
    for action in actions:
        by_recommendation[action.recommendation_id].append(action)
    beside = _beside()
    for recommendation in Recommendation.objects.order_by("source", "position", "pk"):
        for action in by_recommendation[recommendation.pk]:
            yield _line(recommendation, action, beside, updated)
        if not by_recommendation[recommendation.pk]:
            empty = PlanLine(f"r{recommendation.pk}", recommendation.ref, recommendation.wording, "")
            yield _LintedLine(recommendation, None, empty, empty)


def _beside() -> _Beside:
    beside = _Beside(defaultdict(list), defaultdict(list), defaultdict(list))
    for lead in ActionLead.objects.select_related("post").order_by("position"):
        beside.leads[lead.action_id].append(lead.post)
    for note in ProgressNote.objects.order_by("position"):
        beside.notes[note.action_id].append(note)
    promoted = Action.objects.filter(promoted_from__isnull=False)
    for action, text in promoted.values_list("promoted_from__action", "text"):
        beside.promoted[action].append(text)
    return beside


def _line(
    recommendation: Recommendation, action: Action, beside: _Beside, updated: date | None
) -> _LintedLine:
    leads, notes = beside.leads[action.pk], beside.notes[action.pk]
    whole = PlanLine(
        where=str(action.pk),
        ref=recommendation.ref,
        recommendation=recommendation.wording,
        action=action.wording,
        lead=" / ".join(post.title for post in leads),
        progress="\n".join(note.text for note in notes),
        deadline=read_deadline(action.deadline_raw, near=updated),
        struck_through=action.struck_through,
        lead_is_settled=len(leads) > 1 or any(post.kind == Post.Kind.BODY for post in leads),
    )
    imported = replace(whole, progress="\n".join(note.text for note in notes if note.imported))
    return _LintedLine(recommendation, action, whole, imported, tuple(beside.promoted[action.pk]))


def _standing(found: Iterable[Finding], lines: dict[str, _LintedLine]) -> Iterator[LineFinding]:
    """The findings that are not settled yet, each with the thing it is about."""
    for finding in found:
        line = lines[finding.where]
        action = None if finding.code in _ABOUT_RECOMMENDATIONS else line.action
        if action is None or not _is_settled(finding, action, line.promoted):
            ref = action.ref if action else line.recommendation.ref or "No number"
            yield LineFinding(
                finding.code, finding.message, ref, line.recommendation.pk, action.pk if action else None
            )


def _is_settled(finding: Finding, action: Action, promoted: tuple[str, ...]) -> bool:
    if action.status in SETTLED:
        return True
    if finding.code is Code.OPEN_ENDED_DEADLINE:
        return action.next_review_on is not None
    return finding.code is Code.HIDDEN_ACTION and any(text in finding.message for text in promoted)
