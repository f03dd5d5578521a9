"""Nobody goes anywhere before a second factor is set up, where one is required."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.board.agencies.queries import second_factors_of
from goldenthread.board.agencies.sign_in.sessions import Answer

SET_UP_PAGES = frozenset(
    {
        "second_factor",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_logout",
        "account_reauthenticate",
    }
)


def second_factor(answer: Answer) -> Answer:
    """Send a person who has no second factor to the page that sets one up, whatever they asked for.

    Pages that are open to strangers stay open.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return answer(request)

    middleware.process_view = _send_to_set_up  # type: ignore[attr-defined]
    return middleware


def _send_to_set_up(
    request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
) -> HttpResponse | None:
    if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
        return None
    if not getattr(view, "login_required", True):
        return None
    if request.resolver_match is not None and request.resolver_match.view_name in SET_UP_PAGES:
        return None
    return None if second_factors_of(request.user).exists() else redirect("second_factor")
