"""Whatever was typed, read or named is shown letter for letter, on every page that shows it."""

from __future__ import annotations

import time
from types import SimpleNamespace
from uuid import uuid4

import lxml.html
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from goldenthread.board.action_plan.models import (
    Action,
    ImportBatch,
    ImportRow,
    ProgressNote,
    Recommendation,
    SavedView,
    Source,
    SubTask,
)
from goldenthread.board.agencies.models import Agency, Person, Post
from goldenthread.board.agencies.rules import Role
from goldenthread.board.documents.models import Document, Version
from tests.board.security.canaries import link, make_line, write_note
from tests.factories.action_plan import make_action, make_document
from tests.factories.agencies import make_board_office, make_person, make_post
from tests.repository.test_access import OURS, address, world

__all__ = ["world"]

pytestmark = pytest.mark.django_db

HOSTILE = (
    "'\"></textarea></title></script><script>hostile()</script><img src=hostile onerror=hostile()>"
    "<a href='javascript:hostile()' hx-get='/hostile' hx-on:click='hostile()'>{{ 7|add:4242 }}{% now 'Y' %}"
    "${7*607}#{7*607}{0.__class__}"
)
SHOWN = "{{ 7|add:4242 }}"
WOULD_BE = ("4249",)


@pytest.fixture
def hostile(world) -> SimpleNamespace:
    """The world of all addresses, with the same text in every column that holds words."""
    for model in (
        Action, ImportBatch, ImportRow, ProgressNote, Recommendation, SavedView, Source, SubTask, Agency, Person, Post,
        Document, Version,
    ):  # fmt: skip
        columns = {
            "text",
            "display_text",
            "title",
            "name",
            "short_name",
            "file_name",
            "message",
            "place",
            "query",
        }
        fields = {field.name: field for field in model._meta.concrete_fields if field.name in columns}
        for row in model.objects.all():
            for name, field in fields.items():
                text = f"{HOSTILE}{row.pk}"
                setattr(row, name, text[-field.max_length :] if field.max_length else text)
            row.save()
    return world


@pytest.mark.slow
def test_no_page_runs_what_was_typed(hostile, harbour, signed_in):
    reader = make_person(
        HOSTILE[:100], role=Role.BUSINESS_MANAGER, agency=make_board_office(), email="r@board.example"
    )
    line = make_action(make_post(HOSTILE[:250], agency=harbour, holder=reader), by=reader, text=HOSTILE)
    write_note(line, reader, HOSTILE)
    link(line, make_document(HOSTILE[:280], by=reader, agency=harbour), reader, shows=HOSTILE)
    browser = signed_in(reader)
    own = [
        reverse("action", args=[line.pk]),
        reverse("action-history", args=[line.pk]),
        reverse("plan") + "?text=hostile",
    ]
    shown = 0
    for path in (
        [address(route, hostile) for route in OURS.values()] + own + [reverse("search") + "?q=hostile"]
    ):
        response = browser.get(path)
        assert response.status_code < 500, path
        if "text/html" not in response.headers["Content-Type"] or not response.content:
            continue
        text = response.content.decode()
        shown += SHOWN in text
        assert not any(word in text for word in WOULD_BE), path
        assert_inert(text, path)
    assert shown > 15, "the pages show the text, so that the test looks at something"


def assert_inert(text: str, path: str) -> None:
    page = lxml.html.document_fromstring(text)
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            assert not name.startswith(("on", "hx-on", "style")), (path, element.tag, name)
            assert not (
                name in {"href", "src", "action", "formaction"} and value.strip().startswith("javascript:")
            ), path
            assert not (name in {"src", "hx-get", "hx-post"} and "hostile" in value), (path, name, value)
        if element.tag == "script":
            assert "hostile" not in element.text_content(), path


def test_letters_say_what_was_typed_and_nothing_else(
    world, dee, signed_in, django_capture_on_commit_callbacks
):
    name = "{{ 7|add:4242 }} ${7*607} {0.__class__} <b>"
    sent = {
        "name": name,
        "email": "new@board.example",
        "role": "reader",
        "agency": world.agency.pk,
        "starts_on": "1 1 2026",
    }
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(dee).post(reverse("invite"), sent)
    (letter,) = mail.outbox
    assert name in letter.body
    assert "4249" not in letter.body + letter.subject


@pytest.mark.parametrize(
    "email",
    [
        "a@board.example\nBcc: x@evil.example",
        "a@board.example, b@evil.example",
        "a@b.example\r\nX: y",
        "a@board.example>",
    ],
)
def test_an_address_is_one_address(email, world, dee, signed_in, django_capture_on_commit_callbacks):
    sent = {
        "name": "New",
        "email": address,
        "role": "reader",
        "agency": world.agency.pk,
        "starts_on": "1 1 2026",
    }
    people = Person.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(dee).post(reverse("invite"), sent)
    assert (Person.objects.count(), mail.outbox) == (people, [])


@pytest.fixture
def line(dee, harbour) -> Action:
    return make_line(dee, harbour)


def note(browser, line: Action, text: str):
    return browser.post(reverse("action-note", args=[line.pk]), {"text": text, "token": uuid4()})


@pytest.mark.parametrize("text", ["\x00", "a\x00b"])
def test_what_no_column_can_hold_is_told_at_its_field(text, line, dee, signed_in):
    answer = note(signed_in(dee), line, text)
    assert answer.status_code == 422
    assert not ProgressNote.objects.exists()


def test_half_a_letter_is_kept_as_a_mark_that_one_was_lost(line, dee, signed_in):
    body = f"text=%ED%A0%80half&token={uuid4()}"
    path = reverse("action-note", args=[line.pk])
    signed_in(dee).post(path, body, content_type="application/x-www-form-urlencoded")
    assert ProgressNote.objects.get().text.endswith("half")
    assert ProgressNote.objects.get().text.encode()


ODD = {
    "accents upon accents": "Z̴͑͢a̷l̶g̸o̵" * 200,
    "turned around": "\u202eright to left\u202c",
    "letters that look alike": "Раураl",
    "letters of many parts": "👩\u200d👩\u200d👧" * 100,
    "brackets": "<" * 5_000,
    "sentences": "a." * 9_000,
    "nothing to see": "x\u200b\ufeff",
    "letters that grow": "ﷺ" * 500,
}


@pytest.mark.slow
def test_odd_letters_are_kept_as_they_are_and_cost_no_time(line, dee, signed_in):
    browser = signed_in(dee)
    for text in ODD.values():
        assert note(browser, line, text).status_code == 302
    kept = ProgressNote.objects.order_by("position")
    assert [each.text for each in kept] == [text.strip() for text in ODD.values()]
    began = time.process_time()
    pages = [reverse(name, args=[line.pk]) for name in ("action", "action-history")]
    for path in (*pages, *(reverse("note-promote", args=[each.pk]) for each in kept)):
        assert browser.get(path).status_code == 200
    assert time.process_time() - began < 3, "no text makes a page slow"


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["x", "7.", "<"])
def test_a_note_of_a_megabyte_is_refused_at_once_with_what_to_do(letter, line, dee, signed_in):
    began = time.process_time()
    answer = note(signed_in(dee), line, (letter * 1_000_000)[:1_000_000] + "x")
    assert answer.status_code == 422
    assert "20000" in answer.content.decode().replace(",", "")
    assert time.process_time() - began < 2
    assert not ProgressNote.objects.exists()


def test_when_it_was_said_is_a_day_that_exists(line, dee, signed_in):
    for day in ("31 2 2026", "0 0 0", "9" * 40, "1 1 10000", "\u0661 1 2026", timezone.now().isoformat()):
        sent = {"text": "Done", "token": uuid4(), "said_on": day}
        assert signed_in(dee).post(reverse("action-note", args=[line.pk]), sent).status_code in {302, 422}
