"""What changed about a person or a post, in words, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.utils.formats import date_format

from goldenthread.board.agencies.models import Agency, Membership, Person, Post, Tenure
from goldenthread.board.agencies.rules import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: when, what, and the name of who made it (empty where nobody signed in did)."""

    at: datetime
    words: str
    by: str


def past_of_person(person: Person, *, until: datetime) -> list[Entry]:
    """How a person's account, roles and posts changed up to a moment."""
    agencies = dict(Agency.objects.values_list("pk", "name"))
    posts = dict(Post.objects.values_list("pk", "title"))

    def role(event: Any) -> str:
        return f"{Role(event.role).label} for {agencies.get(event.agency_id, 'an agency')}"

    def seat(event: Any) -> str:
        return posts.get(event.post_id, "a post")

    return _entries(
        [
            *_told(_events(Person, until, id=person.pk), _of_account),
            *_told(_events(Membership, until, person_id=person.pk), partial(_of_days, _ROLE, role)),
            *_told(_events(Tenure, until, person_id=person.pk), partial(_of_days, _SEAT, seat)),
        ]
    )


def past_of_post(post: Post, *, until: datetime) -> list[Entry]:
    """How a post's title and its holders changed up to a moment."""
    seats = _events(Tenure, until, post_id=post.pk)
    holders = Person.objects.filter(pk__in={event.person_id for event in seats})
    names = dict(holders.values_list("pk", "name"))

    def holder(event: Any) -> str:
        return names.get(event.person_id, "somebody")

    return _entries(
        [
            *_told(_events(Post, until, id=post.pk), _of_post),
            *_told(seats, partial(_of_days, _SEAT, holder)),
        ]
    )


Told = tuple[Any, str]


class _Verbs(NamedTuple):
    """How a thing that holds between two days begins, ends, and is taken back."""

    began: str
    ended: str
    undone: str


_ROLE = _Verbs("Role given", "Role ended", "Role taken back")
_SEAT = _Verbs("Appointed", "Left", "Appointment taken back")


def _events(model: Any, until: datetime, **which: int) -> list[Any]:
    return list(model.pgh_event_model.objects.filter(pgh_created_at__lte=until, **which).order_by("pgh_id"))


def _told(events: Iterable[Any], words_for: Callable[[Any, Any], str]) -> list[Told]:
    """Each event with its words, which may depend on the event of the same row before it."""
    before: dict[int, Any] = {}
    told = []
    for event in events:
        told.append((event, words_for(event, before.get(event.id))))
        before[event.id] = event
    return [(event, words) for event, words in told if words]


def _entries(told: list[Told]) -> list[Entry]:
    names = dict(
        Person.objects.filter(pk__in={_writer(event) for event, _ in told}).values_list("pk", "name")
    )
    newest_first = sorted(told, key=lambda each: each[0].pgh_created_at)[::-1]
    return [
        Entry(event.pgh_created_at, words, names.get(_writer(event), "")) for event, words in newest_first
    ]


def _writer(event: Any) -> int:
    """The key of who made a change; 0, which nobody has, where nobody signed in did."""
    return (event.pgh_context or {}).get("person") or 0


def _of_account(event: Any, before: Any) -> str:
    if before is None:
        return "Account made"
    if event.is_active != before.is_active:
        return "Account opened again" if event.is_active else "Account closed"
    if event.email != before.email:
        return "E-mail address changed"
    return f"Name changed from {before.name} to {event.name}" if event.name != before.name else ""


def _of_post(event: Any, before: Any) -> str:
    if before is None:
        return "Added"
    return f"Title changed from {before.title} to {event.title}" if event.title != before.title else ""


def _of_days(verbs: _Verbs, what: Callable[[Any], str], event: Any, before: Any) -> str:
    if event.pgh_label == "delete":
        return f"{verbs.undone}: {what(event)}"
    if before is None:
        last = f" to {_day(event.ends_on)}" if event.ends_on else ""
        return f"{verbs.began}: {what(event)}, from {_day(event.starts_on)}{last}"
    return f"{verbs.ended}: {what(event)}, last day {_day(event.ends_on)}" if event.ends_on else ""


def _day(day: date) -> str:
    return date_format(day, "j F Y")
