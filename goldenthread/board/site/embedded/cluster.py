"""One installation's database server: start it, stop it, connect to it."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from goldenthread.board.site.embedded import configuration, predecessors, server
from goldenthread.board.site.embedded.accounts import server_account
from goldenthread.board.site.embedded.binaries import bundled_programs, programs_in
from goldenthread.board.site.embedded.creation import Creation
from goldenthread.board.site.embedded.folders import Folders, prepare, private_folder
from goldenthread.board.site.embedded.locks import FolderLock
from goldenthread.board.site.embedded.refusals import AlreadyRuns, refusal_for
from goldenthread.board.site.embedded.roles import DATABASE, SUPERUSER, Role, role_name
from goldenthread.board.site.embedded.server import Server, Tell


def _say_nothing(_: str) -> None:
    """Tell nobody."""


class Cluster:
    """The PostgreSQL server of one data folder, owned by this process from start to stop."""

    def __init__(self, data: Path, *, programs: Path | None = None, durable: bool = True) -> None:
        """``programs``: another PostgreSQL's folder. What is not durable is quick and fit for tests only."""
        self.folders = Folders(data.absolute())
        self.account = server_account()
        self.programs = programs_in(programs) if programs else bundled_programs(self.account)
        self._durable = durable
        self._lock = FolderLock(self.folders.lock)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, tell: Tell = _say_nothing, *, anew: bool = False) -> None:
        """Start the server, making it first where there is none; does nothing while it runs.

        ``anew`` throws an existing database away. Raises CannotStart. Tells what takes long, in sentences.
        """
        if self.running():
            return
        if self._process is None:
            self.prepare()
        try:
            self._lock.take()
            self._start(tell, anew=anew)
        except OSError as problem:
            self.stop()
            raise refusal_for(str(problem), self.folders.database) from problem
        except BaseException:
            self.stop()
            raise

    def prepare(self) -> None:
        """Make the data folder, so that ``url`` can be asked before the start."""
        prepare(self.folders, self.account)

    def _start(self, tell: Tell, *, anew: bool) -> None:
        predecessors.clear(self.folders.database)
        if anew:
            shutil.rmtree(self.folders.database, ignore_errors=True)
        if not self.folders.database.exists():
            tell(f"Making the database in {self.folders.database}.")
        creation = Creation(self.folders, self.programs, self.account)
        creation.make_if_missing(durable=self._durable)
        private_folder(self.folders.socket(self.account), self.account)
        configuration.write(self.folders.database, self.account, durable=self._durable)
        creation.set_roles()
        self._process = Server(self.folders, self.programs, self.account).launch(tell)

    def stop(self) -> None:
        """Stop the server and let go of the folder; harmless when it does not run."""
        if self.running() and self._process is not None:
            server.stop(self._process)
            with contextlib.suppress(OSError):  # a new start makes it again
                self.folders.socket(self.account).rmdir()
        self._process = None
        self._lock.release()

    def running(self) -> bool:
        """Whether the server that this object started is alive."""
        return self._process is not None and self._process.poll() is None

    def url(self, role: Role) -> str:
        """Where and as whom to connect; holds the role's password."""
        return self._url(role_name(role))

    def superuser_url(self) -> str:
        """For set-up and rescue only: never handed to anything that serves pages."""
        return self._url(SUPERUSER)

    def _url(self, name: str) -> str:
        socket = quote(str(self.folders.socket(self.account)), safe="")
        return f"postgresql://{name}:{self.folders.password(name)}@/{DATABASE}?host={socket}"

    @contextlib.contextmanager
    def opened(self, tell: Tell = _say_nothing) -> Iterator["Cluster"]:
        """The server for the length of a ``with``: the one that runs already, else one of our own."""
        with contextlib.suppress(AlreadyRuns):
            self.start(tell)
        try:
            yield self
        finally:
            self.stop()
