"""The database's shape: brought up to date as its owner, and only when something changed."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from goldenthread.board.site.embedded import CannotStart, grant_web
from goldenthread.board.site.serving.commands import run_django

BOARD = Path(__file__).resolve().parents[2]
PACKAGES = ("django", "django-allauth", "django-pghistory", "django-pgtrigger", "procrastinate")
SHAPING = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "history/*.py", "site/embedded/*.sql")


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


def is_up_to_date(url: str) -> bool:
    """Whether the database has the shape that this version wants; any role may ask."""
    with psycopg.connect(url) as connection:
        return _recorded(connection) == fingerprint()


def bring_up_to_date(owner_url: str) -> None:
    """Migrate as the owner, and give the web's role its rights. Raises CannotStart."""
    done = run_django("migrate", "--no-input", "--verbosity=0", DATABASE_URL=owner_url)
    if done.returncode:
        raise CannotStart(f"The database could not be brought up to date. {done.stderr.strip()}")
    with psycopg.connect(owner_url) as connection:
        grant_web(connection)
        _record(connection, fingerprint())


def _recorded(connection: psycopg.Connection[Any]) -> str | None:
    row = connection.execute("SELECT obj_description('public'::regnamespace)").fetchone()
    return row[0] if row else None


def _record(connection: psycopg.Connection[Any], value: str) -> None:
    """Kept in the database itself, so that a restored one is never taken for the present one."""
    connection.execute(sql.SQL("COMMENT ON SCHEMA public IS {}").format(value))
