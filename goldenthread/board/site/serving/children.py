"""The processes that do the work: kept running, and stopped together."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from goldenthread.board.site.embedded.processes import ends_with_parent

Tell = Callable[[str], None]

LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps stopping
STEADY = 60.0  # seconds after which a child that runs counts as well
STOP_SECONDS = 15.0  # for finishing what is begun


@dataclass
class Child:
    """One process that is to run all the time."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    pause: float = 1.0
    next_start: float = field(default=0.0)

    def start(self, now: float) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches it through us only."""
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=ends_with_parent(signal.SIGTERM),  # noqa: PLW1509 (it takes no lock)
        )
        self.started_at = now

    def runs(self) -> bool:
        """Whether it is alive."""
        return self.process is not None and self.process.poll() is None

    def look_after(self, now: float, tell: Tell) -> None:
        """Start it again when it has stopped, ever later while it keeps stopping."""
        if self.runs():
            return
        if self.process is not None:
            self.pause = 1.0 if now - self.started_at > STEADY else min(self.pause * 2, LONGEST_PAUSE)
            self.next_start = now + self.pause
            self.process = None
            tell(f"The {self.name} stopped; it starts again in {self.pause:.0f} s.")
        if now >= self.next_start:
            self.start(now)


def stop(children: list[Child]) -> None:
    """Ask all to finish, and end those that do not."""
    running = [child.process for child in children if child.process and child.runs()]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
