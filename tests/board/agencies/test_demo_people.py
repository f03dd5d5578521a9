"""The demonstration's people: made up, of every role, with posts that changed hands."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.board.agencies.models import Agency, Membership, Person, Post
from goldenthread.board.agencies.rules import Role
from goldenthread.board.site.demo.people import make_people

TODAY = date(2026, 11, 24)

pytestmark = pytest.mark.slow


@pytest.fixture
def manager(db) -> Person:
    return make_people(on=TODAY)


def test_every_role_is_there_to_be_tried(manager):
    running = Membership.objects.on(TODAY).filter(person__is_active=True)
    assert set(running.values_list("role", flat=True)) == set(Role.values)
    assert running.filter(person=manager, role=Role.BUSINESS_MANAGER).exists()


def test_every_agency_has_somebody(manager):
    assert Agency.objects.count() == 12
    assert not Agency.objects.exclude(memberships__in=Membership.objects.on(TODAY)).exists()


def test_nobody_can_get_a_letter(manager):
    assert all(email.endswith(".example") for email in Person.objects.values_list("email", flat=True))


def test_an_interim_post_changed_hands_and_another_is_vacant(manager):
    safeguarding = Post.objects.get(title="Interim Head of Safeguarding, Harle Council")
    assert safeguarding.tenures.count() == 2
    assert safeguarding.tenures.on(TODAY).count() == 1
    looked_after = Post.objects.get(title="Interim Head of Looked After Children, Harle Council")
    assert not looked_after.tenures.on(TODAY).exists()


def test_who_left_holds_nothing_and_cannot_sign_in(manager):
    left = Person.objects.get(name="Osric Lindqvane")
    assert not left.is_active
    assert not left.memberships.on(TODAY).exists()
    assert not left.tenures.on(TODAY).exists()
