"""One action's page: what and why, the facts, what was said, and everything a person may add to it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.rules.status import Rag, Status
from tests.board.action_plan.pages import hidden, markup, read, send, sends_to_the_plan, told
from tests.factories.action_plan import make_action, make_evidence, make_recommendation
from tests.factories.agencies import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(dee, amara, harbour):
    lead = make_post("Head of nursing", agency=harbour, holder=amara)
    return make_action(
        lead, by=dee, text="Train the wards", recommendation=make_recommendation("142", text="Staff must know"),
        success_measure="Wards ask sooner",
    )  # fmt: skip


@pytest.fixture
def browser(dee, signed_in):
    return signed_in(dee)


def test_it_says_what_why_and_how_we_shall_know(browser, line):
    page = read(browser, "action", line.pk)
    for words in (
        "Train the wards",
        "Recommendation 142 : Staff must know",
        "Wards ask sooner",
        "Head of nursing",
    ):
        assert words in page


def test_it_says_what_is_to_settle_and_where(browser, dee):
    lacking = make_action(by=dee, deadline="")
    page = read(browser, "action", lacking.pk)
    assert "To settle" in page
    assert "Name the lead" in page
    assert "Set the deadline" in page


def test_an_update_is_kept_dated_and_begins_the_work(amara, signed_in, line):
    browser = signed_in(amara)
    token = hidden(markup(browser, "action", line.pk), "token")
    page = told(
        send(browser, "action-note", line.pk, text="Twelve wards done", said_on="1 9 2026", token=token)
    )
    assert "Your update is saved" in page
    assert "Twelve wards done" in page
    assert "About 1 September 2026" in page
    line.refresh_from_db()
    assert line.status == Status.IN_PROGRESS


def test_an_empty_update_says_what_to_enter_and_keeps_the_rest(amara, signed_in, line):
    browser = signed_in(amara)
    token = hidden(markup(browser, "action", line.pk), "token")
    response = send(browser, "action-note", line.pk, text="", said_on="31 2 2026", token=token)
    assert response.status_code == 422
    page = response.content.decode()
    assert page.count("Enter what has changed") == 2
    assert "must be a real date, like 31 10 2026" in page
    assert 'value="31 2 2026"' in page
    assert "<title>Error: " in page


def test_more_time_is_asked_for_by_those_who_may_not_take_it(amara, signed_in, line):
    browser = signed_in(amara)
    token = hidden(markup(browser, "action", line.pk), "token")
    send(
        browser, "action-ask-for-time", line.pk, deadline="May 2100", reason="The trainer is ill", token=token
    )
    assert "Asks to move the deadline to May 2100. The trainer is ill" in read(browser, "action", line.pk)
    line.refresh_from_db()
    assert line.deadline_raw == "31 October 2099"


def test_a_moved_deadline_shows_who_agreed_and_why(browser, dee, line):
    send(
        browser, "action-deadline", line.pk, version=line.version, deadline="May 2100", reason="Illness",
        agreed_by="QA group", agreed_on="2 9 2026",
    )  # fmt: skip
    page = read(browser, "action", line.pk)
    assert "31 October 2099 → May 2100" in page
    assert "Agreed by QA group on 2 September 2026" in page
    assert "Illness" in page


def test_a_deadline_does_not_move_without_a_reason(browser, line):
    response = send(browser, "action-deadline", line.pk, version=line.version, deadline="May 2100")
    assert response.status_code == 422
    assert "Say why the deadline moves" in told(response)


def test_ongoing_is_no_deadline(browser, line):
    response = send(browser, "action-deadline", line.pk, version=line.version, deadline="Ongoing", reason="x")
    assert "Enter a deadline with an end" in told(response)


def test_a_rating_of_ones_own_needs_its_reason_and_leaves_the_computed_one_readable(browser, line):
    response = send(browser, "action-rag", line.pk, version=line.version, rag="amber")
    assert "Enter why it differs" in told(response)
    send(browser, "action-rag", line.pk, version=line.version, rag="amber", reason="The trainer may leave")
    page = read(browser, "action", line.pk)
    assert "Amber, by hand" in page
    assert "The trainer may leave" in page
    assert "Computed: green" in page


def test_steps_are_added_done_and_opened_again(amara, signed_in, line):
    browser = signed_in(amara)
    token = hidden(markup(browser, "action", line.pk), "token")
    send(browser, "action-step", line.pk, text="Book the room", token=token)
    step = line.sub_tasks.get()
    assert "The step is done" in told(send(browser, "step-finish", step.pk, done="yes"))
    assert "The step is open again" in told(send(browser, "step-finish", step.pk, done="no"))
    step.refresh_from_db()
    assert step.done_on is None


def test_a_sentence_of_a_note_becomes_a_draft_that_points_back(browser, dee, line):
    note = operations.add_note(
        action=line, text="Rooms were booked. Police to send a trainer by 17.08.15.", by=dee
    )
    page = markup(browser, "note-promote", note.pk)
    send(
        browser, "note-promote", note.pk,
        sentence="Police to send a trainer by 17.08.15.", token=hidden(page, "token"),
    )  # fmt: skip
    made = Action.objects.get(promoted_from=note)
    assert made.status == Status.DRAFT
    assert made.recommendation == line.recommendation
    assert f"a progress note of {line.ref}" in read(browser, "action", made.pk)


def test_a_sentence_that_is_not_in_the_note_is_refused(browser, dee, line):
    note = operations.add_note(action=line, text="Rooms were booked.", by=dee)
    token = hidden(markup(browser, "note-promote", note.pk), "token")
    response = send(browser, "note-promote", note.pk, sentence="Sack the trainer.", token=token)
    assert response.status_code == 422
    assert not Action.objects.filter(promoted_from=note).exists()


def test_evidence_is_listed_linked_and_taken_away(browser, dee, line):
    document = make_evidence(line, by=dee, title="Attendance sheet")
    assert "Attendance sheet" in read(browser, "action", line.pk)
    send(browser, "evidence-take-away", line.evidence.get().pk)
    assert not line.evidence.exists()
    send(browser, "evidence-link", line.pk, document=document.pk, shows="Who came")
    assert "Who came" in read(browser, "action", line.pk)


def test_evidence_somebody_relied_on_stays(browser, dee, line):
    from goldenthread.board.action_plan.rules.status import Tick
    from tests.factories.action_plan import give
    from tests.factories.agencies import make_person

    make_evidence(line, by=dee)
    give(line, Tick.CLAIMED, by=make_person("Ann"))
    give(line, Tick.SEEN, by=dee)
    assert "Take those ticks back first" in told(send(browser, "evidence-take-away", line.evidence.get().pk))
    assert line.evidence.exists()


def test_a_restricted_document_is_evidence_without_a_name_for_others(amara, signed_in, dee, line):
    make_evidence(line, by=dee, title="Serious case", restricted=True)
    page = read(signed_in(amara), "action", line.pk)
    assert "A restricted file" in page
    assert "Serious case" not in page


def test_the_history_tells_every_change_with_what_stood_before(browser, dee, line):
    operations.override_rag(action=line, rag=Rag.RED, reason="It stands still", by=dee)
    page = read(browser, "action-history", line.pk)
    assert "Action added" in page
    assert "It stands still" in page


def test_who_may_not_update_sees_no_form(chris, signed_in, line):
    assert not sends_to_the_plan(markup(signed_in(chris), "action", line.pk))


def test_who_may_update_sees_theirs(amara, signed_in, line):
    assert sends_to_the_plan(markup(signed_in(amara), "action", line.pk))


def test_an_action_is_added_and_may_lack_lead_and_deadline(browser):
    one = make_recommendation("142")
    page = markup(browser, "action-add", recommendation=one.pk)
    told_page = told(
        send(browser, "action-add", recommendation=one.pk, text="New", token=hidden(page, "token"))
    )
    assert "142.1 is in the plan" in told_page
    assert "To settle" in told_page


def test_twenty_notes_take_no_more_queries_than_one(browser, dee, line):
    def queries() -> int:
        read(browser, "action", line.pk)
        with CaptureQueriesContext(connection) as counted:
            read(browser, "action", line.pk)
        return len(counted)

    operations.add_note(action=line, text="One", by=dee)
    make_evidence(line, by=dee)
    before = queries()
    for number in range(19):
        operations.add_note(action=line, text=f"Note {number}", by=dee)
        make_evidence(line, by=dee)
    assert queries() == before


def test_a_change_leads_back_to_where_one_was_with_the_filters(browser, line):
    came = f"http://testserver{reverse('plan')}?deadline=dated"
    opened = browser.get(reverse("action-status", args=[line.pk]), headers={"Referer": came})
    back = hidden(opened.content.decode(), "back")
    response = browser.post(
        reverse("action-status", args=[line.pk]),
        {"version": line.version, "status": "paused", "reason": "Summer", "back": back},
    )
    assert response["Location"] == f"{reverse('plan')}?deadline=dated"
