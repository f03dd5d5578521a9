"""Coming in: by a mailed code or a password, and nothing that helps a stranger."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from goldenthread.board.agencies.models import Person
from tests.factories.agencies import make_person

PASSWORD = "a long enough sentence of 42 words"
INSIDE = "/account/"


@pytest.fixture(autouse=True)
def without_second_factor(settings, db):
    settings.SECOND_FACTOR_REQUIRED = False
    settings.LOGIN_REDIRECT_URL = INSIDE
    cache.clear()


@pytest.fixture
def ewa() -> Person:
    return make_person("Ewa", email="ewa@harbour.example", password=PASSWORD)


def with_password(browser: Client, email: str, password: str, **headers):
    return browser.post("/account/login/", {"login": email, "password": password}, **headers)


def ask_for_code(browser: Client, email: str) -> None:
    browser.post("/account/login/code/", {"email": email})


def mailed_code() -> str:
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[0]


def is_inside(browser: Client) -> bool:
    return browser.get(INSIDE).status_code == 200


@pytest.mark.slow
def test_a_mailed_code_lets_one_in(client, ewa):
    ask_for_code(client, "EWA@harbour.example")
    assert not is_inside(client)
    answer = client.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert answer["Location"] == INSIDE
    assert is_inside(client)


@pytest.mark.slow
def test_a_code_works_once(client, ewa):
    ask_for_code(client, ewa.email)
    code = mailed_code()
    client.post("/account/login/code/confirm/", {"code": code})
    client.post("/account/logout/")
    client.post("/account/login/code/confirm/", {"code": code})
    assert not is_inside(client)


@pytest.mark.slow
def test_three_wrong_codes_end_the_try(client, ewa):
    ask_for_code(client, ewa.email)
    code = mailed_code()
    for _ in range(3):
        client.post("/account/login/code/confirm/", {"code": "AAA-AAA"})
    client.post("/account/login/code/confirm/", {"code": code})
    assert not is_inside(client)


@pytest.mark.slow
def test_a_password_lets_one_in(client, ewa):
    assert with_password(client, ewa.email, PASSWORD)["Location"] == INSIDE
    assert is_inside(client)


@pytest.mark.slow
def test_who_left_does_not_come_in(client, ewa):
    ewa.is_active = False
    ewa.save()
    with_password(client, ewa.email, PASSWORD)
    ask_for_code(client, ewa.email)
    assert "No account has it" in mail.outbox[-1].body
    assert not is_inside(client)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["/account/login/code/", "/account/password/reset/"])
def test_asking_for_a_letter_tells_nothing_of_who_has_an_account(page, ewa):
    def answer(email: str):
        browser = Client()
        first = browser.post(page, {"email": email})
        shown = browser.get(first["Location"]).content.decode()
        return first.status_code, first["Location"], without_what_differs(shown, email)

    assert answer(ewa.email) == answer("nobody@harbour.example")
    assert len(mail.outbox) == 2


@pytest.mark.slow
def test_a_wrong_password_tells_nothing_of_who_has_an_account(ewa):
    def answer(email: str):
        shown = with_password(Client(), email, "wrong password")
        return shown.status_code, without_what_differs(shown.content.decode(), email)

    assert answer(ewa.email) == answer("nobody@harbour.example")


def without_what_differs(page: str, email: str) -> str:
    page = page.replace(email, "")
    return re.sub(r'(nonce|value)="[^"]*"', "", page)


@pytest.mark.slow
def test_five_wrong_passwords_close_the_door_however_the_address_is_forged(ewa):
    for number in range(6):
        with_password(Client(), ewa.email, "wrong password", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    browser = Client()
    answer = with_password(browser, ewa.email.upper(), PASSWORD, HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert not is_inside(browser)
    assert "Too many" in answer.content.decode() or answer.status_code == 429


@pytest.mark.slow
def test_a_locked_password_does_not_lock_out_who_asks_for_a_code(client, ewa):
    for _ in range(6):
        with_password(Client(), ewa.email, "wrong password")
    ask_for_code(client, ewa.email)
    client.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert is_inside(client)


def test_limits_count_strangers_by_the_address_a_trusted_proxy_saw(rf, settings):
    from allauth.account.adapter import get_adapter

    asked = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 8.8.8.8"}, REMOTE_ADDR="10.0.0.1")
    assert get_adapter().get_client_ip(asked) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert get_adapter().get_client_ip(asked) == "8.8.8.8"


@pytest.mark.slow
def test_signing_in_changes_the_session_and_signing_out_kills_it(client, ewa):
    client.get("/account/login/")
    client.session["planted"] = True
    client.session.save()
    before = client.session.session_key
    with_password(client, ewa.email, PASSWORD)
    inside = client.cookies["session"].value
    assert inside != before
    client.get("/account/logout/")
    assert is_inside(client), "asking for the page does not sign out"
    client.post("/account/logout/")
    stolen = Client()
    stolen.cookies["session"] = inside
    assert not is_inside(stolen)


@pytest.mark.slow
@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example",
        r"/\evil.example",
        r"\\evil.example",
        "https:evil.example",
        "/%09/evil.example",
        "//evil.example\n",
        "http://testserver@evil.example",
        "javascript:alert(1)",
    ],
)
def test_after_signing_in_one_stays_here(client, ewa, elsewhere):
    fields = {"login": ewa.email, "password": PASSWORD, "next": elsewhere}
    location = client.post("/account/login/", fields)["Location"]
    assert location in {INSIDE, "/%09/evil.example"}, "a path of this site"


@pytest.mark.slow
def test_a_page_asked_for_is_shown_after_signing_in(client, ewa):
    asked = client.get("/posts/?x=1")
    assert asked["Location"] == "/account/login/?next=/posts/%3Fx%3D1"
    fields = {"login": ewa.email, "password": PASSWORD, "next": "/posts/?x=1"}
    assert client.post("/account/login/", fields)["Location"] == "/posts/?x=1"


@pytest.mark.parametrize("path", ["/account/signup/", "/account/email/", "/account/confirm-email/x/"])
def test_nobody_signs_up_or_changes_an_address_alone(signed_in, ewa, path):
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"email": "x@y.example", "password1": PASSWORD}).status_code == 404
    assert signed_in(ewa).get(path).status_code == 404


def test_another_host_is_refused(client):
    assert client.get("/account/login/", headers={"host": "evil.example"}).status_code == 400
    forwarded = client.get("/account/login/", headers={"x-forwarded-host": "evil.example"})
    assert "evil.example" not in forwarded.content.decode()


@pytest.mark.slow
def test_no_letter_names_the_host_that_a_request_claims(settings, ewa):
    settings.ALLOWED_HOSTS = ["testserver", "second.example"]
    settings.SITE_ADDRESS = "https://board.example"
    for email in (ewa.email, "nobody@harbour.example"):
        Client().post("/account/login/code/", {"email": email}, headers={"host": "second.example"})
    assert len(mail.outbox) == 2
    assert not any("second.example" in letter.body + letter.subject for letter in mail.outbox)


@pytest.mark.slow
def test_a_form_without_our_token_signs_nobody_in(ewa):
    browser = Client(enforce_csrf_checks=True)
    assert with_password(browser, ewa.email, PASSWORD).status_code == 403
    assert not is_inside(browser)
