"""My work shows each person what waits for them, and nobody else's work."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from goldenthread.board.action_plan.models import (
    Action,
    ActionLead,
    Evidence,
    ProgressNote,
    Recommendation,
    Source,
    TickGiven,
)
from goldenthread.board.action_plan.rules.status import Status, Tick
from goldenthread.board.agencies.rules import Role
from goldenthread.board.documents.models import Document
from tests.factories.agencies import make_board_office, make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommendation(db):
    return Recommendation.objects.create(
        source=Source.objects.create(title="Inspection"), ref="142", text="Attendance"
    )


def line(recommendation, by, *, number=1, due=None, lead=None, status=Status.IN_PROGRESS):
    day = timezone.localdate() + timedelta(days=due) if due is not None else None
    action = Action.objects.create(
        recommendation=recommendation,
        ref=f"142.{number}",
        text=f"Report number {number}",
        status=status,
        due_from=day,
        due_to=day,
        changed_at=timezone.now(),
        changed_by=by,
    )
    if lead:
        ActionLead.objects.create(action=action, post=lead, accountable=True)
    return action


def claim(action, by, *ticks):
    now = timezone.now()
    document = Document.objects.create(title="Minutes", agency=make_board_office(), added_by=by, added_at=now)
    Evidence.objects.create(action=action, document=document, added_by=by, added_at=now)
    for tick in ticks:
        TickGiven.objects.create(action=action, tick=tick, given_by=by, given_at=now)
    Action.objects.filter(pk=action.pk).update(status=Status.AWAITING_EVIDENCE)


def page(client):
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_lead_sees_what_is_overdue_and_due_soon_under_the_posts_they_hold(
    recommendation, dee, amara, chris, harbour, signed_in
):
    post = make_post("Nurse", agency=harbour, holder=amara)
    line(recommendation, dee, number=1, due=-3, lead=post)
    line(recommendation, dee, number=2, due=5, lead=post)
    line(recommendation, dee, number=3, due=200, lead=post)
    shown = page(signed_in(amara))
    assert "Overdue by 3 days" in shown
    assert "Report number 2" in shown
    assert "Report number 3" not in shown
    assert "Report number" not in page(signed_in(chris))


def test_a_claimed_action_waits_for_somebody_else_to_look_at_its_evidence(recommendation, dee, signed_in):
    chair = make_person("Cora", role=Role.CHAIR, agency=make_board_office())
    claim(line(recommendation, dee), dee, Tick.CLAIMED)
    assert "Evidence to look at" in page(signed_in(chair))
    assert "Evidence to look at" not in page(signed_in(dee)), "she claimed it herself"


def test_the_chair_is_asked_whether_a_verified_action_worked(recommendation, dee, amara, signed_in):
    chair = make_person("Cora", role=Role.CHAIR, agency=make_board_office())
    action = line(recommendation, dee)
    claim(action, dee, Tick.CLAIMED, Tick.SEEN, Tick.VERIFIED)
    assert "Effect to confirm" in page(signed_in(chair))
    assert "Effect to confirm" not in page(signed_in(amara))


def test_those_who_answer_for_the_plan_see_it_at_a_glance(recommendation, dee, amara, signed_in):
    line(recommendation, dee)
    shown = page(signed_in(dee))
    assert "The plan at a glance" in shown
    assert "has nobody to lead it" in shown
    assert "The plan at a glance" not in page(signed_in(amara))


def test_each_kind_of_finding_is_counted_once_a_line_and_leads_to_its_lines(recommendation, dee, signed_in):
    for number in (1, 2):
        line(recommendation, dee, number=number)
    shown = page(signed_in(dee))
    assert re.search(r'href="/plan/\?finding=no_deadline">No deadline</a></dt><dd>2</dd>', shown)


def test_what_others_have_done_since_the_last_visit_is_counted(recommendation, dee, amara, signed_in):
    action = line(recommendation, dee)
    signed_in(dee)
    assert "Since you last signed in" not in page(signed_in(amara))
    for by in (amara, dee):
        ProgressNote.objects.create(action=action, text="Done", written_by=by, written_at=timezone.now())
    dee.refresh_from_db()
    shown = page(signed_in(dee))
    assert re.search(r"<dt>Progress notes</dt><dd>1</dd>", shown)
    assert "Since you last signed in" not in signed_in(dee).get("/", {"as_at": "2020-01-01"}).content.decode()


def test_a_draft_that_others_add_is_counted_only_for_those_who_see_it(recommendation, dee, amara, signed_in):
    signed_in(amara)
    line(recommendation, dee, status=Status.DRAFT)
    amara.refresh_from_db()
    assert "Nobody else has changed the plan" in page(signed_in(amara))


def test_with_no_plan_the_manager_is_told_the_first_step(dee, amara, signed_in):
    assert "Import the plan you have" in page(signed_in(dee))
    assert "Import the plan you have" not in page(signed_in(amara))


def test_an_administrator_sees_nothing_of_the_plan(recommendation, dee, signed_in):
    line(recommendation, dee, due=-3)
    administrator = make_person(role=Role.ADMINISTRATOR, agency=make_board_office())
    assert "Report number" not in page(signed_in(administrator))


def test_the_number_of_questions_does_not_grow_with_the_plan(
    recommendation, dee, signed_in, django_assert_max_num_queries
):
    post = make_post("Manager", agency=make_board_office(), holder=dee)
    for number in range(1, 31):
        line(recommendation, dee, number=number, due=number - 10, lead=post)
    client = signed_in(dee)
    with django_assert_max_num_queries(60):
        client.get("/")
