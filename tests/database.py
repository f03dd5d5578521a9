"""The database that tests use: a throw-away server of their own, or one that the environment names.

Migrating takes ten seconds and copying the result a third of one, so a migrated server is kept in .cache
until the shape of the database changes. Each process of a run works in its own copy of that database.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from goldenthread.board.site.embedded import Cluster, grant_web
from goldenthread.board.site.serving import schema
from tests.paths import CHECKOUT

CHOICES = ("embedded", "system", "url")
CACHE = CHECKOUT / ".cache" / "test-databases"
ADDRESSES = {"web": "DATABASE_URL", "owner": "DATABASE_OWNER_URL"}


def system_programs() -> Path | None:
    """The newest PostgreSQL, 15 or later, among the system's packages."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if int(path.parent.name) >= 15]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def reachable_folder(place: Path | None = None) -> Path:
    """A new temporary folder that root's server account may pass through too."""
    folder = Path(tempfile.mkdtemp(prefix="goldenthread-tests-", dir=place))
    folder.chmod(0o711)
    return folder


def quickest_place() -> Path | None:
    """Memory, where there is plenty; else the usual temporary folder."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000
    return memory if roomy else None


def migrated_folder(choice: str) -> Path:
    """Where the data folder of a migrated server is kept, once there was one."""
    return CACHE / f"{choice}-{os.geteuid()}-{schema.fingerprint()[:16]}"


class ThrowAway:
    """A server for one run of the tests, started when the first test needs it."""

    def __init__(self, choice: str) -> None:
        programs = system_programs() if choice == "system" else None
        if choice == "system" and programs is None:
            raise LookupError("There is no PostgreSQL 15 or later among the system's packages.")
        self._cached = migrated_folder(choice)
        self._folder = reachable_folder(quickest_place())
        if self._cached.exists():
            subprocess.run(["cp", "-a", self._cached, self._folder / "data"], check=True)
        self._cluster = Cluster(self._folder / "data", programs=programs, durable=False)
        self._cluster.prepare()
        os.environ[ADDRESSES["web"]] = self._cluster.url("web")
        os.environ[ADDRESSES["owner"]] = self._cluster.url("owner")

    def start(self) -> None:
        """Start and migrate; does nothing while it runs."""
        if self._cluster.running():
            return
        self._cluster.start()
        if not schema.is_up_to_date(self._cluster.url("owner")):
            schema.bring_up_to_date(self._cluster.url("owner"))
            self._let_owner_test()
            self._cluster.stop()
            self._keep()
            self._cluster.start()

    def stop(self) -> None:
        """Stop it and remove its files."""
        self._cluster.stop()
        shutil.rmtree(self._folder)

    def _let_owner_test(self) -> None:
        """Tests make databases and empty tables of history, which the product's owner may not."""
        with psycopg.connect(self._cluster.superuser_url()) as connection:
            connection.execute("ALTER ROLE goldenthread_owner CREATEDB")
            connection.execute("GRANT CONNECT ON DATABASE postgres TO goldenthread_owner")
            connection.execute("GRANT SET ON PARAMETER session_replication_role TO goldenthread_owner")

    def _keep(self) -> None:
        kind = self._cached.name.rpartition("-")[0]
        for outdated in CACHE.glob(f"{kind}-*"):
            shutil.rmtree(outdated, ignore_errors=True)
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = tempfile.mkdtemp(dir=CACHE)
        subprocess.run(["cp", "-a", f"{self._folder}/data/.", unfinished], check=True)
        with contextlib.suppress(OSError):  # another run was quicker
            Path(unfinished).rename(self._cached)


def sign_in(role: str) -> None:
    """Have Django's connections use this role from now on."""
    from django.db import connection

    address = conninfo_to_dict(os.environ[ADDRESSES[role]])
    connection.close()
    connection.settings_dict.update(USER=address.get("user", ""), PASSWORD=address.get("password", ""))


def owner_connection(name: str) -> psycopg.Connection[Any]:
    """A connection to this database as the owner, each statement standing by itself."""
    return psycopg.connect(os.environ[ADDRESSES["owner"]], dbname=name, autocommit=True)


def make_copy(name: str) -> None:
    """Make a test database from the migrated one."""
    drop_copy(name)
    template = conninfo_to_dict(os.environ[ADDRESSES["owner"]])["dbname"]
    with owner_connection("postgres") as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(str(template))))
    with owner_connection(name) as connection:
        grant_web(connection)


def drop_copy(name: str) -> None:
    """Remove a test database, whoever is still connected to it."""
    with owner_connection("postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def empty(name: str, statements: list[str]) -> None:
    """Empty the tables after a test that commits: the web may not, and history refuses even its owner."""
    with owner_connection(name) as connection:
        connection.execute("SET session_replication_role = replica")
        for statement in statements:
            connection.execute(statement)
