"""A passkey is set up and then signs a person in by itself."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import POLICE_LEAD, barriers

pytestmark = pytest.mark.browser


def with_authenticator(page) -> None:
    """Give the page's browser a made-up device that verifies who holds it."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_signs_one_in_by_itself(visit):
    page = visit(POLICE_LEAD)
    page.goto("/account/second-factor/")
    with_authenticator(page)
    page.get_by_role("button", name="Set up a passkey").click()
    assert barriers(page) == []
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url(re.compile("2fa/recovery-codes/$"))
    page.goto("/account/")
    assert "Passkey 1" in page.content()
    page.locator(".frame__account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text(POLICE_LEAD).first.wait_for()
    assert "/account/login/" not in page.url
