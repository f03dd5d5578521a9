"""Every model's history: a row of events written by database triggers, which nothing in Python can forget."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

Tracked = TypeVar("Tracked", bound=type[models.Model])


def tracked(*, without: tuple[str, ...] = ()) -> Callable[[Tracked], Tracked]:
    """Keep every insert, update and delete of a model as an event row.

    `without` names fields that history must not hold, such as a password's hash.
    """
    track: Callable[[Tracked], Tracked] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(without),
    )
    return track
