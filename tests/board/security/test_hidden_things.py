"""What somebody may not see shows nowhere: no body, header, title, count, choice, history or past tells of it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.board.agencies.rules import Role
from goldenthread.board.documents import operations as documents
from goldenthread.board.documents.models import Document
from tests.board.security.canaries import CANARY, LURE, hide
from tests.factories.action_plan import make_document
from tests.factories.agencies import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(dee, harbour):
    return hide(dee, harbour)


def pages(hidden) -> list[str]:
    """Every page on which the hidden things could show, by a direct address or by the side."""
    line, draft, document = hidden.line.pk, hidden.draft.pk, hidden.document.pk
    return [
        reverse("home"),
        *(reverse("search") + f"?q={words}" for words in ("attendance", LURE, f"{LURE}x")),
        *(
            reverse("plan") + query
            for query in ("", "?text=attendance", f"?text={LURE}", "?status=draft", "?sort=-changed")
        ),
        reverse("plan-export", args=["csv"]) + "?with_status=on",
        reverse("recommendations"),
        reverse("recommendation", args=[hidden.line.recommendation_id]),
        reverse("recommendation-history", args=[hidden.line.recommendation_id]),
        *(reverse(name, args=[key]) for name in ("action", "action-history") for key in (line, draft)),
        *(reverse("action-evidence", args=[key]) for key in (line, draft)),
        reverse("document", args=[document]),
        reverse("document-download", args=[document, 1]),
        reverse("document-download", args=[document, 2]),
        reverse("posts"),
        reverse("agencies"),
        reverse("account"),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.READER])
def test_no_page_tells_another_agency_of_a_restricted_file_or_a_draft(hidden, chris, signed_in, role):
    browser = signed_in(make_person(role=role, agency=chris.memberships.get().agency))
    told = []
    for path in pages(hidden):
        response = browser.get(path)
        assert response.status_code < 500, path
        if CANARY in response.content.decode() + str(response.headers):
            told.append(path)
    assert told == []


@pytest.mark.slow
def test_the_canaries_would_be_heard(hidden, amara, dee, signed_in):
    """The test above looks in the right places: those who may see them do."""
    own = signed_in(amara)
    assert CANARY in own.get(reverse("document", args=[hidden.document.pk])).content.decode()
    assert CANARY in own.get(reverse("action", args=[hidden.line.pk])).content.decode()
    assert CANARY in own.get(reverse("action-history", args=[hidden.line.pk])).content.decode()
    assert CANARY in signed_in(dee).get(reverse("plan")).content.decode()


@pytest.mark.slow
def test_counts_and_choices_do_not_change_by_what_is_hidden(dee, harbour, chris, signed_in):
    browser = signed_in(chris)
    hidden = hide(dee, harbour)
    paths = [reverse("plan"), reverse("search") + "?q=attendance", reverse("action-evidence", args=[1])]
    with_them = [shown(browser.get(path)) for path in paths]
    type(hidden.note).objects.all().delete()
    type(hidden.evidence).objects.all().delete()
    hidden.draft.leads.all().delete()
    hidden.draft.delete()
    hidden.document.versions.all().delete()
    hidden.document.delete()
    without = [shown(browser.get(path)) for path in paths]
    # The line says that there is evidence; which, and how much of it may be opened, it does not.
    assert re.sub(r"Evidence: \d|\b1\b", "", with_them[1]) == re.sub(r"Evidence: \d|\b1\b", "", without[1])
    assert re.findall(r"\d+ actions?", with_them[0]) == re.findall(r"\d+ actions?", without[0])


def shown(response) -> str:
    return re.sub(r'(nonce|value|content)="[^"]*"', "", response.content.decode())


def test_a_refusal_holds_nothing_of_the_thing_that_was_asked_for(hidden, chris, signed_in):
    """Nor of a restricted file that one asks to change, link or open at another number."""
    browser = signed_in(chris)
    document = hidden.document.pk
    for response in (
        browser.get(reverse("document-download", args=[document, 1])),
        browser.get(reverse("document-download", args=[document, 1]), headers={"Range": "bytes=0-1"}),
        browser.get(reverse("document-download", args=[document, 1]), headers={"If-None-Match": '"0"'}),
        browser.head(reverse("document", args=[document])),
        browser.post(reverse("document-visibility", args=[document]), {"visibility": "board"}),
        browser.post(reverse("action-note", args=[hidden.draft.pk]), {"text": "x"}),
        browser.post(reverse("note-promote", args=[hidden.note.pk]), {"sentence": "x"}),
        browser.post(reverse("evidence-take-away", args=[hidden.evidence.pk])),
    ):
        assert response.status_code in {403, 404}
        assert CANARY not in response.content.decode() + str(response.headers)
        assert "ETag" not in response.headers
    hidden.document.refresh_from_db()
    assert hidden.document.visibility == Document.Visibility.RESTRICTED


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_file_restricted_today_is_restricted_in_the_past_too(dee, harbour, chris, amara, signed_in):
    document = make_document(CANARY, by=dee, agency=harbour)
    then = {"as_at": timezone.now().isoformat()}
    path = reverse("document", args=[document.pk])
    assert signed_in(chris).get(path, then).status_code == 200
    documents.change_visibility(document=document, visibility=Document.Visibility.RESTRICTED, by=dee)
    assert signed_in(chris).get(path, then).status_code == 404
    assert signed_in(amara).get(path, then).status_code == 200


def test_a_restricted_file_of_the_same_name_is_neither_linked_nor_written_over(
    hidden, ben, harbour, tmp_path, settings
):
    """Ben contributes for the agency that gave it, but may not open it."""
    settings.FILES = tmp_path / "files"
    given = tmp_path / "given"
    given.write_text("of his own")
    for conflict in documents.Conflict:
        (kept,) = documents.keep_files(
            files=[documents.NewFile(given, hidden.document.title, 1_000)],
            agency=harbour,
            visibility=Document.Visibility.BOARD,
            conflict=conflict,
            by=ben,
        )
        assert kept != hidden.document
    assert hidden.document.versions.count() == 1
