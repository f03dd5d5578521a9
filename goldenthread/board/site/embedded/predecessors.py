"""What an earlier start left running in the data folder."""

import os
import signal
import time
from pathlib import Path

from goldenthread.board.site.embedded.configuration import MARK
from goldenthread.board.site.embedded.processes import processes_in, works_in
from goldenthread.board.site.embedded.refusals import CannotStart

PATIENCE = 60.0  # seconds for an earlier server to end
PAUSE = 0.05


def clear(database: Path) -> None:
    """Wait for an earlier server of ours to end, refuse to disturb anybody else's, and drop a stale pid file.

    The folder's lock is held, so a server of ours that still runs has lost its owner.
    """
    record = database / "postmaster.pid"
    if not record.exists():
        return
    pid = _pid_in(record)
    if pid is not None and works_in(pid, database):
        _end(pid, database)
    _wait_for_rest(database)
    record.unlink(missing_ok=True)  # else a number used again would look like a live server


def _pid_in(record: Path) -> int | None:
    """None where the disk was full, or the machine failed, before the number was in the file."""
    try:
        return abs(int(record.read_text().split("\n", 1)[0]))
    except (FileNotFoundError, ValueError):
        return None


def _end(pid: int, database: Path) -> None:
    if f"cluster_name={MARK}" not in (database / "postmaster.opts").read_text():
        raise CannotStart(
            f"Another PostgreSQL server (process {pid}), not started by Goldenthread, runs on {database}. "
            "Stop it first."
        )
    os.kill(pid, signal.SIGINT)


def _wait_for_rest(database: Path) -> None:
    """A server's children may outlive it for a moment, and must not write beside the next server."""
    deadline = time.monotonic() + PATIENCE
    while left := processes_in(database):
        if time.monotonic() > deadline:
            raise CannotStart(
                f"Process {left[0]} of an earlier server still works in {database}. End it first."
            )
        time.sleep(PAUSE)
