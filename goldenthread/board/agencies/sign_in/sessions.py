"""How long somebody stays signed in, and what becomes of what they were sending when it was too long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django_htmx.http import HttpResponseClientRedirect

from goldenthread.board.web import notices

Answer = Callable[[HttpRequest], HttpResponse]

BEGAN, SEEN, UNSENT = "signed_in_at", "seen_at", "unsent"
LARGEST_UNSENT = 100_000
"""Characters of a form that are kept for somebody who must sign in again before it can be sent."""


def sign_out_when_idle(answer: Answer) -> Answer:
    """End sessions nobody used for SESSION_IDLE_SECONDS, or older than SESSION_COOKIE_AGE, however used."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return answer(request)
        now = timezone.now().timestamp()
        if _is_over(request.session, now):
            return _sign_out(request)
        _see(request.session, now)
        response = answer(request)
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def _is_over(session: Any, now: float) -> bool:
    idle = now - session.get(SEEN, now)
    age = now - session.get(BEGAN, now)
    return bool(idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE)


def _see(session: Any, now: float) -> None:
    """Remember the moment, but do not write a row for every request."""
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) > min(30, settings.SESSION_IDLE_SECONDS / 10):
        session[SEEN] = now


def _sign_out(request: HttpRequest) -> HttpResponse:
    unsent = _unsent(request)
    logout(request)
    notices.tell(
        request, "You were signed out because you had not used this for a while.", kind="information"
    )
    if unsent is not None:
        request.session[UNSENT] = unsent
        return _to_sign_in(reverse("unsent"))
    return _to_sign_in(request.get_full_path())


def _to_sign_in(path: str) -> HttpResponse:
    return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': path})}")


def _unsent(request: HttpRequest) -> dict[str, Any] | None:
    """What a form was sending, for the same person to send again; never anything about accounts."""
    if request.method != "POST" or request.path.startswith("/account/"):
        return None
    fields = [[name, value] for name, values in request.POST.lists() for value in values]
    fields = [[name, value] for name, value in fields if name != "csrfmiddlewaretoken"]
    if sum(len(name) + len(value) for name, value in fields) > LARGEST_UNSENT:
        return None
    return {"person": request.user.pk, "path": request.get_full_path(), "fields": fields}


def whole_page_for_htmx(answer: Answer) -> Answer:
    """A fragment that is answered by “sign in first” must move the whole page, and come back to it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if "HX-Request" not in request.headers or not isinstance(response, HttpResponseRedirect):
            return response
        asked_for = urlsplit(response.url)
        if asked_for.path != reverse(settings.LOGIN_URL) and asked_for.path != reverse("second_factor"):
            return response
        shown = urlsplit(request.headers.get("HX-Current-URL", "/"))
        path = urlunsplit(("", "", shown.path or "/", shown.query, ""))
        return HttpResponseClientRedirect(f"{asked_for.path}?{urlencode({'next': path})}")

    return middleware
