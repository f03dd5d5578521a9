"""A full disk stops the database; the ballast gets it going again, with everything that was saved."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from goldenthread.board.site.embedded import CannotStart, Cluster, configuration, keep_ballast, rescue
from goldenthread.board.site.embedded.refusals import refusal_for
from tests.board.site.conftest import copied

MEGABYTE = 1_000_000


def test_a_full_disk_is_explained_with_what_to_do():
    said = 'FATAL:  could not write to file "pg_wal/xlogtemp.71": No space left on device'

    assert "is full" in str(refusal_for(said, Path("data")))
    assert "goldenthread rescue" in str(refusal_for(said, Path("data")))


def test_what_the_system_refuses_before_the_server_runs_is_explained_too(cluster, monkeypatch):
    def no_room(*_, **__) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "postgresql.conf")

    monkeypatch.setattr(configuration, "write", no_room)

    with pytest.raises(CannotStart, match="is full"):
        cluster.start()
    assert not cluster.running()


def test_ballast_is_kept_once_and_only_where_there_is_plenty_of_room(cluster, monkeypatch):
    folders = cluster.folders
    keep_ballast(folders, megabytes=10_000_000)
    assert not folders.ballast.exists()

    keep_ballast(folders, megabytes=1)
    keep_ballast(folders, megabytes=2)
    assert folders.ballast.stat().st_size == MEGABYTE


def test_there_is_nothing_to_rescue_where_there_is_no_database(place):
    with pytest.raises(CannotStart, match="holds no database"):
        rescue(place / "data", print)
    assert list(place.iterdir()) == []


@pytest.fixture
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of its own, which only root can make."""
    disk = place / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=150m,mode=711", "none", disk], check=True)
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def may_mount() -> bool:
    command = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0


if may_mount():

    @pytest.mark.slow
    @pytest.mark.faults
    def test_a_database_whose_disk_is_full_is_rescued_with_all_that_it_acknowledged(small_disk, made_once):
        cluster = copied(made_once, small_disk, durable=True)
        keep_ballast(cluster.folders, megabytes=20)
        cluster.start()
        acknowledged = write_until_it_fails(cluster)
        cluster.stop()
        fill(small_disk)
        with pytest.raises(CannotStart, match="is full"):
            cluster.start()

        told: list[str] = []
        rescue(cluster.folders.data, told.append)

        assert "The database is sound" in told[-2]
        with cluster.opened(), psycopg.connect(cluster.superuser_url()) as connection:
            assert connection.execute("SELECT count(*) FROM written").fetchone() == (acknowledged,)


def write_until_it_fails(cluster: Cluster) -> int:
    """Write rows of a megabyte until the disk is full; gives how many were acknowledged."""
    acknowledged = 0
    with psycopg.connect(cluster.superuser_url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE written (text text)")
        connection.execute("ALTER TABLE written ALTER text SET STORAGE EXTERNAL")
        try:
            while True:
                connection.execute("INSERT INTO written VALUES (repeat('x', 1000000))")
                acknowledged += 1
        except psycopg.Error:
            return acknowledged


def fill(disk: Path) -> None:
    """Take what is left."""
    with (disk / "data" / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return
