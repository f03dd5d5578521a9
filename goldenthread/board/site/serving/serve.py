"""The command `serve`: everything started in order, watched, and stopped in the opposite order."""

import http.client
import os
import sys
import time
from pathlib import Path

from goldenthread.board.site.embedded import CannotStart, Cluster, keep_ballast
from goldenthread.board.site.embedded.folders import Folders, prepare
from goldenthread.board.site.serving import children, installation, styles
from goldenthread.board.site.serving.addresses import Address, free_address
from goldenthread.board.site.serving.children import Child
from goldenthread.board.site.serving.commands import run_goldenthread
from goldenthread.board.site.serving.stopping import until_told_to_stop

LOOK_SECONDS = 0.1
BALLAST, DEMO_BALLAST = 512, 16  # MB


def tell(sentence: str) -> None:
    """One line for whoever watches: the time and what happens."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {sentence}\n")
    sys.stdout.flush()


def serve(data: Path, *, demo: bool, port: int, host: str) -> None:
    """Serve until told to stop. Raises CannotStart where something prevents it."""
    os.umask(0o077)
    address = free_address(host, port)
    cluster = None if installation.names_outside() else Cluster(data)
    with until_told_to_stop():
        try:
            folders = _make_ready(cluster, data, demo=demo)
            if demo:
                os.environ.setdefault("SITE_ADDRESS", address.url)
                _fill(folders, cluster)
            if styles.gather(folders.data):
                tell("Styles and scripts gathered.")
            os.environ.pop(installation.OWNER, None)  # no page is to know it
            _run(cluster, address, demo=demo)
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
    cluster.start(tell, anew=_is_unfinished(folders))
    installation.use(cluster, tell)
    keep_ballast(folders, megabytes=DEMO_BALLAST if demo else BALLAST)
    return folders


def _is_unfinished(folders: Folders) -> bool:
    """Whether this is a demonstration that was interrupted while it was filled: it holds nobody's work."""
    mark = folders.data / installation.DEMO_MARK
    return mark.exists() and not mark.read_text()


def _fill(folders: Folders, cluster: Cluster | None) -> None:
    """Fill the demonstration once; what people do in it afterwards stays."""
    if not _is_unfinished(folders):
        return
    # Only the owner of the tables may say that something happened before today.
    owner_url = cluster.url("owner") if cluster else os.environ.get(installation.OWNER)
    if owner_url is None:
        raise CannotStart(installation.NEEDS_OWNER)
    done = run_goldenthread("fill", DATABASE_URL=owner_url)
    if done.returncode:
        raise CannotStart(f"The demonstration could not be filled. {done.stderr.strip()}")
    (folders.data / installation.DEMO_MARK).write_text("Filled with made-up people and a made-up plan.\n")


def _run(cluster: Cluster | None, address: Address, *, demo: bool) -> None:
    """Start the web server, say when the first page can be had, start the worker, and keep both running."""
    web = Child("web server", _web_command(address))
    team = [web, Child("worker", _worker_command())]
    try:
        web.start(time.monotonic())
        _wait_until_answering(web, address)
        _tell_ready(address, demo=demo)
        while True:
            if cluster is not None and not cluster.running():
                tell("The database stopped; it starts again.")
                cluster.start(tell)
            for child in team:
                child.look_after(time.monotonic(), tell)
            time.sleep(LOOK_SECONDS)
    finally:
        children.stop(team)


def _wait_until_answering(web: Child, address: Address) -> None:
    while not _answers(address):
        if not web.runs():
            raise CannotStart(f"The {web.name} stopped while starting; its reason stands above.")
        time.sleep(LOOK_SECONDS)


def _tell_ready(address: Address, *, demo: bool) -> None:
    tell(f"Ready: {address.url} (Ctrl-C stops it)")
    if demo:
        tell(f"The made-up people, to sign in as any of them: {address.url}account/people/")
    elif "SITE_ADDRESS" not in os.environ:
        tell("SITE_ADDRESS is not set, so letters name https://localhost: see .env.example.")


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
    return [sys.executable, "-m", "goldenthread.board.site.serving.web", address.host, str(address.port)]


def _worker_command() -> list[str]:
    return [sys.executable, "-m", "goldenthread", "work"]
