"""One installation made ready for a command: its data folder, keys and database, named in the environment."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from goldenthread.board.site.embedded import CannotStart, Cluster
from goldenthread.board.site.embedded.folders import Folders, prepare
from goldenthread.board.site.embedded.secrets_kept import kept_secret
from goldenthread.board.site.serving import schema
from goldenthread.board.site.serving.commands import SETTINGS

Tell = Callable[[str], None]

DEMO_MARK = "demonstration"
OUTSIDE, OWNER = "DATABASE_URL", "DATABASE_OWNER_URL"
NEEDS_OWNER = f"The database is not up to date. Set {OWNER} too, as docs/runbook.md says."


def _say_nothing(_: str) -> None:
    """Tell nobody."""


@contextlib.contextmanager
def database(data: Path, tell: Tell = _say_nothing) -> Iterator[None]:
    """For a command: the database of a data folder, started for its length unless it runs already.

    Sets the variables that settings read. Raises CannotStart.
    """
    if names_outside():
        use_outside(data, tell)
        yield
        return
    with Cluster(data).opened(tell) as cluster:
        use(cluster, tell)
        yield


def names_outside() -> bool:
    """Whether the environment names a server of somebody else's, itself or in the file of a secret."""
    for name in (OUTSIDE, OWNER):
        if path := os.environ.pop(f"{name}_FILE", None):
            os.environ[name] = Path(path).read_text(encoding="utf-8").strip()
    return OUTSIDE in os.environ


def use(cluster: Cluster, tell: Tell) -> None:
    """Bring a running server of ours up to date and name it in the environment."""
    _name_folder(cluster.folders)
    os.environ[OUTSIDE] = cluster.url("web")
    try:
        if not schema.is_up_to_date(cluster.url("owner")):
            tell("Bringing the database up to date.")
            schema.bring_up_to_date(cluster.url("owner"))
    except psycopg.OperationalError as problem:
        raise CannotStart(f"The database of {cluster.folders.data} does not answer: {problem}") from problem


def use_outside(data: Path, tell: Tell = _say_nothing) -> None:
    """Bring the server that DATABASE_URL names up to date; that takes the owner's address too."""
    folders = Folders(data.absolute())
    prepare(folders, None)
    _name_folder(folders)
    owner_url = os.environ.get(OWNER)
    try:
        if schema.is_up_to_date(owner_url or os.environ[OUTSIDE]):
            return
    except psycopg.OperationalError as problem:
        raise CannotStart(f"The server that DATABASE_URL names does not let us in: {problem}") from problem
    if owner_url is None:
        raise CannotStart(NEEDS_OWNER)
    tell("Bringing the database up to date.")
    schema.bring_up_to_date(owner_url)


def settle_kind(folders: Folders, *, demo: bool) -> None:
    """A demonstration stays one: its people can sign in without a password."""
    mark = folders.data / DEMO_MARK
    if demo and not (folders.secrets / "secret_key").exists():
        mark.touch()
    if mark.exists() != demo:
        other = "holds a demonstration" if mark.exists() else "is in real use"
        raise CannotStart(f"{folders.data} {other}. Name another folder with --data.")


def _name_folder(folders: Folders) -> None:
    """Settings find files and keys here; a key already in the environment stands."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["GOLDENTHREAD_DATA"] = str(folders.data)
    os.environ["GOLDENTHREAD_DEMO"] = "yes" if (folders.data / DEMO_MARK).exists() else "no"
    for key in ("SECRET_KEY", "FACTOR_KEY"):
        if f"{key}_FILE" not in os.environ:
            os.environ.setdefault(key, kept_secret(folders.secrets / key.lower()))
