"""Pages that belong to no app."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse

from goldenthread.board.agencies.access import public


@public
def health(request: HttpRequest) -> HttpResponse:
    """ "ok" where the database answers: for whoever watches the machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
