"""What every request carries."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest


class AskedRequest(HttpRequest):
    """A request, with the day it asks about."""

    as_at: datetime | None
    """The moment in the past that is shown; None for today."""
    on: date
    """The day by which deadlines are judged: today, or the day looked back to."""
