"""Letting the demonstration say that something happened before today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from unittest.mock import patch

from django.db import connection, transaction
from django.utils import timezone

from goldenthread.board.history.rules import LONDON


@contextmanager
def recorded_on(day: date, hour: int = 12) -> Iterator[None]:
    """Date what is changed inside at an hour of a day.

    History heeds this only from the owner of the tables. What operations write down as now is that hour too.
    """
    moment = datetime.combine(day, time(hour), LONDON).astimezone(UTC)
    with transaction.atomic(), patch.object(timezone, "now", return_value=moment):
        _record_at(moment.isoformat())
        yield
        _record_at("")


def _record_at(moment: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('goldenthread.recorded_at', %s, true)", [moment])
