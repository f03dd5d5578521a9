"""One action with all that is known of it: what was said, shown, agreed and ticked, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.board.action_plan.models import (
    Action,
    ImportRow,
    ProgressNote,
    SubTask,
    TickGiven,
)
from goldenthread.board.action_plan.queries.access import actions_where
from goldenthread.board.action_plan.queries.evidence import EvidenceShown, evidence_of
from goldenthread.board.action_plan.queries.history import status_changes
from goldenthread.board.action_plan.queries.lines import Line, lines
from goldenthread.board.action_plan.rules.status import ENDED, TICK_MEANS, Status, Tick, why_not_tick
from goldenthread.board.agencies.models import Person, Tenure
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.documents.models import Version
from goldenthread.board.documents.queries import documents_for

TICK_PERMISSION = {
    Tick.CLAIMED: Permission.CLAIM_ACTION,
    Tick.SEEN: Permission.SEE_EVIDENCE,
    Tick.VERIFIED: Permission.VERIFY_ACTION,
    Tick.WORKED: Permission.CONFIRM_IMPACT,
}
_NOT_YOURS = {
    Tick.CLAIMED: "The lead of its agency, or the board's office, says this.",
    Tick.SEEN: "Somebody whom the board asked to look at evidence says this.",
    Tick.VERIFIED: "The chair of the board or of a sub-committee, or the board's office, says this.",
    Tick.WORKED: "The independent chair says this.",
}


@dataclass(frozen=True, slots=True)
class TickState:
    """One of the four ticks: what it means, who gave it, and whether this person may give it now."""

    tick: Tick
    means: str
    given: TickGiven | None
    why_not: str
    """Why this person may not give it; empty where they may, or where it is given."""
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, for the timeline."""

    at: datetime | date | None
    title: str
    by: str = ""
    words: str = ""
    details: tuple[str, ...] = ()
    note: ProgressNote | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """All that one action's page shows."""

    line: Line
    ticks: list[TickState]
    evidence: list[EvidenceShown]
    sub_tasks: list[SubTask]
    timeline: list[Entry]
    came_from: ImportRow | None
    original: Version | None
    """The file it was imported from, where this person may open it."""
    may_edit: bool
    may_update: bool


def story(person: Person, action: Action, *, on: date, as_at: datetime | None) -> Story:
    """The story of one line, which this person must be allowed to see."""
    line = lines([action], on=on)[0]
    shown = evidence_of(person, [action])
    came_from = _came_from(action)
    may_change = as_at is None
    return Story(
        line=line,
        ticks=tick_states(person, line, on=on, may_change=may_change),
        evidence=shown,
        sub_tasks=list(action.sub_tasks.select_related("done_by").order_by("position", "pk")),
        timeline=_timeline(action, shown, as_at=as_at),
        came_from=came_from,
        original=_original(person, came_from),
        may_edit=may_change and person.may(Permission.EDIT_PLAN),
        may_update=may_change and _may(person, Permission.UPDATE_ACTION, action),
    )


def _may(person: Person, permission: Permission, action: Action) -> bool:
    return person.may(permission) and actions_where(person, permission).filter(pk=action.pk).exists()


def tick_states(person: Person, line: Line, *, on: date, may_change: bool) -> list[TickState]:
    """The four ticks of a line, with what this person may do about each."""
    action = line.action
    given = {
        Tick(row.tick): row
        for row in action.ticks.filter(withdrawn_at__isnull=True).select_related("given_by")
    }
    leads = set(
        Tenure.objects.on(on)
        .filter(post__leads__action=action, post__kind="post")
        .values_list("person_id", flat=True)
    )
    return [
        TickState(
            tick=tick,
            means=TICK_MEANS[tick],
            given=given.get(tick),
            why_not=_why_not(person, line, tick, given, leads),
            may_withdraw=tick in given and may_change and _may(person, TICK_PERMISSION[tick], action),
        )
        for tick in Tick
    ]


def _why_not(person: Person, line: Line, tick: Tick, given: dict[Tick, TickGiven], leads: set[int]) -> str:
    if tick in given:
        return ""
    if line.action.status in ENDED:
        return f"This action is {Status(line.action.status).label.lower()}."
    refusal = why_not_tick(
        tick,
        person=person.pk,
        given={each: row.given_by_id for each, row in given.items()},
        leads=leads,
        evidence=line.evidence,
    )
    if not refusal and not _may(person, TICK_PERMISSION[tick], line.action):
        return _NOT_YOURS[tick]
    return refusal or ""


def _came_from(action: Action) -> ImportRow | None:
    return (
        ImportRow.objects.filter(action=action)
        .select_related("batch__original__document", "batch__started_by")
        .defer("batch__tables", "batch__original__text")
        .order_by("-batch", "-pk")
        .first()
    )


def _original(person: Person, row: ImportRow | None) -> Version | None:
    original = row.batch.original if row else None
    if original is None or not documents_for(person).filter(pk=original.document_id).exists():
        return None
    return original


def _timeline(action: Action, evidence: list[EvidenceShown], *, as_at: datetime | None) -> list[Entry]:
    entries = [
        *_notes(action.notes.select_related("written_by")),
        *_ticks(action.ticks.select_related("given_by", "withdrawn_by")),
        *_deadlines(action),
        *_evidence(evidence),
        *(
            Entry(
                change.at,
                f"Status: {change.before} → {change.after}" if change.before else "Added to the plan",
                by=change.by,
                words=change.reason,
            )
            for change in status_changes(action, as_at=as_at)
        ),
    ]
    return sorted(entries, key=_moment, reverse=True)


def _moment(entry: Entry) -> datetime:
    if entry.at is None:
        return datetime.min.replace(tzinfo=timezone.get_current_timezone())
    if isinstance(entry.at, datetime):
        return entry.at
    return datetime.combine(entry.at, time(), timezone.get_current_timezone())


def _notes(notes: QuerySet[ProgressNote]) -> Iterator[Entry]:
    for note in notes:
        at = note.said_on if note.imported else note.written_at
        title = "Progress note, imported" if note.imported else "Progress note"
        speaks_of = note.said_on and not note.imported and note.said_on != timezone.localdate(note.written_at)
        details = (f"About {note.said_on:%-d %B %Y}",) if speaks_of and note.said_on else ()
        yield Entry(at, title, by=note.written_by.name, words=note.text, details=details, note=note)


def _ticks(ticks: QuerySet[TickGiven]) -> Iterator[Entry]:
    for given in ticks:
        label = Tick(given.tick).label
        yield Entry(given.given_at, label, by=given.given_by.name, words=given.words)
        if given.withdrawn_at and given.withdrawn_by:
            yield Entry(
                given.withdrawn_at,
                f"{label}: taken back",
                by=given.withdrawn_by.name,
                words=given.withdrawn_because,
            )


def _deadlines(action: Action) -> Iterator[Entry]:
    for change in action.deadline_changes.select_related("by"):
        before, after = change.deadline_before or "none", change.deadline_after or "none"
        agreed = f"Agreed by {change.agreed_by}" if change.agreed_by else ""
        if agreed and change.agreed_on:
            agreed = f"{agreed} on {change.agreed_on:%-d %B %Y}"
        details = (agreed,) if agreed else ()
        title = f"Deadline: {before} → {after}"
        yield Entry(change.at, title, by=change.by.name, words=change.reason, details=details)


def _evidence(evidence: list[EvidenceShown]) -> Iterator[Entry]:
    for each in evidence:
        name = each.document.title if each.document else "a restricted file"
        yield Entry(
            each.evidence.added_at,
            f"Evidence: {name}",
            by=each.evidence.added_by.name,
            words=each.evidence.shows if each.document else "",
        )
