"""Letting the demonstration's history say that something happened before today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.db import connection, transaction

from goldenthread.board.history.rules import LONDON


@contextmanager
def recorded_on(day: date) -> Iterator[None]:
    """Date what is changed inside at noon of a day; the database heeds only the owner of the tables."""
    noon = datetime.combine(day, time(12), LONDON).isoformat()
    with transaction.atomic():
        _record_at(noon)
        yield
        _record_at("")


def _record_at(moment: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('goldenthread.recorded_at', %s, true)", [moment])
