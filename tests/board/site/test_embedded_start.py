"""Starting and stopping the embedded database, whatever the last start left behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from goldenthread.board.site.embedded import AlreadyRuns, CannotStart, Cluster, binaries
from goldenthread.board.site.embedded.accounts import Account
from goldenthread.board.site.embedded.processes import processes_in
from tests.paths import CHECKOUT

pytestmark = [pytest.mark.slow, pytest.mark.faults, pytest.mark.own_server]

OWNER = """
import sys, time
from pathlib import Path
import psycopg
from goldenthread.board.site.embedded import Cluster
cluster = Cluster(Path(sys.argv[1]), durable=False)
cluster.start()
with psycopg.connect(cluster.url("owner")) as connection:
    connection.execute("CREATE TABLE kept AS SELECT 1")
print("ready", flush=True)
time.sleep(600)
"""


def wait_until(condition, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)


def answer(cluster: Cluster, question: str, role="owner"):
    with psycopg.connect(cluster.url(role)) as connection:
        return connection.execute(question).fetchone()[0]


def start_in_another_process(cluster: Cluster) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OWNER, cluster.folders.data]
    owner = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert owner.stdout.readline() == "ready\n"
    return owner


def test_it_starts_stops_and_starts_again(cluster):
    for _ in range(2):
        cluster.start()
        assert answer(cluster, "SELECT current_user", role="web") == "goldenthread_web"
        cluster.stop()
        assert not cluster.running()


def test_a_new_data_folder_gets_a_database_made_to_measure(place):
    told = []
    with Cluster(place / "new" / "data").opened(told.append) as cluster:
        settings = {
            name: answer(cluster, f"SELECT current_setting('{name}')")
            for name in (
                "server_encoding",
                "TimeZone",
                "data_checksums",
                "fsync",
                "max_wal_size",
                "listen_addresses",
            )
        }
        assert (
            answer(
                cluster,
                "SELECT string_agg(letter, '' ORDER BY letter) FROM unnest('{b,a,B,é}'::text[]) letter",
            )
            == "Babé"
        )

    assert told == [f"Making the database in {place}/new/data/database."]
    assert settings == {
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
        "data_checksums": "on",
        "fsync": "on",
        "max_wal_size": "1GB",
        "listen_addresses": "",
    }


def test_the_webs_role_does_not_wait_for_ever(cluster):
    cluster.start()

    assert answer(cluster, "SHOW lock_timeout", role="web") == "3s"
    assert answer(cluster, "SHOW idle_in_transaction_session_timeout", role="web") == "30s"


def test_a_second_start_on_the_same_folder_is_refused(cluster):
    cluster.start()

    with pytest.raises(
        AlreadyRuns, match=rf"already running on {cluster.folders.data} \(process {os.getpid()}\)"
    ):
        Cluster(cluster.folders.data).start()

    assert answer(cluster, "SELECT 1") == 1


def test_a_command_beside_a_running_server_uses_that_one(cluster):
    cluster.start()

    with Cluster(cluster.folders.data).opened() as other:
        assert answer(other, "SELECT 1") == 1
    assert cluster.running()


def test_the_server_does_not_outlive_a_killed_owner(cluster):
    with start_in_another_process(cluster) as owner:
        owner.kill()

    wait_until(lambda: not processes_in(cluster.folders.database))
    cluster.start()
    assert answer(cluster, "SELECT count(*) FROM kept") == 1


def test_an_owner_that_is_told_to_end_leaves_a_cleanly_stopped_server(cluster):
    with start_in_another_process(cluster) as owner:
        owner.terminate()

    wait_until(lambda: not (cluster.folders.database / "postmaster.pid").exists())
    assert "database system is shut down" in cluster.folders.log.read_text()


def test_a_number_left_behind_that_somebody_else_has_now_does_not_matter(cluster):
    """After a power cut the recorded process number may be any other process's of the same account."""
    left_behind = cluster.folders.database / "postmaster.pid"
    with subprocess.Popen(["sleep", "60"], **cluster.account.identity) as stranger:
        left_behind.write_text(f"{stranger.pid}\n{cluster.folders.database}\n1700000000\n5432\n\n\n")
        cluster.account.own(left_behind, 0o600)

        cluster.start()

        assert answer(cluster, "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_a_server_that_somebody_else_started_on_the_folder_is_left_alone(cluster):
    command = [cluster.programs.path("postgres"), "-D", cluster.folders.database, "-c", "listen_addresses="]
    sockets = ["-c", f"unix_socket_directories={cluster.folders.database}"]
    with subprocess.Popen(
        [*command, *sockets], cwd="/", stderr=subprocess.DEVNULL, **cluster.account.identity
    ) as by_hand:
        try:
            wait_until(lambda: "ready" in status(cluster))

            with pytest.raises(CannotStart, match=rf"Another PostgreSQL server \(process {by_hand.pid}\)"):
                cluster.start()
            assert by_hand.poll() is None
        finally:
            by_hand.send_signal(signal.SIGQUIT)


def status(cluster: Cluster) -> str:
    path = cluster.folders.database / "postmaster.pid"
    return path.read_text() if path.exists() else ""


def test_a_database_half_made_is_made_again(place):
    unfinished = place / "data" / "database.unfinished"
    Cluster(place / "data").prepare()
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")

    with Cluster(place / "data", durable=False).opened() as cluster:
        assert answer(cluster, "SELECT 1") == 1
    assert not unfinished.exists()


def test_lost_passwords_are_made_anew(cluster):
    for path in cluster.folders.secrets.glob("*.password"):
        path.unlink()

    cluster.start()

    assert answer(cluster, "SELECT 1", role="web") == 1


def test_another_versions_database_is_refused(cluster):
    (cluster.folders.database / "PG_VERSION").write_text("17\n")

    with pytest.raises(CannotStart, match="is of PostgreSQL 17; this is 18"):
        cluster.start()


def test_a_folder_with_other_files_is_refused_and_left_alone(place):
    (place / "letter.txt").write_text("Dear all")

    with pytest.raises(CannotStart, match="holds other files"):
        Cluster(place).start()
    assert [path.name for path in place.iterdir()] == ["letter.txt"]


def test_a_file_in_place_of_a_folder_is_refused(place):
    (place / "data").write_text("")

    with pytest.raises(CannotStart, match="is a file"):
        Cluster(place / "data").start()


def test_a_damaged_database_is_said_to_be_one(cluster):
    (cluster.folders.database / "global" / "pg_control").write_bytes(b"")

    with pytest.raises(CannotStart, match="PostgreSQL could not start on"):
        cluster.start()
    cluster.folders.lock.unlink()  # nobody holds it any more


class Outsider(Account):
    """Somebody who may enter no folder of ours."""

    def reaches(self, path: Path) -> bool:
        return False


def test_programs_that_the_account_cannot_reach_are_copied_to_where_it_can(place, monkeypatch):
    """Even where the present umask lets nobody else in, as `serve` sets it."""
    monkeypatch.setattr(binaries, "SYSTEM_FOLDER", place / "system")
    umask = os.umask(0o077)
    try:
        programs = binaries.bundled_programs(Outsider("nobody", 65534, 65534))
    finally:
        os.umask(umask)

    assert programs.folder.is_relative_to(place / "system")
    for path in (programs.folder / "postgres", *programs.folder.relative_to(place).parents):
        assert stat.S_IMODE((place / path).stat().st_mode) in {0o755, 0o711}, path
    assert subprocess.run([programs.path("psql"), "--version"], capture_output=True, check=True).stdout
