"""Making the server's files, and the roles in them, before any server runs."""

import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from goldenthread.board.site.embedded.accounts import Account
from goldenthread.board.site.embedded.binaries import Programs
from goldenthread.board.site.embedded.environment import CLEAN_ENVIRONMENT
from goldenthread.board.site.embedded.folders import Folders
from goldenthread.board.site.embedded.refusals import CannotStart, refusal_for
from goldenthread.board.site.embedded.roles import DATABASE, ROLES, SUPERUSER, role_name, statements

FIRST_VERSION_WITH_BUILTIN_LOCALE = 17


@dataclass(frozen=True)
class Creation:
    """Makes the database of one installation."""

    folders: Folders
    programs: Programs
    account: Account

    def make_if_missing(self, *, durable: bool) -> None:
        """Make the files beside their place and move them there whole: a half-made database is never used."""
        database = self.folders.database
        if database.exists():
            self._check(database)
            return
        unfinished = database.with_name("database.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self.account.own(unfinished, 0o700)
        self._roles_stamp.unlink(missing_ok=True)
        self._run(self._initdb(unfinished, durable=durable), "")
        create = f"CREATE DATABASE {DATABASE} OWNER {role_name('owner')};"
        self._run_sql(unfinished, "template1", [statements("roles"), statements("database"), create])
        unfinished.rename(database)

    def set_roles(self) -> None:
        """Bring roles and passwords up to date; costs nothing when they are."""
        texts = [statements("roles"), *self._password_statements()]
        digest = hashlib.sha256("".join(texts).encode()).hexdigest()
        if self._roles_stamp.exists() and self._roles_stamp.read_text() == digest:
            return
        self._run_sql(self.folders.database, DATABASE, texts)
        self._roles_stamp.touch(mode=0o600)
        self._roles_stamp.write_text(digest)

    @property
    def _roles_stamp(self) -> Path:
        return self.folders.secrets / "roles.set"

    def _password_statements(self) -> list[str]:
        names = [SUPERUSER, *(role_name(role) for role in ROLES)]
        return [f"ALTER ROLE {name} PASSWORD '{self.folders.password(name)}';" for name in names]

    def _check(self, database: Path) -> None:
        if database.stat().st_uid != self.account.uid:
            raise CannotStart(
                f"The database in {database} belongs to another account than {self.account.name}. "
                "Start Goldenthread as the account that made it."
            )
        version = (database / "PG_VERSION").read_text().strip()
        if version != str(self.programs.major):
            raise CannotStart(
                f"The database in {database} is of PostgreSQL {version}; this is {self.programs.major}. "
                "Export it with the older Goldenthread and import it into a new folder: see docs/runbook.md."
            )

    def _initdb(self, target: Path, *, durable: bool) -> list[str]:
        """Order by code point, the same on every machine: only the built-in and C locales promise that."""
        if self.programs.major >= FIRST_VERSION_WITH_BUILTIN_LOCALE:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            locale = ["--locale=C.UTF-8"]
        return [
            self.programs.path("initdb"),
            f"--pgdata={target}",
            f"--username={SUPERUSER}",
            "--auth=reject",  # our own doors are written before the first start
            "--encoding=UTF8",
            *locale,
            "--text-search-config=english",
            "--data-checksums",
            *([] if durable else ["--no-sync", "--wal-segsize=1"]),  # smaller files, copied sooner
        ]

    def _run_sql(self, database: Path, name: str, texts: list[str]) -> None:
        """Run statements with no server at all, so at no moment could somebody else connect."""
        program = [
            self.programs.path("postgres"),
            "--single",
            "-j",
            "-c",
            "exit_on_error=true",
            "-D",
            str(database),
        ]
        self._run([*program, name], "\n\n".join([*texts, ""]))

    def _run(self, command: list[str], text: str) -> None:
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, check=False, cwd="/", env=CLEAN_ENVIRONMENT,
            **self.account.identity,
        )  # fmt: skip
        if done.returncode:
            raise refusal_for(done.stderr, self.folders.database)
