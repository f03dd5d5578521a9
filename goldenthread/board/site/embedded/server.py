"""The server's process: started as our child, watched, and stopped."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from goldenthread.board.site.embedded import configuration
from goldenthread.board.site.embedded.accounts import Account
from goldenthread.board.site.embedded.binaries import Programs
from goldenthread.board.site.embedded.environment import CLEAN_ENVIRONMENT
from goldenthread.board.site.embedded.folders import Folders
from goldenthread.board.site.embedded.processes import ends_with_parent
from goldenthread.board.site.embedded.refusals import refusal_for

Tell = Callable[[str], None]

PAUSE = 0.02  # seconds between two looks
PATIENCE = 3.0  # seconds until a start is called a recovery, and between two such lines
LARGEST_LOG = 1_000_000  # bytes
STATUS_LINE = 7  # of postmaster.pid, counted from nought

# Each way to stop and its seconds before the next: finish the checkpoint, leave that to recovery, be gone.
STOPS = ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


@dataclass(frozen=True)
class Server:
    """How one installation's server is run."""

    folders: Folders
    programs: Programs
    account: Account

    def launch(self, tell: Tell) -> "subprocess.Popen[bytes]":
        """Start the server and wait, as long as its recovery takes, until it accepts connections."""
        log = self._log()
        with log.open("ab") as output:
            before = output.tell()
            process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", env=CLEAN_ENVIRONMENT,
                start_new_session=True, **self.account.identity,
                preexec_fn=ends_with_parent(signal.SIGINT),  # noqa: PLW1509 (it takes no lock)
            )  # fmt: skip
        self._wait(process, tell, before)
        return process

    def _command(self) -> list[str]:
        database = self.folders.database
        fixed = configuration.arguments(database, self.folders.socket(self.account))
        return [self.programs.path("postgres"), "-D", str(database), *fixed]

    def _log(self) -> Path:
        log = self.folders.log
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.rename(log.with_suffix(".log.old"))
        log.touch(mode=0o600)
        return log

    def _wait(self, process: "subprocess.Popen[bytes]", tell: Tell, log_start: int) -> None:
        next_word = time.monotonic() + PATIENCE
        while not self._is_ready(process.pid):
            if process.poll() is not None:
                said = self.folders.log.read_bytes()[log_start:].decode(errors="replace")
                raise refusal_for(said, self.folders.database)
            if time.monotonic() > next_word:
                tell("The database is recovering what was written last; it will open when that is done.")
                next_word += PATIENCE
            time.sleep(PAUSE)

    def _is_ready(self, pid: int) -> bool:
        lines = self._status_lines()
        return len(lines) > STATUS_LINE and lines[0] == str(pid) and lines[STATUS_LINE].strip() == "ready"

    def _status_lines(self) -> list[str]:
        try:
            return (self.folders.database / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Stop the server; whatever way it ends, nothing acknowledged is lost."""
    for number, seconds in STOPS:
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return
