"""Time travel: any page that is read with `?as_at=` shows the system as it stood, and can change nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pghistory
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from goldenthread.board.history.past import looking_back
from goldenthread.board.history.rules import LONDON, NotAMoment, moment_of

Answer = Callable[[HttpRequest], HttpResponse]


def time_travel(answer: Answer) -> Answer:
    """Give every request the day it asks about (`request.on`) and, in the past, a read-only database.

    Pages under ALWAYS_TODAY, where one signs in, have no past.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        request.as_at, request.on = None, now.astimezone(LONDON).date()  # type: ignore[attr-defined]
        asked = request.GET.get("as_at", "")
        if not asked:
            return answer(request)
        try:
            moment = moment_of(asked, now=now)
        except NotAMoment as refusal:
            return _refuse(request, 400, str(refusal))
        if request.method not in {"GET", "HEAD"}:
            return _refuse(request, 409, "Nothing can be changed in the past. Go back to today first.")
        if request.path.startswith(settings.ALWAYS_TODAY):
            return answer(request)
        request.as_at, request.on = moment, moment.astimezone(LONDON).date()  # type: ignore[attr-defined]
        return _answer_from_the_past(request, answer, moment)

    return middleware


def _answer_from_the_past(request: HttpRequest, answer: Answer, moment: datetime) -> HttpResponse:
    """Answer inside one read-only transaction that sees the schema `as_at` before the tables of today."""
    # Who asks, and what they may see, is settled by today's rights before the past is entered.
    request.user.is_authenticated  # noqa: B018 - loads the person
    if hasattr(request.user, "rights"):
        request.user.rights  # noqa: B018 - loads what they may do
    with looking_back(moment):
        return answer(request)


def _refuse(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return TemplateResponse(
        request, "errors/refusal.html", {"sentence": sentence, "status": status}, status=status
    ).render()


def name_the_writer(answer: Answer) -> Answer:
    """Write into the history of each change who made it, and by which page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"} or not request.user.is_authenticated:
            return answer(request)
        with pghistory.context(person=request.user.pk, path=request.path):
            return answer(request)

    return middleware
