"""What the website may do in its own database, read from the catalogue: no more than it is given."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db import connection

from goldenthread.board.agencies.models import Agency

pytestmark = pytest.mark.django_db

WRITTEN_BY_OTHERS = {"django_migrations", "pghistory_context"}
"""Tables of today that the web only reads; so it does every table of history (`pgh_id`)."""


def rows(query: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def names(found: Iterable[tuple]) -> set[str]:
    return {row[0] for row in found}


def test_pages_run_as_a_role_without_any_power_of_its_own():
    assert rows(
        "SELECT session_user, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolinherit"
        " FROM pg_roles WHERE rolname = current_user"
    ) == [("goldenthread_web", False, False, False, False, False, False)]
    assert (
        rows("SELECT roleid::regrole::text FROM pg_auth_members WHERE member = current_user::regrole") == []
    )


@pytest.mark.parametrize(
    ("catalogue", "owner"),
    [
        ("pg_class", "relowner"),
        ("pg_proc", "proowner"),
        ("pg_namespace", "nspowner"),
        ("pg_type", "typowner"),
        ("pg_database", "datdba"),
        ("pg_largeobject_metadata", "lomowner"),
    ],
)
def test_the_web_owns_nothing(catalogue, owner):
    assert rows(f"SELECT oid FROM {catalogue} WHERE {owner} = current_user::regrole") == []


def test_the_web_makes_nothing():
    assert rows(
        "SELECT has_database_privilege(current_database(), 'CREATE'),"
        " has_database_privilege(current_database(), 'TEMPORARY'),"
        " bool_or(has_schema_privilege(oid, 'CREATE')) FROM pg_namespace"
    ) == [(False, False, False)]


def test_tables_are_read_and_written_exactly_as_the_grants_say():
    found = rows(
        "SELECT relname, privilege FROM pg_class,"
        " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        " AND has_table_privilege(oid, privilege)"
    )
    history = names(rows("SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'pgh_id'"))
    tables = names(
        rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
    )
    expected = {(table, "SELECT") for table in tables}
    expected |= {
        (table, privilege)
        for table in tables - WRITTEN_BY_OTHERS - history
        for privilege in ("INSERT", "UPDATE", "DELETE")
    }
    assert set(found) == expected
    assert "agencies_personevent" in history


def test_nobody_but_the_owner_and_the_web_reaches_a_table():
    assert (
        rows(
            "SELECT relname, grantee FROM pg_class, aclexplode(relacl)"
            " WHERE relnamespace IN ('public'::regnamespace, 'as_at'::regnamespace)"
            " AND grantee <> current_user::regrole AND grantee <> relowner"
        )
        == []
    )


def test_only_triggers_of_history_run_with_their_owners_rights():
    found = rows(
        "SELECT proname, prorettype = 'trigger'::regtype, proconfig FROM pg_proc"
        " WHERE prosecdef AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
    )
    assert found
    for name, is_trigger, settings in found:
        assert name.startswith("pgtrigger_"), name
        assert is_trigger, name
        assert settings == ["search_path=public, pg_temp"], name


def test_no_view_reaches_what_is_not_history():
    assert rows("SELECT matviewname FROM pg_matviews") == []
    seen = rows(
        "SELECT DISTINCT used.relname FROM pg_depend"
        " JOIN pg_rewrite ON pg_rewrite.oid = pg_depend.objid"
        " JOIN pg_class AS view ON view.oid = ev_class"
        " JOIN pg_class AS used ON used.oid = refobjid AND used.oid <> view.oid"
        " WHERE view.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
        " AND refclassid = 'pg_class'::regclass"
    )
    history = names(rows("SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'pgh_id'"))
    assert names(seen) <= history
    assert names(rows("SELECT schemaname FROM pg_views")) == {"pg_catalog", "information_schema", "as_at"}


def test_nothing_from_outside_is_installed_and_no_setting_of_the_server_can_be_changed():
    assert rows("SELECT extname FROM pg_extension") == [("plpgsql",)]
    assert (
        rows(
            "SELECT name FROM pg_settings WHERE has_parameter_privilege(name, 'ALTER SYSTEM')"
            " OR context = 'superuser' AND has_parameter_privilege(name, 'SET')"
        )
        == []
    )


def recorded_names() -> list[str]:
    return list(Agency.pgh_event_model.objects.order_by("pgh_id").values_list("name", flat=True))


def test_history_is_whole_whichever_way_a_row_was_changed():
    Agency.objects.bulk_create([Agency(name="Bulk one"), Agency(name="Bulk two")])
    one = Agency.objects.get(name="Bulk one")
    one.name = "Bulk changed"
    Agency.objects.bulk_update([one], ["name"])
    Agency.objects.filter(name="Bulk two").update(name="Updated")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agencies_agency (name, short_name, is_board_office) VALUES ('Raw', '', false)"
        )
        cursor.execute(
            "WITH moved AS (UPDATE agencies_agency SET name = name || '!' RETURNING id) SELECT 1 FROM moved"
        )
        with cursor.copy("COPY agencies_agency (name, short_name, is_board_office) FROM STDIN") as copy:
            copy.write_row(("Copied", "", False))
        cursor.execute(
            "MERGE INTO agencies_agency USING (SELECT 'Copied' AS name) AS other"
            " ON agencies_agency.name = other.name WHEN MATCHED THEN UPDATE SET short_name = 'Merged'"
        )
    assert recorded_names() == [
        "Bulk one", "Bulk two", "Bulk changed", "Updated", "Raw",
        *[f"{name}!" for name in ("Bulk changed", "Updated", "Raw")], "Copied", "Copied",
    ]  # fmt: skip
    Agency.objects.all()._raw_delete("default")
    assert Agency.pgh_event_model.objects.filter(pgh_label="delete").count() == 4
