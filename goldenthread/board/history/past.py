"""Entering the past: inside, the database shows the system as it stood, and takes no change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction


@contextmanager
def looking_back(moment: datetime) -> Iterator[None]:
    """Read the schema `as_at` before today's tables, in one read-only transaction that is rolled back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute("SELECT set_config('goldenthread.as_at', %s, true)", [moment.isoformat()])
        cursor.execute("SET LOCAL search_path = as_at, public")
        yield
        transaction.set_rollback(True)  # nothing was written; this also takes back the search path
