"""A form sent twice, by double click, the Back button or a proxy that retries, is one record (FT-55)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import (
    Action,
    DeadlineChange,
    Evidence,
    ProgressNote,
    Recommendation,
)
from goldenthread.board.documents.models import Document
from tests.board.action_plan.pages import hidden, markup, send
from tests.factories.action_plan import make_action, make_recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(dee, signed_in):
    return signed_in(dee)


@pytest.fixture
def line(dee):
    return make_action(by=dee)


def twice(browser, name, *args, **data):
    answers = [send(browser, name, *args, **data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]


def test_a_note(browser, line):
    twice(browser, "action-note", line.pk, text="Done", token=uuid4())
    assert ProgressNote.objects.count() == 1


def test_a_request_for_time(browser, line):
    twice(browser, "action-ask-for-time", line.pk, deadline="May 2100", reason="Ill", token=uuid4())
    assert ProgressNote.objects.count() == 1


def test_a_step(browser, line):
    twice(browser, "action-step", line.pk, text="Book a room", token=uuid4())
    assert line.sub_tasks.count() == 1


def test_an_action(browser):
    one = make_recommendation()
    twice(browser, "action-add", recommendation=one.pk, text="New", token=uuid4())
    assert Action.objects.count() == 1


def test_a_recommendation(browser):
    source = make_recommendation().source
    twice(browser, "recommendation-add", source=source.pk, text="New", token=uuid4())
    assert Recommendation.objects.filter(text="New").count() == 1


def test_a_promoted_sentence(browser, dee, line):
    note = operations.add_note(action=line, text="Police to send a trainer.", by=dee)
    twice(browser, "note-promote", note.pk, sentence="Police to send a trainer.", token=uuid4())
    assert Action.objects.filter(promoted_from=note).count() == 1


def test_files_of_evidence(browser, line, dee, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    token, agency = uuid4(), next(iter(dee.rights.agencies))
    for _ in range(2):
        file = SimpleUploadedFile("minutes.txt", b"They met")
        data = {
            "files": file,
            "agency": agency,
            "visibility": "board",
            "conflict": "keep both",
            "token": token,
        }
        assert send(browser, "evidence-upload", line.pk, **data).status_code == 200
    assert (Document.objects.count(), Evidence.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("cell", "sent"),
    [
        ("deadline", {"deadline": "May 2100", "reason": "Ill"}),
        ("status", {"status": "paused", "reason": "x"}),
    ],
)
def test_a_cell(browser, line, cell, sent):
    version = hidden(markup(browser, f"action-{cell}", line.pk), "version")
    twice(browser, f"action-{cell}", line.pk, version=version, **sent)
    line.refresh_from_db()
    assert line.version == int(version) + 1
    assert DeadlineChange.objects.count() <= 1


def test_one_token_of_two_forms_saves_the_first_only_and_another_token_both(browser, line):
    for _ in range(2):
        send(browser, "action-note", line.pk, text="Done", token=uuid4())
    assert ProgressNote.objects.count() == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_the_same_moment(dee, line):
    token = uuid4()

    def write(_: int) -> bool:
        try:
            operations.add_note(action=line, text="Done", by=dee, token=token)
        except operations.SentAlready:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as people:
        assert sorted(people.map(write, range(4))) == [False, False, False, True]
    assert ProgressNote.objects.count() == 1
