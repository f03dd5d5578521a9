"""Agencies, people and posts for tests. Every argument may be left out."""

from __future__ import annotations

from datetime import date
from itertools import count

from goldenthread.board.agencies.models import Agency, Membership, Person, Post, Tenure
from goldenthread.board.agencies.rules import Role

LONG_AGO = date(2010, 1, 1)
_number = count(1)


def make_agency(name: str = "", *, short_name: str = "", is_board_office: bool = False) -> Agency:
    return Agency.objects.create(
        name=name or f"Agency {next(_number)}", short_name=short_name, is_board_office=is_board_office
    )


def make_board_office() -> Agency:
    """The one board office; made once in a test."""
    office = Agency.objects.filter(is_board_office=True).first()
    return office or make_agency("The board's office", is_board_office=True)


def make_person(
    name: str = "",
    *,
    role: Role | None = Role.CONTRIBUTOR,
    agency: Agency | None = None,
    email: str = "",
    is_active: bool = True,
    password: str | None = None,
) -> Person:
    """A person with one role since long ago, or with none at all (`role=None`)."""
    number = next(_number)
    name = name or f"Person {number}"
    address = email or f"{name.lower().replace(' ', '.')}.{number}@board.example"
    person = Person.objects.create_user(address, password, name=name, is_active=is_active)
    if role is not None:
        make_membership(person, role=role, agency=agency)
    return person


def make_membership(
    person: Person,
    *,
    role: Role = Role.CONTRIBUTOR,
    agency: Agency | None = None,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> Membership:
    return Membership.objects.create(
        person=person, role=role, agency=agency or make_agency(), starts_on=starts_on, ends_on=ends_on
    )


def make_post(title: str = "", *, agency: Agency | None = None, holder: Person | None = None) -> Post:
    """A post, held by `holder` since long ago, or vacant."""
    post = Post.objects.create(title=title or f"Post {next(_number)}", agency=agency)
    if holder is not None:
        make_tenure(post, holder)
    return post


def make_body(title: str = "", *, members: tuple[Person, ...] = ()) -> Post:
    body = Post.objects.create(title=title or f"Sub-committee {next(_number)}", kind=Post.Kind.BODY)
    for member in members:
        make_tenure(body, member)
    return body


def make_tenure(
    post: Post, person: Person, *, starts_on: date = LONG_AGO, ends_on: date | None = None
) -> Tenure:
    return Tenure.objects.create(post=post, person=person, starts_on=starts_on, ends_on=ends_on)
