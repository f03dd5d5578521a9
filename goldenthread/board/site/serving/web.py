"""The web server's process: `python -m goldenthread.board.site.serving.web HOST PORT`.

The website is loaded and checked before the workers are forked from this process, so that is paid for once.
"""

import gc
import os
import signal
import sys

import django
from django.core import checks
from django.db import connections
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from goldenthread.board.site.embedded.processes import ends_with_parent
from goldenthread.board.site.serving.commands import SETTINGS

PROCESSES = 2
MOST_THREADS = 16  # each may hold one of the database's 60 connections
HEADER_MILLISECONDS = 10_000
STOP_SECONDS = 10


def threads() -> int:
    """For each process; more than granian thinks wise for this machine would only wait for each other."""
    return min(MOST_THREADS, 2 * (os.cpu_count() or 1) + 1)


def faults() -> list[str]:
    """What makes it unsafe to serve with the present settings and database, in sentences."""
    found = checks.run_checks(
        tags=[checks.Tags.security, checks.Tags.database],
        include_deployment_checks=True,
        databases=list(connections),
    )
    connections.close_all()  # none may be shared with the workers
    return [f"{fault.msg} {fault.hint or ''}".strip() for fault in found if fault.level >= checks.ERROR]


def leave_no_workers_behind() -> None:
    """Workers end when this process is killed; else they would go on answering at the port of the next one."""
    here, arrange = os.getpid(), ends_with_parent(signal.SIGKILL)
    os.register_at_fork(after_in_child=lambda: arrange() if os.getppid() == here else None)


def main(host: str, port: int) -> int:
    """Serve until told to stop; status 1 where it would not be safe."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    if unsafe := faults():
        sys.stderr.write("\n".join(unsafe) + "\n")
        return 1
    from goldenthread.board.site import urls, wsgi  # noqa: F401 (loaded here, before the workers are made)

    gc.freeze()
    leave_no_workers_behind()
    Server(
        "goldenthread.board.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        workers=PROCESSES,
        blocking_threads=threads(),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
