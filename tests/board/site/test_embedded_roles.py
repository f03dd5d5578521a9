"""What the role that answers pages can do in the database: its work, and nothing beside it."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege, OperationalError

from tests import database

pytestmark = pytest.mark.django_db

# Each would lead out of the role, out of its tables or out of the database.
FORBIDDEN = {
    "becoming the owner": "SET ROLE goldenthread_owner",
    "becoming the superuser": "SET SESSION AUTHORIZATION goldenthread_superuser",
    "making a role": "CREATE ROLE intruder SUPERUSER LOGIN",
    "raising itself": "ALTER ROLE goldenthread_web SUPERUSER",
    "making a database": "CREATE DATABASE elsewhere",
    "making a schema": "CREATE SCHEMA elsewhere",
    "making a table": "CREATE TABLE elsewhere (text text)",
    "making a temporary table": "CREATE TEMPORARY TABLE elsewhere (text text)",
    "making a function": "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "running a block of code": "DO $$ BEGIN PERFORM 1; END $$",
    "dropping an extension": "DROP EXTENSION plpgsql",
    "loading a library": "LOAD 'plpgsql'",
    "running a program": "COPY agencies_agency TO PROGRAM 'cat'",
    "running a program for input": "COPY agencies_agency FROM PROGRAM 'echo'",
    "writing a file": "COPY agencies_agency TO '/tmp/copied'",
    "reading a file": "SELECT pg_read_file('PG_VERSION')",
    "listing a folder": "SELECT pg_ls_dir('.')",
    "taking in a file": "SELECT lo_import('/etc/passwd')",
    "making a large object": "SELECT lo_create(0)",
    "reading passwords": "SELECT rolpassword FROM pg_authid",
    "reading the doors": "SELECT * FROM pg_hba_file_rules",
    "changing the server": "ALTER SYSTEM SET log_statement = 'all'",
    "switching triggers off": "SET session_replication_role = replica",
    "changing a table's shape": "ALTER TABLE agencies_agency ADD COLUMN more text",
    "disabling a trigger": "ALTER TABLE agencies_agency DISABLE TRIGGER ALL",
    "dropping a table": "DROP TABLE agencies_agency",
    "emptying a table": "TRUNCATE agencies_agency CASCADE",
    "replacing a function": "ALTER FUNCTION goldenthread_recorded_at() OWNER TO goldenthread_web",
    "rewriting a view of the past": "DROP VIEW as_at.agencies_agency",
    "adding to history": "INSERT INTO agencies_agencyevent DEFAULT VALUES",
    "changing history": "UPDATE agencies_agencyevent SET name = 'x'",
    "deleting history": "DELETE FROM agencies_agencyevent",
    "blaming somebody else": "UPDATE pghistory_context SET metadata = '{}'",
    "forgetting who did it": "DELETE FROM pghistory_context",
    "pretending a migration": "DELETE FROM django_migrations",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_the_web_is_refused(statement):
    name = connection.settings_dict["NAME"]
    with (
        psycopg.connect(os.environ["DATABASE_URL"], dbname=name, autocommit=True) as web,
        pytest.raises(InsufficientPrivilege),
    ):
        web.execute(statement)


def test_no_setting_of_the_session_lets_a_change_escape_history(harbour):
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgname) FROM pg_trigger WHERE tgrelid = 'agencies_agency'::regclass")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s::text, true)", [cursor.fetchone()[0]])
        cursor.execute("UPDATE agencies_agency SET name = 'Elsewhere' WHERE id = %s", [harbour.pk])
        cursor.execute("SELECT name FROM agencies_agencyevent WHERE pgh_obj_id = %s", [harbour.pk])

        assert ("Elsewhere",) in cursor.fetchall()


def test_a_trigger_of_history_cannot_be_led_astray_by_the_callers_search_path(harbour):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = pg_temp, as_at")
        cursor.execute("UPDATE public.agencies_agency SET name = 'Elsewhere' WHERE id = %s", [harbour.pk])
        cursor.execute("SELECT count(*) FROM public.agencies_agencyevent WHERE name = 'Elsewhere'")

        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("name", ["postgres", "template1"])
def test_the_web_reaches_no_other_database(name):
    with pytest.raises(OperationalError, match="permission denied"):
        psycopg.connect(os.environ["DATABASE_URL"], dbname=name)


def test_the_owner_of_the_tables_is_no_superuser(db):
    with database.owner_connection(connection.settings_dict["NAME"]) as owner:
        rights = owner.execute(
            "SELECT rolsuper, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()

    assert rights == (False, False, False, False)


def test_every_function_that_runs_as_its_owner_fixes_where_it_looks_for_names():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND NOT coalesce(proconfig::text, '') LIKE '%search_path%'"
        )

        assert cursor.fetchall() == []
