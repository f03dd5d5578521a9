"""The past as a second schema: one view for each tracked table, with the table's own name and columns.

Django writes unqualified table names. With `search_path = as_at, public` the same query therefore reads the
rows as they stood at `goldenthread.as_at`, and no page needs code of its own (docs/decisions/0007).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connections, models

SCHEMA = "as_at"

RECORDED_AT = """
CREATE OR REPLACE FUNCTION goldenthread_recorded_at() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    -- Only the owner of the tables may say that something happened earlier (demonstration, restoring);
    -- whoever else sets the variable is not listened to.
    SELECT CASE
        WHEN pg_has_role(session_user, (SELECT nspowner FROM pg_namespace WHERE nspname = 'as_at'), 'MEMBER')
        THEN coalesce(nullif(current_setting('goldenthread.recorded_at', true), '')::timestamptz, now())
        ELSE now()
    END
$$
"""


def tracked_models() -> Iterator[tuple[type[models.Model], type[models.Model]]]:
    """Every tracked model with the model of its events."""
    for model in apps.get_models():
        if original := getattr(model, "pgh_tracked_model", None):
            yield original, model


def lay_views_of_the_past(*, using: str = "default", **_signal: object) -> None:
    """Make the schema `as_at` anew from the models as they are now. Run by the owner of the tables."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for model, events in tracked_models():
            cursor.execute(_view(model, events))


def _view(model: type[models.Model], events: type[models.Model]) -> str:
    """The latest event of each row at or before the moment asked for, rows deleted by then left out."""
    table, key = model._meta.db_table, model._meta.pk
    if key is None:
        raise ValueError(f"{model.__name__} has no primary key")
    kept = {str(field.column) for field in events._meta.concrete_fields}
    columns = ", ".join(_column(field, kept) for field in model._meta.concrete_fields)
    return f"""
        CREATE VIEW {SCHEMA}."{table}" AS
        SELECT {", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)}
        FROM (
            SELECT DISTINCT ON ("{key.column}") {columns}, pgh_label
            FROM public."{events._meta.db_table}"
            WHERE pgh_created_at <= current_setting('goldenthread.as_at')::timestamptz
            ORDER BY "{key.column}", pgh_id DESC
        ) AS latest
        WHERE pgh_label <> 'delete'
    """  # noqa: S608 - names come from our own models, never from a request


def _column(field: models.Field[object, object], kept: set[str]) -> str:
    """A column of the view; what history must not hold is shown as unknown."""
    if field.column in kept:
        return f'"{field.column}"'
    from django.db import connection

    return f'NULL::{field.db_type(connection)} AS "{field.column}"'
