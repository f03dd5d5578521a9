"""Who changed what in one action, and when: the triggers' events in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from goldenthread.board.action_plan.models import (
    Action,
    ActionLead,
    DeadlineChange,
    Evidence,
    ProgressNote,
    Recommendation,
    SubTask,
    TickGiven,
)
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.agencies.models import Person, Post
from goldenthread.board.documents.queries import documents_for

MOST = 200
"""Events shown on one page, the latest first."""
_SILENT = frozenset(
    {"id", "action", "version", "changed_at", "changed_by", "position", "accountable", "written_by",
     "written_at", "given_by", "given_at", "withdrawn_by", "withdrawn_at", "added_by", "added_at", "done_by",
     "by", "at", "due_from", "due_precision", "imported", "precision"}
)  # fmt: skip
_WORDS = {
    "deadline_raw": "Deadline",
    "due_to": "Last day",
    "rag_override": "Rating by hand",
    "rag_reason": "Reason for the rating",
    "display_text": "Corrected text",
    "said_on": "About",
    "post": "Lead",
}
_KINDS: Mapping[type[models.Model], str] = {
    Action: "Action",
    ActionLead: "Lead",
    DeadlineChange: "Moved deadline",
    Evidence: "Evidence",
    ProgressNote: "Progress note",
    Recommendation: "Recommendation",
    SubTask: "Step",
    TickGiven: "Tick",
}
_DONE = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after, in words."""

    words: str
    """What the field is called."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One event of the history."""

    at: datetime
    by: str
    what: str
    """ "Progress note added"."""
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A step of an action from one status to another; `before` is empty for its first."""

    at: datetime
    by: str
    before: str
    after: str
    reason: str


def events_of(model: type[models.Model], *, as_at: datetime | None, **about: Any) -> models.QuerySet[Any]:
    """The events of a model's rows, oldest first. Event tables have no past of their own."""
    events = model.pgh_event_model.objects.filter(**about)  # type: ignore[attr-defined]
    if as_at is not None:
        events = events.filter(pgh_created_at__lte=as_at)
    found: models.QuerySet[Any] = events.order_by("pgh_id")
    return found


def status_changes(action: Action, *, as_at: datetime | None) -> list[StatusChange]:
    """The statuses an action has had, oldest first."""
    events = list(events_of(Action, as_at=as_at, pgh_obj_id=action.pk))
    names = _names(event.changed_by_id for event in events)
    changes: list[StatusChange] = []
    before = ""
    for event in events:
        after = Status(event.status).label
        if after != before and event.pgh_label != "delete":
            by = names.get(event.changed_by_id, "")
            changes.append(
                StatusChange(event.pgh_created_at, by, before, after, event.status_reason if before else "")
            )
        before = after
    return changes


def version_of(action: Action, number: int) -> Any | None:
    """The line as it was when this version of it was shown; None where there never was one."""
    return events_of(Action, as_at=None, pgh_obj_id=action.pk, version=number).last()


def changes_of(person: Person, action: Action, *, as_at: datetime | None) -> list[Change]:
    """Everything that was changed about an action, the latest first."""
    children = (ActionLead, DeadlineChange, Evidence, ProgressNote, SubTask, TickGiven)
    found = list(_told(Action, events_of(Action, as_at=as_at, pgh_obj_id=action.pk), person))
    for model in children:
        found.extend(_told(model, events_of(model, as_at=as_at, action_id=action.pk), person))
    return sorted(found, key=lambda change: change.at, reverse=True)[:MOST]


def changes_of_recommendation(
    person: Person, recommendation: Recommendation, *, as_at: datetime | None
) -> list[Change]:
    """Everything that was changed in a recommendation's own words, the latest first."""
    events = events_of(Recommendation, as_at=as_at, pgh_obj_id=recommendation.pk)
    return list(_told(Recommendation, events, person))[::-1][:MOST]


def _told(model: type[models.Model], events: Iterable[Any], person: Person) -> Iterator[Change]:
    rows = list(events)
    names = _names(_writer(row) for row in rows)
    words = _Words(model, rows, person)
    before: dict[int, Any] = {}
    for row in rows:
        earlier = before.get(row.pgh_obj_id)
        before[row.pgh_obj_id] = row
        fields = tuple(words.differences(earlier, row))
        if fields or row.pgh_label != "update":
            what = f"{_KINDS[model]} {_DONE[row.pgh_label]}"
            yield Change(row.pgh_created_at, names.get(_writer(row), ""), what, fields)


def _writer(event: Any) -> int | None:
    return (event.pgh_context or {}).get("person")


def _names(people: Iterable[int | None]) -> dict[int | None, str]:
    return dict(Person.objects.filter(pk__in={each for each in people if each}).values_list("pk", "name"))


class _Words:
    """Puts the fields of one model's events into words."""

    def __init__(self, model: type[models.Model], rows: Iterable[Any], person: Person) -> None:
        self._fields = [field for field in model._meta.concrete_fields if field.name not in _SILENT]
        self._posts: dict[int, str] = {}
        self._documents: dict[int, str] = {}
        if model is ActionLead:
            self._posts = dict(
                Post.objects.filter(pk__in={row.post_id for row in rows}).values_list("pk", "title")
            )
        if model is Evidence:
            keys: set[int] = {row.document_id for row in rows}
            self._documents = dict(documents_for(person).filter(pk__in=keys).values_list("pk", "title"))

    def differences(self, before: Any | None, after: Any) -> Iterator[FieldChange]:
        """The fields in which two events of a row differ; a removed row loses all of them."""
        removed = after.pgh_label == "delete"
        for field in self._fields:
            old = self._shown(field, before) if before is not None else ""
            new = "" if removed else self._shown(field, after)
            if old != new:
                yield FieldChange(_WORDS.get(field.name) or capfirst(str(field.verbose_name)), old, new)

    def _shown(self, field: models.Field[Any, Any], event: Any) -> str:
        value = getattr(event, field.attname)
        if field.name == "post":
            return self._posts.get(value, "")
        if field.name == "document":
            return self._documents.get(value, "a restricted file")
        if field.name == "shows" and event.document_id not in self._documents:
            return ""
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _plain(value)


def _plain(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
