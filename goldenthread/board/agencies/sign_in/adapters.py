"""What django-allauth asks of us: who may come, where letters point, how secrets lie in the database."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.board.agencies.queries import second_factors_of
from goldenthread.board.agencies.sign_in import encryption


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody gives themselves an account: the business manager invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this site is a place to go to after signing in."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """Ask for the passkey first where there is one, not for recovery codes not yet seen."""
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Name the board and its address from the settings: the request's host header is anybody's word."""
        site = SimpleNamespace(name=settings.BOARD_NAME, domain=settings.SITE_ADDRESS)
        known = {"current_site": site, "office_contact": settings.OFFICE_CONTACT}
        super().send_mail(template_prefix, email, {**context, **known})


class EncryptedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted, and the last factor in place where one is required."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = second_factors_of(authenticator.user).exclude(pk=authenticator.pk)
        return not settings.SECOND_FACTOR_REQUIRED or others.exists()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the site's own name, whatever a request calls it."""
        return {"id": urlsplit(settings.SITE_ADDRESS).hostname or "", "name": settings.BOARD_NAME}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """A name that a person can tell apart in a list of their own keys."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"
