"""Search finds what a person may read, and nothing else: not even how much there is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from goldenthread.board.action_plan.models import Action, ProgressNote, Recommendation, Source
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.documents.models import Document, Version
from goldenthread.board.home.queries.search import marked

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(dee):
    source = Source.objects.create(title="Inspection")
    recommendation = Recommendation.objects.create(source=source, ref="142", text="Watch attendance closely")
    return Action.objects.create(
        recommendation=recommendation,
        ref="142.1",
        text="Report attendance to every meeting",
        changed_at=timezone.now(),
        changed_by=dee,
    )


def note(line, text, by):
    return ProgressNote.objects.create(action=line, text=text, written_by=by, written_at=timezone.now())


def document(agency, by, *, text, visibility):
    now = timezone.now()
    kept = Document.objects.create(
        title="Letter", agency=agency, visibility=visibility, added_by=by, added_at=now
    )
    Version.objects.create(
        document=kept, number=1, file_name="a.txt", media_type="text/plain", size=1, sha256="0" * 64,
        text=text, added_by=by, added_at=now,
    )  # fmt: skip
    return kept


def clock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0].isoformat()


def found(client, words, **query):
    return client.get("/search/", {"q": words, **query}).content.decode()


def test_words_are_found_in_lines_recommendations_notes_and_documents(line, dee, harbour, signed_in):
    note(line, "Letters about absences were sent", dee)
    document(harbour, dee, text="The absence of probation was challenged", visibility="board")
    page = found(signed_in(dee), "absence")
    assert "Note on 142.1" in page
    assert "The <mark>absence</mark> of probation" in page
    assert "Report <mark>attendance</mark>" in found(signed_in(dee), "attendance")


def test_a_restricted_document_is_neither_shown_nor_counted_for_another_agency(
    dee, amara, chris, harbour, signed_in
):
    document(harbour, amara, text="ZZCANARY in a restricted letter", visibility="restricted")
    assert "1 result" in found(signed_in(amara), "restricted letter")
    page = found(signed_in(chris), "restricted letter")
    assert "0 results" in page
    assert "ZZCANARY" not in page


@pytest.mark.slow
def test_what_a_file_says_is_found_in_the_past_too_but_not_before_it_was_there(
    transactional_db, dee, harbour, signed_in
):
    before = clock()
    document(harbour, dee, text="the harbour protocol", visibility="board")
    since = clock()
    assert "Letter" in found(signed_in(dee), "harbour protocol", as_at=since)
    assert "Letter" not in found(signed_in(dee), "harbour protocol", as_at=before)


def test_a_draft_is_found_only_by_those_who_edit_the_plan(line, dee, chris, signed_in):
    Action.objects.filter(pk=line.pk).update(status=Status.DRAFT)
    assert "1 result" in found(signed_in(dee), "every meeting")
    page = found(signed_in(chris), "every meeting")
    assert "0 results" in page
    assert "142.1" not in page


def test_what_was_typed_is_text_wherever_it_is_shown(line, dee, signed_in):
    note(line, "<script>alert(1)</script> attended <img src=x onerror=alert(2)>", dee)
    page = found(signed_in(dee), "attended")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    page = found(signed_in(dee), '"><script>alert(3)</script>')
    assert "<script>alert(3)" not in page


@pytest.mark.parametrize(
    "words", ["'", '"', "-", "a & | ! ( :*", "\x00", "%", "\\", "x" * 5000, "🦉", "SELECT 1;--"]
)
def test_no_words_break_the_search(line, dee, signed_in, words):
    assert signed_in(dee).get("/search/", {"q": words}).status_code == 200


def test_a_misspelt_word_is_answered_with_the_nearest_one(line, dee, signed_in):
    assert "q=attendance" in found(signed_in(dee), "atendance")


def test_search_is_for_those_who_may_see_the_plan(db, signed_in):
    from goldenthread.board.agencies.rules import Role
    from tests.factories.agencies import make_person

    assert signed_in(make_person(role=Role.ADMINISTRATOR)).get("/search/?q=a").status_code == 403


def test_marks_are_put_in_after_everything_else_was_escaped():
    assert marked("<b>\ue000x\ue001</b> \ue000cut") == "&lt;b&gt;<mark>x</mark>&lt;/b&gt; <mark>cut</mark>"
