"""Database servers to start, stop and kill, apart from the one that the other tests use."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.board.site.embedded import Cluster
from goldenthread.board.site.serving import schema
from tests import database


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """The data folder of a server that was made and stopped: copying it is quicker than making another."""
    place = database.reachable_folder(database.quickest_place())
    with Cluster(place / "data", durable=False).opened():
        pass
    yield place / "data"
    shutil.rmtree(place)


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty folder that the server's account may pass through."""
    folder = database.reachable_folder(database.quickest_place())
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def cluster(place: Path, made_once: Path) -> Iterator[Cluster]:
    """A server of one's own, not started."""
    server = copied(made_once, place, durable=False)
    yield server
    server.stop()


def copied(made: Path, place: Path, *, durable: bool) -> Cluster:
    """The server of a copy of this data folder."""
    subprocess.run(["cp", "-a", made, place / "data"], check=True)
    return Cluster(place / "data", durable=durable)


@pytest.fixture
def migrated(place: Path, django_db_setup: None) -> Path:
    """A data folder whose database is up to date."""
    return copy_of_migrated(place)


def copy_of_migrated(place: Path) -> Path:
    """The tests' own database, copied; made where they use another server's."""
    kept = database.migrated_folder("embedded")
    if kept.exists():
        copied(kept, place, durable=False)
    else:
        with Cluster(place / "data", durable=False).opened() as cluster:
            schema.bring_up_to_date(cluster.url("owner"))
    return place / "data"
