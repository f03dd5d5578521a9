"""Which lines a person may change, and that a page never says more than they may know."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.agencies.rules import Role
from tests.board.action_plan.pages import read, send
from tests.factories.action_plan import make_action, make_document, make_evidence
from tests.factories.agencies import make_board_office, make_person, make_post, make_tenure

pytestmark = pytest.mark.django_db
NO_SUCH = 99_999_999


@pytest.fixture
def line(dee, amara, harbour):
    """A line that amara's agency leads."""
    return make_action(make_post("Head of nursing", agency=harbour, holder=amara), by=dee)


def body(response) -> str:
    """What a refusal says, without what differs by chance."""
    page = re.sub(r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return re.sub(r"/plan/(actions|steps|evidence)/\d+/", "/plan/", page)


WRITES = [
    ("action-note", {"text": "x", "token": str(uuid4())}),
    ("action-ask-for-time", {"deadline": "May 2100", "reason": "x", "token": str(uuid4())}),
    ("action-step", {"text": "x", "token": str(uuid4())}),
    ("evidence-link", {"document": "1"}),
    ("tick-claimed", {"words": "x"}),
    ("tick-claimed-take-back", {"because": "x"}),
]


@pytest.mark.parametrize(("page", "sent"), WRITES)
def test_another_agencys_line_answers_as_one_that_never_was(chris, signed_in, line, page, sent):
    browser = signed_in(chris)
    foreign = browser.post(reverse(page, args=[line.pk]), sent)
    missing = browser.post(reverse(page, args=[NO_SUCH]), sent)
    assert foreign.status_code == missing.status_code == 404
    assert body(foreign) == body(missing)
    line.refresh_from_db()
    assert (line.notes.count(), line.sub_tasks.count(), line.ticks.count(), line.version) == (0, 0, 0, 1)


def test_steps_and_evidence_of_another_agency_are_not_there_either(chris, dee, signed_in, line):
    step = operations.add_sub_task(action=line, text="Book", by=dee)
    make_evidence(line, by=dee)
    evidence = line.evidence.get()
    browser = signed_in(chris)
    for page, key in (("step-finish", step.pk), ("evidence-take-away", evidence.pk)):
        foreign = browser.post(reverse(page, args=[key]), {"done": "yes"})
        missing = browser.post(reverse(page, args=[NO_SUCH]), {"done": "yes"})
        assert foreign.status_code == missing.status_code == 404
        assert body(foreign) == body(missing)
    assert line.evidence.exists()


def test_a_document_one_may_not_open_cannot_be_linked_and_is_not_confirmed(
    chris, amara, dee, signed_in, line
):
    secret = make_document("Case file", by=dee, restricted=True)
    answers = [
        send(signed_in(amara), "evidence-link", line.pk, document=key).content.decode()
        for key in (secret.pk, NO_SUCH)
    ]
    assert not line.evidence.exists()
    assert "Case file" not in answers[0]
    assert re.findall("error-message.*", answers[0]) == re.findall("error-message.*", answers[1])


def test_a_contributor_updates_but_does_not_claim(ben, signed_in, line):
    browser = signed_in(ben)
    assert send(browser, "action-note", line.pk, text="Done", token=uuid4()).status_code == 200
    assert send(browser, "tick-claimed", line.pk, words="Done").status_code == 403
    assert "Mark as claimed" not in read(browser, "action", line.pk)


def test_an_agency_lead_neither_sees_nor_verifies_nor_edits(amara, signed_in, line):
    browser = signed_in(amara)
    for page in (
        "tick-seen",
        "tick-verified",
        "tick-worked",
        "action-deadline",
        "action-status",
        "action-rag",
    ):
        assert send(browser, page, line.pk, words="x").status_code == 403


def test_the_reader_and_the_inspector_change_nothing(signed_in, line):
    for role in (Role.READER, Role.INSPECTOR):
        browser = signed_in(make_person(role=role, agency=make_board_office()))
        assert browser.get(reverse("plan")).status_code == 200
        assert send(browser, "action-note", line.pk, text="x", token=uuid4()).status_code == 403


def test_a_draft_is_unseen_everywhere_but_by_those_who_edit(amara, dee, harbour, signed_in):
    lead = make_post(agency=harbour, holder=amara)
    draft = make_action(lead, by=dee, text="Secret draft", status=Status.DRAFT)
    theirs, editors = signed_in(amara), signed_in(dee)
    assert theirs.get(reverse("action", args=[draft.pk])).status_code == 404
    for page, args in (("plan", []), ("recommendation", [draft.recommendation_id]), ("recommendations", [])):
        assert "Secret draft" not in read(theirs, page, *args)
        assert draft.ref not in read(theirs, page, *args)
    assert "Secret draft" not in theirs.get(reverse("plan-export", args=["csv"])).content.decode()
    assert "Secret draft" in read(editors, "plan")
    assert theirs.post(reverse("action-note", args=[draft.pk]), {"text": "x"}).status_code == 404


def test_fields_that_a_form_does_not_have_are_not_set(amara, signed_in, line, dee):
    sent = {"text": "Done", "token": uuid4(), "written_by": dee.pk, "action": NO_SUCH, "imported": "on"}
    send(signed_in(amara), "action-note", line.pk, **sent)
    note = line.notes.get()
    assert (note.written_by, note.imported) == (amara, False)
    line.refresh_from_db()
    sent = {
        "version": line.version,
        "deadline": "May 2100",
        "reason": "x",
        "status": "closed",
        "changed_by": amara.pk,
    }
    send(signed_in(dee), "action-deadline", line.pk, **sent)
    line.refresh_from_db()
    assert line.status == Status.IN_PROGRESS
    assert line.changed_by == dee


@pytest.mark.parametrize(
    "status", ["evidence_verified", "impact_confirmed", "completed_awaiting_evidence", "closed"]
)
def test_no_form_sets_a_status_that_only_ticks_give(dee, amara, signed_in, line, status):
    send(signed_in(dee), "action-status", line.pk, version=line.version, status=status)
    send(signed_in(amara), "action-note", line.pk, text="x", token=uuid4(), status=status)
    send(signed_in(dee), "plan-bulk-save", chosen=line.pk, status=status)
    assert Action.objects.get(pk=line.pk).status == Status.AGREED


def test_a_body_member_may_update_its_lines_wherever_they_come_from(chris, dee, signed_in):
    from tests.factories.agencies import make_body

    body_line = make_action(make_body("Training group", members=(chris,)), by=dee)
    assert send(signed_in(chris), "action-note", body_line.pk, text="Met", token=uuid4()).status_code == 200


def test_who_left_a_post_of_no_agency_loses_its_lines(chris, dee, signed_in):
    from datetime import date

    post = make_post("Vice chair")
    make_tenure(post, chris, ends_on=date(2020, 1, 1))
    body_line = make_action(post, by=dee)
    assert send(signed_in(chris), "action-note", body_line.pk, text="x", token=uuid4()).status_code == 404


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_change_leads_back_to_a_page_of_ours_only(dee, signed_in, line, back):
    sent = {"version": line.version, "deadline": "May 2100", "reason": "x", "back": back}
    response = signed_in(dee).post(reverse("action-deadline", args=[line.pk]), sent)
    assert response["Location"] == reverse("action", args=[line.pk])


def test_nothing_changes_by_opening_an_address(dee, signed_in, line):
    for page, _ in WRITES:
        assert signed_in(dee).get(reverse(page, args=[line.pk])).status_code == 405
