"""How long one stays signed in, and what becomes of what one was writing."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from tests.factories.agencies import make_person

START = timezone.now().replace(microsecond=0)


@pytest.fixture
def at(settings):
    """Runs what follows at so many seconds after the start."""
    settings.SESSION_IDLE_SECONDS = 900
    settings.LOGIN_REDIRECT_URL = "/account/"
    return lambda seconds: freeze_time(START + timedelta(seconds=seconds))


@pytest.fixture
def browser(at, signed_in, amara) -> Client:
    with at(0):
        client = signed_in(amara)
        client.get("/account/")
    return client


def test_who_does_nothing_is_signed_out(browser, at):
    with at(901):
        answer = browser.get("/posts/?sort=title")
    assert answer["Location"] == "/account/login/?next=%2Fposts%2F%3Fsort%3Dtitle"
    with at(902):
        assert browser.get("/account/").status_code == 302


def test_who_keeps_working_stays(browser, at):
    for seconds in range(800, 4000, 800):
        with at(seconds):
            assert browser.get("/account/").status_code == 200


def test_no_session_lasts_longer_than_the_longest(browser, at, settings):
    settings.SESSION_COOKIE_AGE = 3600
    for seconds in range(800, 3600, 800):
        with at(seconds):
            assert browser.get("/account/").status_code == 200
    with at(3601):
        assert browser.get("/account/").status_code == 302


def test_what_was_being_sent_is_shown_again_to_the_same_person(browser, at, amara):
    with at(901):
        answer = browser.post("/posts/add/", {"title": "Said <b>today</b>", "kind": "post"})
        assert answer["Location"] == "/account/login/?next=%2Faccount%2Funsent%2F"
        browser.force_login(amara)
        page = browser.get("/account/unsent/").content.decode()
    assert 'name="title" value="Said &lt;b&gt;today&lt;/b&gt;"' in page
    assert 'action="/posts/add/"' in page


def test_what_was_being_sent_is_never_shown_to_somebody_else(browser, at, chris):
    with at(901):
        browser.post("/posts/add/", {"title": "Said today", "kind": "post"})
        browser.force_login(chris)
        assert browser.get("/account/unsent/")["Location"] == "/account/"
        assert browser.get("/account/unsent/")["Location"] == "/account/"


def test_what_is_sent_about_an_account_is_not_kept(browser, at, amara):
    with at(901):
        browser.post("/account/password/set/", {"password1": "secret words", "password2": "secret words"})
        assert "secret words" not in str(dict(browser.session))


def test_a_fragment_moves_the_whole_page_to_signing_in(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/plan/?status=overdue"}
    answer = client.get("/posts/", headers=headers)
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/account/login/?next=%2Fplan%2F%3Fstatus%3Doverdue"


def test_no_shared_store_keeps_a_page_of_somebody_signed_in(browser):
    kept = browser.get("/account/")["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


@pytest.mark.slow
def test_a_new_factor_ends_the_other_sessions(settings, transactional_db):
    settings.SECOND_FACTOR_REQUIRED = False
    settings.LOGIN_REDIRECT_URL = "/account/"
    person = make_person("Nia", password="a long enough sentence of 42 words")
    here, elsewhere = Client(), Client()
    for browser in (here, elsewhere):
        browser.post(
            "/account/login/", {"login": person.email, "password": "a long enough sentence of 42 words"}
        )
        assert browser.get("/account/").status_code == 200
    here.post("/account/reauthenticate/", {"password": "a long enough sentence of 42 words"})
    here.get("/account/2fa/totp/activate/")
    secret = here.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    here.post("/account/2fa/totp/activate/", {"code": code})
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_ones_own_account_has_no_past(signed_in, amara):
    client = signed_in(amara)
    assert client.get("/account/?as_at=2015-01-01").status_code == 200
    assert client.get("/account/sessions/?as_at=2015-01-01").status_code == 200
    assert client.post("/account/preferences/?as_at=2015-01-01", {"name": "A"}).status_code == 409
