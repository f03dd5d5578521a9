"""The embedded database: nothing acknowledged is lost, nobody else gets in, and a refusal says why."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest

from goldenthread.board.site.embedded import CannotStart, Cluster, server
from goldenthread.board.site.embedded.processes import processes_in
from tests.board.site.conftest import copied
from tests.database import reachable_folder

pytestmark = [pytest.mark.slow, pytest.mark.own_server]

NOBODY = 65_534
WRITERS, ROUNDS = 6, 3
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another account")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def answers(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.url("web")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def kill(cluster: Cluster) -> None:
    """As a power cut for the server: every process of it at once."""
    for pid in processes_in(cluster.folders.database):
        os.kill(pid, signal.SIGKILL)


# --- Durability ---------------------------------------------------------------------------------------------


@pytest.mark.faults
def test_nothing_acknowledged_is_lost_when_the_server_is_killed_again_and_again(place, made_once):
    cluster = copied(made_once, place, durable=True)
    cluster.start()
    with psycopg.connect(cluster.superuser_url()) as connection:
        connection.execute("CREATE TABLE written (writer int, number int)")
        connection.execute(
            "GRANT ALL ON written TO goldenthread_web; GRANT USAGE ON SCHEMA public TO goldenthread_web"
        )

    acknowledged: set[tuple[int, int]] = set()
    for _ in range(ROUNDS):
        before = len(acknowledged)
        writers = [
            threading.Thread(target=write, args=(cluster, number, acknowledged)) for number in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        wait_until(lambda before=before: len(acknowledged) > before + 200)
        kill(cluster)
        for writer in writers:
            writer.join()
        cluster.start()

        with psycopg.connect(cluster.url("web")) as connection:
            kept = set(connection.execute("SELECT writer, number FROM written").fetchall())
        assert acknowledged <= kept
    cluster.stop()


def write(cluster: Cluster, writer: int, acknowledged: set[tuple[int, int]]) -> None:
    """Write until the server is gone, and remember what it said was safe."""
    number = len(acknowledged) * 10
    try:
        with psycopg.connect(cluster.url("web"), autocommit=True) as connection:
            while True:
                number += 1
                connection.execute("INSERT INTO written VALUES (%s, %s)", [writer, number])
                acknowledged.add((writer, number))
    except psycopg.OperationalError:
        return


def wait_until(condition) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.faults
def test_a_start_waits_for_recovery_however_long_and_says_so(cluster, monkeypatch):
    slow = programs_that_take_their_time(cluster, seconds=1.0)
    monkeypatch.setattr(server, "PATIENCE", 0.2)
    told: list[str] = []
    cluster = Cluster(cluster.folders.data, programs=slow, durable=False)
    try:
        cluster.start(told.append)

        assert answers(cluster)
        assert any("recovering" in sentence for sentence in told)
    finally:
        cluster.stop()
        shutil.rmtree(slow)


def programs_that_take_their_time(cluster: Cluster, *, seconds: float) -> Path:
    """PostgreSQL's programs, of which the server itself pauses before it starts."""
    folder = reachable_folder()
    program = folder / "postgres"
    real = cluster.programs.path("postgres")
    program.write_text(f'#!/bin/sh\ncase "$*" in *cluster_name*) sleep {seconds};; esac\nexec {real} "$@"\n')
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("left", ["1", "999999999", "", "nonsense"])
def test_a_pid_file_left_by_a_crash_does_not_stop_the_start(cluster, left):
    (cluster.folders.database / "postmaster.pid").write_text(f"{left}\n{cluster.folders.database}\n")

    cluster.start()

    assert answers(cluster)


# --- Who gets in --------------------------------------------------------------------------------------------


def test_what_holds_secrets_or_data_is_its_accounts_alone(cluster):
    cluster.start()
    folders = cluster.folders

    for folder in (folders.secrets, folders.database, folders.socket(cluster.account)):
        assert mode(folder) == 0o700, folder
    for file in (*folders.secrets.iterdir(), folders.database / "pg_hba.conf", folders.log):
        assert mode(file) == 0o600, file
    assert mode(folders.socket(cluster.account) / ".s.PGSQL.5432") == 0o700


@pytest.mark.parametrize(
    "changes",
    [{"password": "guess"}, {"password": ""}, {"user": "postgres"}, {"user": "goldenthread_superuser"},
     {"replication": "database"}, {"replication": "yes"}],
    ids=str,
)  # fmt: skip
def test_nobody_gets_in_without_the_password_of_the_role(cluster, changes):
    cluster.start()

    with pytest.raises(
        psycopg.OperationalError, match=r"authentication failed|no password|rejects|permission"
    ):
        psycopg.connect(cluster.url("web"), **changes)


@only_root
def test_another_account_of_the_machine_cannot_even_see_the_socket(cluster):
    cluster.start()
    folders = cluster.folders

    assert not seen_by_nobody(folders.socket(cluster.account) / ".s.PGSQL.5432")
    assert not seen_by_nobody(folders.secrets / "goldenthread_web.password")
    assert not seen_by_nobody(folders.database / "PG_VERSION")


def seen_by_nobody(path: Path) -> bool:
    command = ["/bin/sh", "-c", 'test -e "$1"', "sh", str(path)]
    return subprocess.run(command, user=NOBODY, group=NOBODY, extra_groups=[], check=False).returncode == 0


def test_a_folder_with_a_long_path_has_its_socket_in_a_short_private_one(place, made_once):
    deep = place.joinpath(*["a folder with a long name"] * 5)
    deep.mkdir(parents=True)
    cluster = copied(made_once, deep, durable=False)
    socket = cluster.folders.socket(cluster.account)
    try:
        cluster.start()
        assert answers(cluster)
        assert mode(socket) == 0o700
        cluster.stop()
        socket.mkdir()  # as somebody might who waits for the next start
        socket.chmod(0o777)
        with pytest.raises(CannotStart, match="is not a private folder"):
            cluster.start()
    finally:
        cluster.stop()
        socket.rmdir()


# --- What else ----------------------------------------------------------------------------------------------


def test_a_server_that_gives_up_is_explained_by_what_it_said(cluster):
    configuration = cluster.folders.database / "postgresql.conf"
    right = configuration.read_text()
    configuration.write_text(f"{right}\nshared_buffers = nonsense\n")
    try:
        with pytest.raises(CannotStart, match=r"could not start on .*\n?.*shared_buffers"):
            cluster.start()
    finally:
        configuration.write_text(right)


def test_throwing_an_unfinished_database_away_leaves_a_new_one_that_answers(cluster):
    cluster.start()
    with psycopg.connect(cluster.superuser_url()) as connection:
        connection.execute("CREATE TABLE unfinished ()")
    cluster.stop()

    cluster.start(anew=True)

    with psycopg.connect(cluster.superuser_url()) as connection:
        assert connection.execute("SELECT to_regclass('unfinished')").fetchone() == (None,)
    assert answers(cluster)
