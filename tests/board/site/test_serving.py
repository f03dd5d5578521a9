"""`goldenthread serve`: it starts all that is needed, keeps it running, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from goldenthread.board.site.embedded import Cluster
from goldenthread.board.site.embedded.folders import Folders
from goldenthread.board.site.serving.installation import CannotStart, settle_kind
from tests import database
from tests.board.site.conftest import copy_of_migrated
from tests.paths import CHECKOUT

pytestmark = [pytest.mark.slow, pytest.mark.own_server]

OURS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "SECRET_KEY",
    "GOLDENTHREAD_DATA",
    "BEHIND_TLS",
    "DJANGO_SETTINGS_MODULE",
)
COMMAND = [sys.executable, "-m", "goldenthread", "serve", "--port", "0", "--data"]


@dataclass
class Served:
    """A site that runs, and where."""

    process: subprocess.Popen[str]
    data: Path
    port: int

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=10)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.body = response.read().decode()
        connection.close()
        return response

    def is_well(self) -> bool:
        try:
            return self.get("/health").status == http.HTTPStatus.OK
        except OSError:
            return False

    def stop(self) -> str:
        """Stop it as a service manager would; gives what it said last."""
        self.process.terminate()
        return self.process.communicate(timeout=60)[0]


def environment(**more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OURS} | more


def start(data: Path, **more: str) -> Served:
    process = subprocess.Popen(
        [*COMMAND, data], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(**more),
        cwd=CHECKOUT,
    )  # fmt: skip
    said = []
    for line in process.stdout:
        said.append(line)
        if ready := re.search(r"Ready: http://localhost:(\d+)/", line):
            return Served(process, data, int(ready[1]))
    raise AssertionError("".join(said))


def refusal(data: Path, *arguments: str, **more: str) -> str:
    """The sentence with which a start is refused, which is all that it says."""
    done = subprocess.run(
        [*COMMAND, data, *arguments],
        capture_output=True,
        text=True,
        env=environment(**more),
        cwd=CHECKOUT,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr.strip()


def descendants(pid: int) -> list[int]:
    found = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    return [each for child in found for each in (int(child), *descendants(int(child)))]


def child_of(served: Served, words: str) -> int:
    """The process of one of its children, by a word of its command."""
    for pid in descendants(served.process.pid):
        if words in Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " "):
            return pid
    raise LookupError(words)


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[Served]:
    """The real thing, not the demonstration."""
    place = database.reachable_folder()
    served = start(copy_of_migrated(place))
    yield served
    served.stop()
    shutil.rmtree(place)


# --- The real thing -----------------------------------------------------------------------------------------


def test_it_answers_and_its_database_is_well(site):
    answer = site.get("/health")

    assert (answer.status, answer.body) == (200, "ok")


def test_what_is_asked_without_encryption_is_sent_to_https(site):
    answer = site.get("/")

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://localhost:{site.port}/"


def test_its_pages_are_guarded(site):
    page = site.get("/account/login/", **{"X-Forwarded-Proto": "https"})

    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-csrf=")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax"))


def test_nobody_made_up_is_in_it(site):
    assert site.get("/account/people/", **{"X-Forwarded-Proto": "https"}).status == 404
    with psycopg.connect(Cluster(site.data).url("web")) as connection:
        assert connection.execute("SELECT count(*) FROM agencies_person").fetchone() == (0,)


def test_a_host_that_is_not_ours_is_not_answered(site):
    assert site.get("/account/login/", Host="elsewhere.example").status == 400


# --- Refusals -----------------------------------------------------------------------------------------------


def test_a_second_start_on_its_folder_is_refused_plainly(site):
    told = refusal(site.data)

    assert told == (
        f"Goldenthread is already running on {site.data} (process {site.process.pid}). "
        "Stop that one first, or name another data folder."
    )
    assert site.is_well()


def test_a_port_in_use_is_named_before_anything_is_made(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = refusal(tmp_path / "data", "--port", str(taken.getsockname()[1]))

    assert re.fullmatch(
        r"Goldenthread cannot listen on 127\.0\.0\.1 port \d+: .*Name another port with --port; .*", told
    )
    assert not (tmp_path / "data").exists()


def test_an_unsafe_setting_is_refused(migrated):
    assert "SECOND_FACTOR_REQUIRED" in refused_by_web(migrated, SECOND_FACTOR_REQUIRED="no")


def refused_by_web(data: Path, **more: str) -> str:
    done = subprocess.run(
        [*COMMAND, data], capture_output=True, text=True, env=environment(**more), cwd=CHECKOUT, check=False
    )
    assert done.returncode == 2
    return done.stderr


@pytest.mark.parametrize(("kept", "wanted"), [(True, False), (False, True)])
def test_a_demonstration_and_the_real_thing_never_share_a_folder(tmp_path, kept, wanted):
    folders = Folders(tmp_path)
    folders.secrets.mkdir()
    settle_kind(folders, demo=kept)
    (folders.secrets / "secret_key").touch()

    settle_kind(folders, demo=kept)
    with pytest.raises(CannotStart, match="Name another folder"):
        settle_kind(folders, demo=wanted)


# --- Keeping running, and stopping --------------------------------------------------------------------------


@pytest.mark.faults
@pytest.mark.parametrize("words", ["serving.web", "goldenthread work", "bin/postgres"])
def test_a_part_that_is_killed_is_started_again(site, words):
    before = child_of(site, words)
    its_own = descendants(before)

    os.kill(before, signal.SIGKILL)

    wait_until(lambda: not any(lives(pid) for pid in (before, *its_own)))
    wait_until(lambda: any(words in command_of(pid) for pid in descendants(site.process.pid)))
    wait_until(site.is_well)
    assert child_of(site, words) != before


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ")
    except OSError:
        return ""


@pytest.mark.faults
def test_when_it_is_told_to_stop_nothing_is_left(migrated):
    served = start(migrated)
    processes = descendants(served.process.pid)
    assert len(processes) > 3

    said = served.stop()

    assert said.endswith("Stopped.\n")
    assert served.process.returncode == 0
    assert [pid for pid in processes if lives(pid)] == []


@pytest.mark.faults
def test_when_it_is_killed_its_parts_end_too_and_it_starts_again(migrated):
    served = start(migrated)
    processes = descendants(served.process.pid)

    served.process.kill()
    served.process.communicate()

    wait_until(lambda: not any(lives(pid) for pid in processes))
    again = start(migrated)
    assert again.is_well()
    again.stop()


def test_a_server_of_ones_own_is_used_and_none_is_made(migrated, place):
    outside = Cluster(migrated, durable=False)
    with outside.opened():
        served = start(
            place / "elsewhere", DATABASE_URL=outside.url("web"), DATABASE_OWNER_URL=outside.url("owner")
        )
        try:
            assert served.is_well()
            assert not (place / "elsewhere" / "database").exists()
            web = Path(f"/proc/{child_of(served, 'serving.web')}/environ").read_bytes()
            assert b"DATABASE_OWNER_URL" not in web
        finally:
            served.stop()


def test_a_server_of_ones_own_that_is_empty_asks_for_its_owner(cluster, place):
    cluster.start()

    assert "Set DATABASE_OWNER_URL too" in refusal(place / "elsewhere", DATABASE_URL=cluster.url("web"))


def test_a_server_of_ones_own_that_is_not_there_is_named(place):
    told = refusal(place / "elsewhere", DATABASE_URL=f"postgresql:///none?host={place}")

    assert told.startswith("The server that DATABASE_URL names does not let us in:")
