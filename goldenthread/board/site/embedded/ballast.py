"""Room kept back on the database's disk. A server whose disk is full cannot even start until some is freed."""

import os
import shutil
from pathlib import Path

from goldenthread.board.site.embedded.cluster import Cluster
from goldenthread.board.site.embedded.folders import Folders
from goldenthread.board.site.embedded.refusals import CannotStart
from goldenthread.board.site.embedded.server import Tell

MEGABYTE = 1_000_000
PLENTY = 4  # times the ballast: with less than that free, taking it would itself be the harm


def keep_ballast(folders: Folders, *, megabytes: int) -> None:
    """Lay the ballast down, where there is plenty of room and it does not lie there already."""
    wanted = megabytes * MEGABYTE
    ballast = folders.ballast
    if ballast.exists() or shutil.disk_usage(ballast.parent).free < PLENTY * wanted:
        return
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, wanted)


def rescue(data: Path, tell: Tell) -> None:
    """Throw the ballast away and start the database once, so that it writes down what it still had to.

    Raises CannotStart where that is not enough.
    """
    cluster = Cluster(data)
    if not cluster.folders.database.exists():
        raise CannotStart(f"{data} holds no database of Goldenthread's.")
    cluster.folders.ballast.unlink(missing_ok=True)
    with cluster.opened(tell):
        free = shutil.disk_usage(cluster.folders.database).free // MEGABYTE
    tell(f"The database is sound, with everything that was saved. {free:,} MB are free on its disk now.")
    tell("Free more before you start Goldenthread again: it keeps that room back anew once there is plenty.")
