"""Bringing the made-up people to life, day by day, so that history shows who held which post when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from goldenthread.board.agencies import operations
from goldenthread.board.agencies.models import Agency, Person, Post
from goldenthread.board.agencies.operations import Newcomer
from goldenthread.board.site.demo import cast
from goldenthread.board.site.demo.cast import MadeUpBody, MadeUpPerson, MadeUpPost
from goldenthread.board.site.demo.earlier import recorded_on

Event = tuple[int, Callable[[Person], object]]
"""How many months ago something happens, and what, given the business manager of that time."""


def make_people(*, on: date) -> Person:
    """Make the agencies, people, posts and bodies of an empty demonstration; return its business manager.

    Run by the owner of the tables, each change is dated in history on the day it is said to have happened.
    """
    manager = _found(on)
    for months, event in sorted(_story(on), key=lambda each: -each[0]):
        with recorded_on(_months_before(on, months)):
            manager = _manager_after(months) or manager
            event(manager)
    return manager


def _months_before(day: date, months: int) -> date:
    """The first day of the month that many months before."""
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)


def _found(on: date) -> Person:
    day = _months_before(on, cast.FOUNDED)
    with recorded_on(day):
        office = cast.FOUNDER
        founder = operations.found_board(office=office.agency, name=office.name, email=_email(office), on=day)
        for agency in cast.AGENCIES[1:]:
            operations.add_agency(name=agency.name, short_name=agency.short_name, by=founder)
    return founder


def _manager_after(months: int) -> Person | None:
    """Who manages the board's office from the day on which the founder leaves."""
    if cast.FOUNDER.left is None or months > cast.FOUNDER.left:
        return None
    return _person(cast.PEOPLE[0].name)


def _story(on: date) -> Iterator[Event]:
    for person in cast.PEOPLE:
        yield person.came, partial(_come, person, on)
    for post in cast.POSTS:
        yield from _history_of(post, on)
    for body in cast.BODIES:
        yield from _seats_of(body, on)
    for person in (cast.FOUNDER, *cast.PEOPLE):
        if person.left is not None and person.left >= 0:
            yield person.left, partial(_leave, person, on)


def _come(person: MadeUpPerson, on: date, by: Person) -> None:
    still_to_leave = person.left is not None and person.left < 0
    newcomer = Newcomer(
        name=person.name,
        email=_email(person),
        role=person.role,
        agency=Agency.objects.get(name=person.agency),
        starts_on=_months_before(on, person.came),
        ends_on=_months_before(on, person.left or 0) if still_to_leave else None,
    )
    operations.add_person(newcomer=newcomer, by=by)


def _leave(person: MadeUpPerson, on: date, by: Person) -> None:
    leaver = _person(person.name)
    last_day = _months_before(on, person.left or 0) - timedelta(days=1)
    for membership in leaver.memberships.all():
        operations.end_role(membership=membership, ends_on=last_day, by=by)
    operations.close_account(person=leaver, by=by)


def _history_of(post: MadeUpPost, on: date) -> Iterator[Event]:
    began, first = post.first
    yield began, partial(_add_post, post)
    yield began, partial(_appoint, post.title, first, _months_before(on, began))
    for months, name in post.later:
        yield months, partial(_pass_on, post.title, name, _months_before(on, months))


def _add_post(post: MadeUpPost, by: Person) -> None:
    agency = Agency.objects.get(name=post.agency)
    operations.add_post(title=post.title, kind=Post.Kind.POST, agency=agency, by=by)


def _pass_on(title: str, name: str | None, day: date, by: Person) -> None:
    post = Post.objects.get(title=title)
    if name is not None:
        operations.hand_over_post(post=post, to=_person(name), on=day, by=by)
        return
    for tenure in post.tenures.on(day):
        operations.end_tenure(tenure=tenure, ends_on=day - timedelta(days=1), by=by)


def _seats_of(body: MadeUpBody, on: date) -> Iterator[Event]:
    yield max(months for months, _ in body.members), partial(_add_body, body.title)
    for months, name in body.members:
        yield months, partial(_appoint, body.title, name, _months_before(on, months))


def _add_body(title: str, by: Person) -> None:
    operations.add_post(title=title, kind=Post.Kind.BODY, agency=None, by=by)


def _appoint(title: str, name: str, day: date, by: Person) -> None:
    post = Post.objects.get(title=title)
    operations.appoint(post=post, person=_person(name), starts_on=day, by=by)


def _person(name: str) -> Person:
    return Person.objects.get(name=name)


def _email(person: MadeUpPerson) -> str:
    """marian.thistlewood@harle-tarnside-board.example"""
    domain = next(agency.domain for agency in cast.AGENCIES if agency.name == person.agency)
    return f"{person.name.lower().replace(' ', '.')}@{domain}"
