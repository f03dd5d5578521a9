"""What a form does not ask for changes nothing, and keys that name nothing count as nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import BaseModelForm
from django.urls import get_resolver, reverse

from goldenthread.board.action_plan.models import Action, ProgressNote
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.agencies.models import Agency
from goldenthread.board.documents.models import Document
from tests.board.security.canaries import TEXT, make_line
from tests.factories.action_plan import make_document
from tests.factories.agencies import make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(dee, harbour) -> Action:
    return make_line(dee, harbour)


@pytest.fixture
def smuggled(chris, line) -> dict[str, object]:
    """Names of columns and of things one would like to be, as a tampered page would send them."""
    return {
        "id": 1, "pk": 1, "is_staff": "on", "is_superuser": "on", "is_active": "on", "role": "business_manager",
        "person": chris.pk, "agency_id": chris.memberships.get().agency_id, "owner": chris.pk, "by": chris.pk,
        "written_by": chris.pk, "written_at": "2015-01-01", "changed_by": chris.pk, "added_by": chris.pk,
        "status_reason": "smuggled", "state": "saved", "approved": "on", "imported": "on", "ref": "smuggled",
        "position": 99, "created_at": "2015-01-01", "rag_override": "green", "struck_through": "on",
        "action": 1, "action_id": 1, "recommendation_id": 1, "password": "smuggled", "email": "x@evil.example",
    }  # fmt: skip


def kinds_of(form: type) -> list[type]:
    return [form, *(kind for each in form.__subclasses__() for kind in kinds_of(each))]


def test_no_form_of_ours_takes_its_fields_from_a_model():
    assert get_resolver().url_patterns, "all views and their forms are loaded"
    ours = [kind for kind in kinds_of(BaseModelForm) if kind.__module__.startswith("goldenthread.")]
    assert ours == []
    assert any(kind.__module__.startswith("goldenthread.") for kind in kinds_of(forms.Form))


def test_a_note_is_its_writers_and_todays(line, ben, signed_in, smuggled):
    sent = {**smuggled, "text": "Done", "token": uuid4()}
    assert signed_in(ben).post(reverse("action-note", args=[line.pk]), sent).status_code == 302
    note = ProgressNote.objects.get()
    assert (note.written_by, note.action, note.imported, note.position) == (ben, line, False, 1)
    line.refresh_from_db()
    assert (line.ref, line.rag_override, line.struck_through) == ("151.1", "", False)


def test_wording_changes_only_what_its_form_asks_for(line, dee, signed_in, smuggled):
    sent = {**smuggled, "version": line.version, "kind": "task", "display_text": "Report each absence"}
    signed_in(dee).post(reverse("action-wording", args=[line.pk]), sent)
    line.refresh_from_db()
    assert line.display_text == "Report each absence"
    assert (line.ref, line.status, line.position, line.rag_override) == ("151.1", Status.IN_PROGRESS, 1, "")
    assert line.text == TEXT


def test_preferences_make_nobody_more_than_they_were(ben, signed_in, smuggled):
    before = ben.email, ben.password, list(ben.memberships.values())
    signed_in(ben).post(reverse("preferences"), {**smuggled, "name": "Benjamin"})
    ben.refresh_from_db()
    assert ben.name == "Benjamin"
    assert (ben.email, ben.password, list(ben.memberships.values())) == before


def test_a_file_is_given_in_the_name_of_ones_own_agency_only(
    line, ben, chris, signed_in, smuggled, settings, tmp_path
):
    settings.FILES = tmp_path / "files"
    sent = {
        **smuggled, "token": uuid4(), "agency": chris.memberships.get().agency_id, "visibility": "board",
        "conflict": "skip", "files": SimpleUploadedFile("a.txt", b"minutes"),
    }  # fmt: skip
    assert signed_in(ben).post(reverse("evidence-upload", args=[line.pk]), sent).status_code == 422
    assert not Document.objects.exists()


def test_who_may_open_a_file_is_all_that_its_form_changes(amara, chris, harbour, signed_in, smuggled):
    document = make_document("Letter", by=amara, agency=harbour)
    sent = {
        **smuggled,
        "visibility": "restricted",
        "agency": chris.memberships.get().agency_id,
        "title": "smuggled",
    }
    signed_in(amara).post(reverse("document-visibility", args=[document.pk]), sent)
    document.refresh_from_db()
    assert (document.visibility, document.agency, document.title) == ("restricted", harbour, "Letter")


def test_an_agency_is_not_made_the_boards_office_by_its_form(dee, signed_in, smuggled):
    agency = make_agency("Old name")
    sent = {**smuggled, "name": "New name", "short_name": "", "is_board_office": "on"}
    signed_in(dee).post(reverse("rename_agency", args=[agency.pk]), sent)
    agency.refresh_from_db()
    assert agency.name == "New name"
    assert Agency.objects.filter(is_board_office=True).count() == 1


@pytest.mark.parametrize(
    "key",
    ["987654321", "9" * 30, "9" * 5_000, "-1", "0x1", "١٢", "1;DROP TABLE", "null", "\x00", "1.0", "true"],
)
def test_keys_that_name_nothing_are_left_aside_in_bulk(key, line, dee, signed_in):
    browser = signed_in(dee)
    sent = {"chosen": f"{key},{line.pk}", "status": "paused", "reason": "Waiting"}
    assert browser.get(reverse("plan-bulk"), {"chosen": [key, line.pk]}).status_code in {200, 302}
    assert browser.post(reverse("plan-bulk-preview"), sent).status_code in {200, 422}
    saved = browser.post(reverse("plan-bulk-save"), sent).status_code == 302
    line.refresh_from_db()
    assert (line.status == Status.PAUSED) == saved == (key != "\x00"), "the line that was named is changed"


def test_bulk_is_closed_to_who_may_not_edit_whatever_they_choose(line, amara, signed_in):
    browser = signed_in(amara)
    sent = {"chosen": str(line.pk), "all": 1, "all_matching": 1, "status": "paused", "reason": "Waiting"}
    assert browser.get(reverse("plan-bulk"), sent).status_code == 403
    assert browser.post(reverse("plan-bulk-preview"), sent).status_code == 403
    assert browser.post(reverse("plan-bulk-save"), sent).status_code == 403
    line.refresh_from_db()
    assert line.status == Status.IN_PROGRESS


def test_trying_number_after_number_opens_nothing(line, harbour, amara, chris, signed_in):
    """Keys can be guessed; what they name is asked for each time."""
    hidden = make_document(by=amara, agency=harbour, restricted=True)
    browser = signed_in(chris)
    keys = range(max(hidden.pk - 20, 1), hidden.pk + 20)
    assert {browser.get(reverse("document-download", args=[key, 1])).status_code for key in keys} == {404}
    assert {browser.post(reverse("action-note", args=[line.pk + step])).status_code for step in range(5)} == {
        404
    }
