"""A backup as docs/runbook.md makes it is whole, and a new installation can be made from it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from goldenthread.board.site.embedded import Cluster
from goldenthread.board.site.serving import schema
from tests.paths import CHECKOUT

pytestmark = [pytest.mark.slow, pytest.mark.own_server]


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "goldenthread.board.site.embedded", data, *words]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_what_was_saved_is_in_the_restored_database_with_its_history_and_its_walls(place, migrated):
    backup = place / "backup.dump"
    with Cluster(migrated, durable=False).opened() as old:
        with psycopg.connect(old.url("web")) as web:
            web.execute("INSERT INTO cache VALUES ('key', 'value', now())")
        assert run(migrated, "pg_dump", "--format=custom", f"--file={backup}").returncode == 0

    restore = ["pg_restore", "--dbname=goldenthread", "--clean", "--if-exists", "--exit-on-error"]
    done = run(place / "new", *restore, str(backup))

    assert done.returncode == 0, done.stderr
    with Cluster(place / "new").opened() as new:
        assert schema.is_up_to_date(new.url("owner"))
        with psycopg.connect(new.url("web")) as web:
            assert web.execute("SELECT value FROM cache").fetchone() == ("value",)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute("DELETE FROM pghistory_context")


def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")

    done = run(tmp_path, "pg_dump")

    assert (done.returncode, done.stdout) == (2, "")
    assert "holds other files" in done.stderr
