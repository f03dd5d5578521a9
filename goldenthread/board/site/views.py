"""Pages that belong to no app."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.board.agencies.access import public


@public
def health(request: HttpRequest) -> HttpResponse:
    """ "ok" where the database answers: for whoever watches the machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@public
def words(request: HttpRequest, page: str) -> HttpResponse:
    """A page that is nothing but words: help, the accessibility statement, privacy, what is new."""
    return render(request, f"site/{page}.html", {"office_contact": settings.OFFICE_CONTACT})
