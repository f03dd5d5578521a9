"""What two people may try to name in the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from goldenthread.board.web.errors import Refusal


@contextmanager
def unless_taken(refusal: Refusal) -> Iterator[None]:
    """Raise `refusal` where somebody else's row, written since we looked, makes the database say no to ours."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise refusal from None
