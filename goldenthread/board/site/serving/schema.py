"""The database's shape: brought up to date as its owner, and only when something changed."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from goldenthread.board.site.embedded import grant_web

BOARD = Path(__file__).resolve().parents[2]
PACKAGES = ("django", "django-allauth", "django-pghistory", "django-pgtrigger", "procrastinate")
SHAPING = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "history/*.py", "site/embedded/*.sql")


class CannotMigrate(Exception):
    """The database could not be brought up to date; the message is what the migration said."""


def fingerprint() -> str:
    """Stands for everything that shapes the database; the same as long as none of it changed."""
    digest = hashlib.sha256()
    for name in PACKAGES:
        digest.update(f"{name} {version(name)}\n".encode())
    for path in sorted(_shaping_files()):
        digest.update(path.relative_to(BOARD).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _shaping_files() -> Iterator[Path]:
    for pattern in SHAPING:
        yield from BOARD.glob(pattern)


def bring_up_to_date(owner_url: str) -> bool:
    """Migrate and give the web's role its rights; says whether there was anything to do."""
    wanted = fingerprint()
    with psycopg.connect(owner_url) as connection:
        if _recorded(connection) == wanted:
            return False
    _migrate(owner_url)
    with psycopg.connect(owner_url) as connection:
        grant_web(connection)
        _record(connection, wanted)
    return True


def _migrate(owner_url: str) -> None:
    environment = os.environ | {
        "DATABASE_URL": owner_url,
        "DJANGO_SETTINGS_MODULE": "goldenthread.board.site.settings",
    }
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity=0"]
    done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise CannotMigrate(done.stderr.strip().splitlines()[-1])


def _recorded(connection: psycopg.Connection[Any]) -> str | None:
    row = connection.execute("SELECT obj_description('public'::regnamespace)").fetchone()
    return row[0] if row else None


def _record(connection: psycopg.Connection[Any], value: str) -> None:
    """Kept in the database itself, so that a restored one is never taken for the present one."""
    connection.execute(sql.SQL("COMMENT ON SCHEMA public IS {}").format(value))
