"""Addresses, fields and headers nobody would send by a page of ours: each is refused or means nothing."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import uuid4

import lxml.html
import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from goldenthread.board.action_plan.models import ProgressNote
from goldenthread.board.action_plan.queries import ORDERS
from goldenthread.board.web.listing import ordering
from tests.board.security.canaries import TEXT, make_line

pytestmark = pytest.mark.django_db

NOT_A_COLUMN = (
    "_connector", "_negated", "__class__", "pk__in", "changed_by__password", "-changed_by__password",
    "agency__users__password__startswith", "recommendation__source__title", "?", "1", "text;DROP TABLE agencies_agency",
    "plan)--", "extra(select)", "due_to__year", "--plan", "",
)  # fmt: skip
NOT_A_VALUE = (
    "'", "';--", "1 OR 1=1", "%", "\\", "x" * 5_000, "{{7*7}}", "null", "NaN", "9" * 25, "-1", "🦉", "\x00", "[]",
)  # fmt: skip


@pytest.fixture
def line(dee, harbour):
    return make_line(dee, harbour)


def sight(response) -> tuple[int, int]:
    return response.status_code, response.content.decode().count(TEXT)


@pytest.mark.slow
def test_the_plan_is_put_in_order_only_by_the_columns_that_are_offered(line, dee, signed_in):
    browser = signed_in(dee)
    for asked in NOT_A_COLUMN:
        assert ordering(QueryDict(urlencode({"sort": asked})), ORDERS, "plan") == "plan", asked
    response = browser.get(reverse("plan"), {"sort": "changed_by__password"})
    assert response.context["order"] == "plan"
    assert not [
        name for names in ORDERS.values() for name in names if "changed_by" in name or "password" in name
    ]


@pytest.mark.slow
def test_filters_take_no_name_of_a_column_and_no_value_that_is_not_offered(line, dee, signed_in):
    """A name that is no filter's changes nothing: what it would find cannot be guessed letter by letter."""
    browser = signed_in(dee)
    plain = sight(browser.get(reverse("plan")))
    assert plain[1] >= 1
    assert sight(browser.get(reverse("plan"), {name: "argon2" for name in NOT_A_COLUMN if name})) == plain
    offered = ("recommendation", "lead", "agency", "status", "rag", "deadline", "finding", "struck_through")
    for value in NOT_A_VALUE:
        assert sight(browser.get(reverse("plan"), dict.fromkeys(offered, value))) == plain, value


@pytest.mark.slow
def test_no_value_breaks_a_page(line, dee, signed_in):
    browser = signed_in(dee)
    for value in NOT_A_VALUE:
        for name, fields in (
            ("plan", ("text", "page")),
            ("people", ("words", "agency", "role", "page")),
            ("search", ("q",)),
            ("action-add", ("recommendation",)),
        ):
            assert browser.get(reverse(name), dict.fromkeys(fields, value)).status_code == 200, (name, value)
        assert browser.get(reverse("health"), {"as_at": value}).status_code == 400, value


def test_a_kept_view_is_only_ever_an_address_of_the_plan(line, dee, signed_in):
    browser = signed_in(dee)
    for value in NOT_A_VALUE:
        kept = {"name": "Mine", "query": f"sort={value}&status={value}&back=//evil.example"}
        answer = browser.post(reverse("plan-view-save"), kept)
        assert answer.headers["Location"].startswith(reverse("plan") + "?")
    assert browser.get(reverse("plan")).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "//evil.example\n",
        "http://testserver@evil.example",
    ],
)
def test_after_a_change_one_stays_here(elsewhere, line, dee, signed_in):
    browser = signed_in(dee)
    sent = {"version": line.version, "status": "paused", "reason": "Waiting", "back": elsewhere}
    answer = browser.post(reverse("action-status", args=[line.pk]), sent)
    assert answer.headers["Location"] == reverse("action", args=[line.pk])
    shown = lxml.html.document_fromstring(
        browser.get(reverse("action-status", args=[line.pk]), {"back": elsewhere}).content.decode()
    )
    assert not [
        place for _, _, place, _ in shown.iterlinks() if "evil.example" in place or "javascript:" in place
    ]


def test_a_fragments_page_leads_nowhere_else_after_signing_in(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://evil.example//evil.example/x"}
    moved = client.get(reverse("plan"), headers=headers).headers["HX-Redirect"]
    assert moved.startswith("/account/login/?next=")
    assert "https" not in moved


@pytest.mark.slow
def test_more_fields_or_files_than_any_form_has_are_refused(line, dee, signed_in, settings):
    browser = signed_in(dee)
    note = reverse("action-note", args=[line.pk])
    too_many = {f"field{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert browser.post(note, too_many).status_code == 400
    too_long = "text=" + "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    form = "application/x-www-form-urlencoded"
    assert browser.post(note, too_long, content_type=form).status_code in {400, 413}
    assert browser.get(reverse("plan") + "?" + "&".join(too_many)).status_code == 400
    assert not ProgressNote.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ncut", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"", "multipart/form-data; boundary=" + b"x".decode() * 300),
        (b"[" * 50_000, "application/json"),
        (b"\xff\xfe\xed\xa0\x80", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"text=%ED%A0%80", "application/x-www-form-urlencoded; charset=nonsense"),
    ],
)  # fmt: skip
def test_a_body_that_is_no_form_is_refused_in_words(body, kind, line, dee, signed_in):
    answer = signed_in(dee).generic("POST", reverse("action-note", args=[line.pk]), body, content_type=kind)
    assert 400 <= answer.status_code < 500
    assert not ProgressNote.objects.exists()


@pytest.mark.parametrize("cookie", ["x" * 8_000, '"', "session=a; session=b", "\x00", "%00", "é"])
def test_a_cookie_that_is_not_ours_signs_nobody_in(cookie, client):
    client.cookies["session"] = cookie
    assert client.get(reverse("plan")).status_code == 302


def test_a_change_is_sent_from_a_page_of_ours_whatever_it_is_called(line, dee, signed_in):
    browser: Client = signed_in(dee)
    browser.handler.enforce_csrf_checks = True
    note = reverse("action-note", args=[line.pk])
    sent = {"text": "forged", "token": str(uuid4())}
    assert browser.post(note, sent, headers={"Origin": "https://evil.example"}).status_code == 403
    assert browser.post(note, '{"text": "forged"}', content_type="text/plain").status_code == 403
    assert browser.post(note, {**sent, "csrfmiddlewaretoken": "a" * 64}).status_code == 403
    assert (
        browser.post(note, {**sent, "_method": "GET"}, headers={"X-HTTP-Method-Override": "GET"}).status_code
        == 403
    )
    browser.get(reverse("plan"))
    mine = browser.cookies["csrf"].value
    assert (
        browser.post(note, {**sent, "csrfmiddlewaretoken": mine}, headers={"Origin": "null"}).status_code
        == 403
    )
    assert not ProgressNote.objects.exists()
    assert browser.post(note, {**sent, "csrfmiddlewaretoken": mine}).status_code == 302
