"""Whether anything that the plan's page shows has changed, asked in one short query."""

from __future__ import annotations

from django.db import connection, models

from goldenthread.board.action_plan.models import (
    Action,
    ActionLead,
    Evidence,
    PlanVersion,
    ProgressNote,
    Recommendation,
    TickGiven,
)
from goldenthread.board.agencies.models import Agency, Person, Post, Tenure

Fingerprint = tuple[int, ...]

READ: tuple[type[models.Model], ...] = (
    Recommendation,
    Action,
    ActionLead,
    ProgressNote,
    PlanVersion,
    Evidence,
    TickGiven,
    Post,
    Agency,
    Tenure,
    Person,
)
LATE = 200
"""How many numbers later than its own an event may be committed and still be noticed."""


def fingerprint() -> Fingerprint:
    """Another one after every change of what is shown.

    The number of the latest event of each table, and how many of the last ones are there: two people may
    write at once, and the one whose event has the smaller number may be done later.
    """
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(_latest(model) for model in READ))
        return tuple(number for row in cursor.fetchall() for number in row)


def _latest(model: type[models.Model]) -> str:
    table = f'public."{model.pgh_event_model._meta.db_table}"'  # type: ignore[attr-defined]
    return (
        f"(SELECT coalesce(max(pgh_id), 0), count(*) FROM {table} "  # noqa: S608 - a table's own name
        f"WHERE pgh_id > (SELECT coalesce(max(pgh_id), 0) - {LATE} FROM {table}))"
    )
