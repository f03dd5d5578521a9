"""Whoever adds or removes a factor ends every other session of theirs: one of them may not be their own."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from goldenthread.board.agencies.models import Person


def end_when_factors_change() -> None:
    """Listen to allauth, which tells of changed factors in no other way."""
    for change in (signals.authenticator_added, signals.authenticator_removed, signals.authenticator_reset):
        change.connect(end_others, dispatch_uid="end other sessions")


def end_others(*, request: HttpRequest, user: Person, **_: Any) -> None:
    """End all sessions of a person but the one that asks."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()
