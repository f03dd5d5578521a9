"""When somebody signed in the time before, so that a page can say what has changed since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from goldenthread.board.agencies.models import Person

LAST_VISIT = "last_visit"


def remember_last_visits() -> None:
    """Listen to Django, which writes over the moment of the last sign-in at each new one.

    It does so on the same signal: `agencies` stands before `django.contrib.auth` among the apps, so that this
    is called first.
    """
    user_logged_in.connect(_remember, dispatch_uid="remember the last visit")


def _remember(*, request: HttpRequest, user: Person, **_: Any) -> None:
    if user.last_login is not None:
        request.session[LAST_VISIT] = user.last_login.isoformat()


def last_visit(request: HttpRequest) -> datetime | None:
    """When this person signed in before this time; None at the first time."""
    moment = request.session.get(LAST_VISIT)
    return datetime.fromisoformat(moment) if moment else None
