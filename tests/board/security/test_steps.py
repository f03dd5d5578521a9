"""No step can be left out, taken twice by one person, or taken by somebody whose rights have ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.board.action_plan.models import Action, ImportBatch
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.agencies.models import Membership, Person
from goldenthread.board.agencies.rules import Role
from goldenthread.board.history.operations import tracked_models
from tests.board.security.canaries import hide, make_line
from tests.factories.agencies import make_agency, make_board_office, make_person
from tests.repository.test_access import OURS, address, world

__all__ = ["world"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(dee, harbour) -> Action:
    return make_line(dee, harbour)


def test_an_import_is_neither_saved_before_it_was_read_nor_undone_before_it_was_saved(world, dee, signed_in):
    browser = signed_in(dee)
    ImportBatch.objects.update(state=ImportBatch.State.RECEIVED)
    for name in ("import-preview", "import-undo"):
        browser.post(
            reverse(name, args=[world.batch.pk]), {"save": "yes", "fingerprint": "", "confirm": "yes"}
        )
        world.batch.refresh_from_db()
        assert world.batch.state == ImportBatch.State.RECEIVED
    assert Action.objects.count() == 1


ENDINGS = {
    "the role ended yesterday": (
        lambda person: Membership.objects.filter(person=person).update(
            ends_on=timezone.localdate() - timedelta(days=1)
        ),
        403,
    ),
    "the role is another one now": (
        lambda person: Membership.objects.filter(person=person).update(role=Role.READER),
        403,
    ),
    "they are with another agency now": (
        lambda person: Membership.objects.filter(person=person).update(agency=make_agency()),
        404,
    ),
    "the account is closed": (
        lambda person: Person.objects.filter(pk=person.pk).update(is_active=False),
        302,
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_form_that_was_open_when_rights_ended_is_refused_at_the_next_request(ending, line, ben, signed_in):
    end, status = ENDINGS[ending]
    browser = signed_in(ben)
    assert browser.get(reverse("action", args=[line.pk])).status_code == 200
    end(ben)
    note = reverse("action-note", args=[line.pk])
    answer = browser.post(note, {"text": "too late", "token": "7b3f1c9e-3f6e-4f0e-8f52-0d5f6c1b7a10"})
    assert answer.status_code == status
    assert not line.notes.exists()


def test_an_export_ends_with_the_right_to_it(line, ben, signed_in):
    browser = signed_in(ben)
    path = reverse("plan-export", args=["csv"])
    assert browser.get(path).status_code == 200
    Membership.objects.filter(person=ben).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert browser.get(path).status_code == 403
    assert browser.get(path, headers={"Range": "bytes=0-10"}).status_code == 403


def events() -> int:
    """How often anything at all was changed."""
    return sum(event.objects.count() for _, event in tracked_models())


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.READER, Role.INSPECTOR])
def test_who_may_only_read_changes_nothing_wherever_they_send_it(role, world, dee, harbour, signed_in):
    hide(dee, harbour)
    browser = signed_in(make_person(role=role))
    before = events()
    for route in OURS.values():
        if route.name in {"preferences", "plan-view-save", "sign_in_as"}:
            continue  # their own name and views, and the demonstration's
        browser.post(
            address(route, world),
            {
                "text": "x",
                "title": "x",
                "name": "x",
                "status": "paused",
                "reason": "x",
                "visibility": "board",
            },
        )
    assert events() == before


def test_a_view_and_an_undo_belong_to_the_person_who_made_them(world, line, dee, signed_in):
    first, second = (
        signed_in(dee),
        signed_in(make_person(role=Role.BUSINESS_MANAGER, agency=make_board_office())),
    )
    assert second.post(reverse("plan-view-drop", args=[world.view.pk])).status_code == 404
    first.post(reverse("plan-bulk-save"), {"chosen": str(line.pk), "status": "paused", "reason": "Waiting"})
    line.refresh_from_db()
    assert line.status == Status.PAUSED
    (token,) = first.session["bulk_changes"]
    undo = reverse("plan-bulk-undo", args=[token])
    assert second.post(undo).status_code == 404
    assert first.post(undo).status_code == 302
    assert first.post(undo).status_code == 404, "and works once"
