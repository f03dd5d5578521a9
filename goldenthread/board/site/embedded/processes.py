"""Children that do not outlive the process that started them, however it ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux; other systems have nothing like it

_library = ctypes.CDLL(None) if sys.platform == "linux" else None


def ends_with_parent(number: signal.Signals) -> Callable[[], None]:
    """For ``preexec_fn``: has the system send the child this signal when its parent is gone."""
    parent = os.getpid()

    def arrange() -> None:
        if _library is not None:
            _library.prctl(SET_PARENT_DEATH_SIGNAL, number)
            if os.getppid() != parent:  # the parent was killed before the line above
                os.kill(os.getpid(), number)

    return arrange


def works_in(pid: int, folder: Path) -> bool:
    """Whether a living process has this as its working folder, as all of a PostgreSQL server's have."""
    if sys.platform != "linux":
        return _lives(pid)
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:  # none such, a zombie, or somebody else's
        return False


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def processes_in(folder: Path) -> list[int]:
    """All processes that work in this folder; an empty list where the system does not say."""
    numbers = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]
    return [pid for pid in numbers if pid != os.getpid() and works_in(pid, folder)]
