"""Claimed, seen, verified, worked: four ticks, by different people, each with its page and its words."""

from __future__ import annotations

import pytest

from goldenthread.board.action_plan.models import TickGiven
from goldenthread.board.action_plan.rules.status import Status, Tick
from goldenthread.board.agencies.rules import Role
from tests.board.action_plan.pages import markup, read, send, told
from tests.factories.action_plan import give, make_action, make_evidence
from tests.factories.agencies import make_board_office, make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(dee, amara, harbour):
    return make_action(make_post("Head of nursing", agency=harbour, holder=amara), by=dee)


@pytest.fixture
def chair(db):
    return make_person("Gwen", role=Role.CHAIR, agency=make_board_office())


def test_an_action_goes_through_its_four_ticks_by_three_people(signed_in, line, amara, dee, chair):
    make_evidence(line, by=amara)
    send(signed_in(amara), "tick-claimed", line.pk, words="All wards trained")
    send(signed_in(dee), "tick-seen", line.pk)
    send(signed_in(dee), "tick-verified", line.pk)
    page = told(send(signed_in(chair), "tick-worked", line.pk, words="Wards ask a week sooner"))
    line.refresh_from_db()
    assert line.status == Status.IMPACT_CONFIRMED
    assert "Wards ask a week sooner" in page
    assert list(line.ticks.order_by("given_at").values_list("tick", flat=True)) == list(Tick)


def test_a_claim_without_evidence_says_why_there_is_none(signed_in, line, amara):
    response = send(signed_in(amara), "tick-claimed", line.pk)
    assert response.status_code == 422
    assert "Add evidence, or say why there is none" in told(response)
    send(signed_in(amara), "tick-claimed", line.pk, words="Done by telephone")
    assert line.ticks.filter(tick=Tick.CLAIMED).exists()


def test_nothing_can_be_seen_where_there_is_nothing_to_look_at(signed_in, line, amara, dee):
    give(line, Tick.CLAIMED, by=amara)
    assert "there is nothing to look at yet" in read(signed_in(dee), "action", line.pk)
    assert send(signed_in(dee), "tick-seen", line.pk).status_code == 422


def test_who_claimed_takes_no_later_step(signed_in, line, dee):
    make_evidence(line, by=dee)
    give(line, Tick.CLAIMED, by=dee)
    assert "You claimed this action, so somebody else must take this step" in read(
        signed_in(dee), "action", line.pk
    )
    assert send(signed_in(dee), "tick-seen", line.pk).status_code == 422
    assert not line.ticks.filter(tick=Tick.SEEN).exists()


def test_who_leads_does_not_verify(signed_in, amara, dee, harbour):
    line = make_action(make_post("Business manager", holder=dee), by=dee)
    make_evidence(line, by=dee)
    give(line, Tick.CLAIMED, by=make_person("Ann"))
    give(line, Tick.SEEN, by=make_person("Bob"))
    assert "You lead this action" in told(send(signed_in(dee), "tick-verified", line.pk))
    assert not line.ticks.filter(tick=Tick.VERIFIED).exists()


def test_no_tick_before_the_one_it_rests_on(signed_in, line, dee):
    make_evidence(line, by=dee)
    assert "It must be claimed first" in told(send(signed_in(dee), "tick-seen", line.pk))


def test_worked_needs_words_on_what_changed(signed_in, line, amara, dee, chair):
    make_evidence(line, by=amara)
    for tick, by in ((Tick.CLAIMED, amara), (Tick.SEEN, dee), (Tick.VERIFIED, dee)):
        give(line, tick, by=by)
    assert "Say what changed for children" in told(send(signed_in(chair), "tick-worked", line.pk))
    assert not line.ticks.filter(tick=Tick.WORKED).exists()


def test_taking_one_back_takes_those_back_that_rest_on_it_and_keeps_all_words(signed_in, line, amara, dee):
    make_evidence(line, by=amara)
    for tick, by in ((Tick.CLAIMED, amara), (Tick.SEEN, dee), (Tick.VERIFIED, dee)):
        give(line, tick, by=by, words=f"{tick} by rule")
    browser = signed_in(dee)
    assert send(browser, "tick-seen-take-back", line.pk).status_code == 422
    page = told(send(browser, "tick-seen-take-back", line.pk, because="It was another ward"))
    line.refresh_from_db()
    assert line.status == Status.AWAITING_EVIDENCE
    assert list(line.ticks.filter(withdrawn_at=None).values_list("tick", flat=True)) == [Tick.CLAIMED]
    assert "It was another ward" in page
    assert "verified by rule" in page


def test_a_tick_given_twice_stands_once(signed_in, line, amara):
    make_evidence(line, by=amara)
    browser = signed_in(amara)
    send(browser, "tick-claimed", line.pk, words="Done")
    assert "already marked as claimed" in told(send(browser, "tick-claimed", line.pk, words="Done"))
    assert TickGiven.objects.count() == 1


def test_where_somebody_may_not_the_page_says_who_does(signed_in, line, chris):
    page = read(signed_in(chris), "action", line.pk)
    assert "The lead of its agency, or the board's office, says this" in page
    assert "Mark as" not in page


def test_what_was_typed_stays_where_a_tick_is_refused(signed_in, line, dee, amara):
    make_evidence(line, by=amara)
    give(line, Tick.CLAIMED, by=dee)
    browser = signed_in(amara)
    response = send(browser, "tick-claimed-take-back", line.pk, because="")
    assert response.status_code == 422
    assert "Enter why it is taken back" in told(response)
    assert "open" in response.content.decode().split("Take it back")[0][-200:]


def test_an_ended_action_takes_no_tick(signed_in, dee, line):
    from goldenthread.board.action_plan import operations

    operations.change_status(action=line, status=Status.CANCELLED, reason="Merged", by=dee)
    assert "is cancelled" in told(send(signed_in(dee), "tick-claimed", line.pk, words="Done"))
    assert "Mark as claimed" not in markup(signed_in(dee), "action", line.pk)
