"""The command `serve`: everything started in order, watched, and stopped in the opposite order."""

import http.client
import os
import sys
import time
from pathlib import Path

from goldenthread.board.site.embedded import CannotStart, Cluster
from goldenthread.board.site.embedded.folders import Folders, prepare
from goldenthread.board.site.serving import children, installation, styles
from goldenthread.board.site.serving.addresses import Address, free_address
from goldenthread.board.site.serving.children import Child
from goldenthread.board.site.serving.commands import run_goldenthread
from goldenthread.board.site.serving.stopping import until_told_to_stop

WEB_PROCESSES, WEB_THREADS = 2, 16  # each thread may hold one of the database's 60 connections
HEADER_MILLISECONDS = 10_000
STOP_SECONDS = 10
LOOK_SECONDS = 0.1


def tell(sentence: str) -> None:
    """One line for whoever watches: the time and what happens."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {sentence}\n")
    sys.stdout.flush()


def serve(data: Path, *, demo: bool, port: int, host: str) -> None:
    """Serve until told to stop. Raises CannotStart where something prevents it."""
    os.umask(0o077)
    address = free_address(host, port)
    cluster = None if "DATABASE_URL" in os.environ else Cluster(data)
    with until_told_to_stop():
        try:
            folders = _make_ready(cluster, data, demo=demo)
            if demo:
                os.environ.setdefault("SITE_ADDRESS", address.url)
                _fill(folders, cluster)
            if styles.gather(folders.data):
                tell("Styles and scripts gathered.")
            _run(cluster, address)
        finally:
            if cluster is not None:
                cluster.stop()
            tell("Stopped.")


def _make_ready(cluster: Cluster | None, data: Path, *, demo: bool) -> Folders:
    folders = Folders(data.absolute())
    prepare(folders, cluster.account if cluster else None)
    installation.settle_kind(folders, demo=demo)
    if cluster is None:
        installation.use_outside(data, tell)
        return folders
    if not folders.database.exists():
        tell(f"Making the database in {folders.database}.")
    cluster.start(tell)
    installation.use(cluster, tell)
    return folders


def _fill(folders: Folders, cluster: Cluster | None) -> None:
    """Fill the demonstration once; what people do in it afterwards stays."""
    done_mark = folders.data / installation.DEMO_MARK
    if done_mark.read_text():
        return
    # Only the owner of the tables may say that something happened before today.
    owner_url = cluster.url("owner") if cluster else os.environ["DATABASE_OWNER_URL"]
    done = run_goldenthread("fill", DATABASE_URL=owner_url)
    if done.returncode:
        raise CannotStart(f"The demonstration could not be filled. {done.stderr.strip()}")
    done_mark.write_text("Filled with made-up people and a made-up plan.\n")


def _run(cluster: Cluster | None, address: Address) -> None:
    """Start web server and worker, say when the first page can be had, and keep them running."""
    team = [Child("web server", _web_command(address)), Child("worker", _worker_command())]
    try:
        for child in team:
            child.start(time.monotonic())
        _wait_until_answering(team, address)
        tell(f"Ready: {address.url} (Ctrl-C stops it)")
        while True:
            if cluster is not None and not cluster.running():
                tell("The database stopped; it starts again.")
                cluster.start(tell)
            for child in team:
                child.look_after(time.monotonic(), tell)
            time.sleep(LOOK_SECONDS)
    finally:
        children.stop(team)


def _wait_until_answering(team: list[Child], address: Address) -> None:
    while not _answers(address):
        for child in team:
            if not child.runs():
                raise CannotStart(f"The {child.name} stopped while starting; its reason stands above.")
        time.sleep(LOOK_SECONDS)


def _answers(address: Address) -> bool:
    connection = http.client.HTTPConnection(address.nearest, address.port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    finally:
        connection.close()


def _web_command(address: Address) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": address.host,
        "--port": address.port,
        "--http": "1",
        "--workers": WEB_PROCESSES,
        "--blocking-threads": WEB_THREADS,
        "--http1-header-read-timeout": HEADER_MILLISECONDS,
        "--workers-kill-timeout": STOP_SECONDS,
        "--log-level": "warning",
    }
    words = [str(word) for option in options.items() for word in option]
    flags = ["--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-m", "granian", *words, *flags, "goldenthread.board.site.wsgi:application"]


def _worker_command() -> list[str]:
    return [sys.executable, "-m", "goldenthread", "work"]
