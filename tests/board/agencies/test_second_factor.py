"""A second factor: set up once, asked for each time, unreadable in a copy of the database."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from cryptography.fernet import InvalidToken
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.sign_in import encryption
from tests.factories.agencies import make_person

PASSWORD = "a long enough sentence of 42 words"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def inside(settings, db):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.LOGIN_REDIRECT_URL = "/account/"
    cache.clear()


@pytest.fixture
def ewa() -> Person:
    return make_person("Ewa", email="ewa@harbour.example", password=PASSWORD)


@pytest.fixture
def with_app(ewa) -> Person:
    TOTP.activate(ewa, SECRET)
    return ewa


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(person: Person) -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return browser


def is_inside(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


@pytest.mark.slow
def test_a_newcomer_sets_up_an_app_and_is_shown_recovery_codes_once(transactional_db):
    newcomer = make_person("Nia", email="nia@harbour.example")
    browser = Client()
    browser.force_login(newcomer)
    assert browser.get("/posts/")["Location"] == "/account/second-factor/"
    assert "Set up an app" in browser.get("/account/second-factor/").content.decode()
    browser.get("/account/2fa/totp/activate/")
    secret = browser.session["mfa.totp.secret"]
    answer = browser.post("/account/2fa/totp/activate/", {"code": code(secret)})
    assert is_inside(browser)
    browser.get(answer["Location"])
    browser.post("/account/2fa/reauthenticate/", {"code": code(secret)})
    codes = "/account/2fa/recovery-codes/"
    shown = [re.findall(r"\b\d{8}\b", browser.get(codes).content.decode()) for _ in range(2)]
    assert [len(set(each)) for each in shown] == [10, 0]
    assert [letter.to for letter in mail.outbox] == [["nia@harbour.example"]]


@pytest.mark.slow
def test_a_password_alone_is_not_enough(with_app):
    browser = sign_in(with_app)
    assert not is_inside(browser)
    browser.post("/account/2fa/authenticate/", {"code": code()})
    assert is_inside(browser)


@pytest.mark.slow
def test_a_mailed_code_alone_is_not_enough(with_app):
    browser = Client()
    browser.post("/account/login/code/", {"email": with_app.email})
    mailed = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, re.MULTILINE)
    answer = browser.post("/account/login/code/confirm/", {"code": mailed[0]})
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert not is_inside(browser)


@pytest.mark.slow
def test_between_password_and_factor_nothing_opens(with_app):
    browser = sign_in(with_app)
    for path in (
        "/",
        "/people/",
        "/posts/",
        "/account/2fa/",
        "/account/password/change/",
        "/account/sessions/",
    ):
        assert browser.get(path)["Location"].startswith("/account/login/"), path
        assert browser.post(path)["Location"].startswith("/account/login/"), path


@pytest.mark.slow
def test_a_code_of_the_app_works_once(with_app):
    with freeze_time(timezone.now()):
        first, second = sign_in(with_app), sign_in(with_app)
        shown = code()
        first.post("/account/2fa/authenticate/", {"code": shown})
        second.post("/account/2fa/authenticate/", {"code": shown})
    assert is_inside(first)
    assert not is_inside(second)


@pytest.mark.slow
def test_a_code_of_a_minute_ago_is_too_late(with_app):
    with freeze_time(timezone.now() - timedelta(minutes=1)):
        shown = code()
    browser = sign_in(with_app)
    browser.post("/account/2fa/authenticate/", {"code": shown})
    assert not is_inside(browser)


@pytest.mark.slow
def test_codes_cannot_be_tried_one_after_another(with_app):
    browser = sign_in(with_app)
    wrong = next(f"{number:06}" for number in range(9) if f"{number:06}" != code())
    answers = [browser.post("/account/2fa/authenticate/", {"code": wrong}) for _ in range(8)]
    browser.post("/account/2fa/authenticate/", {"code": code()})
    assert not is_inside(browser)
    assert "Too many" in answers[-1].content.decode() or answers[-1].status_code in {302, 429}


@pytest.mark.slow
def test_a_recovery_code_works_once(with_app):
    recovery = RecoveryCodes.activate(with_app).generate_codes()[0]
    for expected in (True, False):
        browser = sign_in(with_app)
        browser.post("/account/2fa/authenticate/", {"code": recovery})
        assert is_inside(browser) is expected


def test_recovery_codes_alone_are_no_second_factor(ewa):
    RecoveryCodes.activate(ewa)
    browser = Client()
    browser.force_login(ewa)
    assert browser.get("/account/")["Location"] == "/account/second-factor/"


def test_a_copy_of_the_database_holds_no_secret(with_app):
    RecoveryCodes.activate(with_app)
    held = [str(factor.data) for factor in Authenticator.objects.filter(user=with_app)]
    assert len(held) == 2
    assert not any(SECRET in data for data in held)
    assert all("gAAAA" in data for data in held), "each secret is encrypted"


def test_keys_can_be_changed_without_losing_factors(settings):
    settings.FACTOR_KEYS = ["old"]
    kept = encryption.encrypt("secret")
    settings.FACTOR_KEYS = ["new", "old"]
    assert encryption.decrypt(kept) == "secret"
    settings.FACTOR_KEYS = ["new"]
    with pytest.raises(InvalidToken):
        encryption.decrypt(kept)


@pytest.mark.slow
def test_the_last_factor_stays_where_one_is_required(with_app):
    browser = sign_in(with_app)
    browser.post("/account/2fa/authenticate/", {"code": code()})
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    answer = browser.post("/account/2fa/totp/deactivate/")
    assert answer.status_code == 200, "refused on the same page"
    assert Authenticator.objects.filter(user=with_app).exists()


@pytest.mark.slow
def test_a_factor_is_not_changed_without_showing_again_who_one_is(with_app):
    browser = sign_in(with_app)
    browser.post("/account/2fa/authenticate/", {"code": code()})
    for page in ("/account/2fa/webauthn/add/", "/account/2fa/totp/deactivate/"):
        assert "reauthenticate" in browser.post(page)["Location"], page


def test_resetting_how_somebody_signs_in_takes_every_factor_and_session(
    with_app, dee, signed_in, django_capture_on_commit_callbacks
):
    theirs, office = signed_in(with_app), signed_in(dee)
    assert is_inside(theirs)
    with django_capture_on_commit_callbacks(execute=True):
        office.post(f"/people/{with_app.pk}/reset-sign-in/")
    assert not Authenticator.objects.filter(user=with_app).exists()
    assert not is_inside(theirs)
    assert [letter.to for letter in mail.outbox] == [[with_app.email]]


def test_nobody_resets_their_own_sign_in(dee, signed_in):
    office = signed_in(dee)
    TOTP.activate(dee, SECRET)
    office.post(f"/people/{dee.pk}/reset-sign-in/")
    assert Authenticator.objects.filter(user=dee).exists()


def test_passkeys_belong_to_the_sites_own_name(settings):
    from allauth.mfa.adapter import get_adapter

    settings.SITE_ADDRESS = "https://board.example:8443"
    assert get_adapter().get_public_key_credential_rp_entity()["id"] == "board.example"
