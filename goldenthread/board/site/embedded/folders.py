"""What lies where in the data folder, and who may enter it."""

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from goldenthread.board.site.embedded.accounts import Account
from goldenthread.board.site.embedded.binaries import system_folder
from goldenthread.board.site.embedded.refusals import CannotStart
from goldenthread.board.site.embedded.secrets_kept import kept_secret

MARK = ".goldenthread"
LONGEST_SOCKET_FOLDER = 88  # bytes; the system allows 104 for a socket's whole path, and ours adds 14


@dataclass(frozen=True)
class Folders:
    """The places of one installation. ``data`` is what the person named; everything else follows from it."""

    data: Path

    @property
    def lock(self) -> Path:
        """Held by the process that owns the server."""
        return self.data / "lock"

    @property
    def secrets(self) -> Path:
        """The roles' passwords, readable by the owning process only."""
        return self.data / "secrets"

    def password(self, role: str) -> str:
        """The password of one of the database's roles."""
        return kept_secret(self.secrets / f"{role}.password")

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.data / "database.log"

    @property
    def database(self) -> Path:
        """The server's files: in the data folder, or where the link there points."""
        return (self.data / "database").resolve()

    @property
    def ballast(self) -> Path:
        """Room kept back for the day the disk is full, so it lies on the database's disk."""
        return self.database.parent / "ballast"

    def socket(self, account: Account) -> Path:
        """Where the server listens: beside its files, unless that path is longer than a socket's may be."""
        beside = self.database.parent / "socket"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        digest = hashlib.sha256(os.fsencode(self.database)).hexdigest()[:16]
        return Path(f"/tmp/goldenthread-{account.uid}-{digest}")  # noqa: S108 (checked by private_folder)


def prepare(folders: Folders, account: Account | None) -> None:
    """Make the data folder ours, or say why it cannot be; the account runs the server with its files here."""
    try:
        _take(folders.data, is_passed=account is not None and account.is_other)
        folders.secrets.mkdir(mode=0o700, exist_ok=True)
        if account is not None:
            _place_database(folders, account)
    except PermissionError as problem:
        raise CannotStart(
            f"This account may not write in {folders.data}. Name a folder that it owns, or change the owner."
        ) from problem
    except OSError as problem:
        raise CannotStart(f"The data folder {folders.data} cannot be used: {problem.strerror}.") from problem


def _take(data: Path, *, is_passed: bool) -> None:
    if not data.exists():
        data.mkdir(parents=True)
        data.chmod(0o711 if is_passed else 0o700)  # the server's account must pass through root's folder
    elif not data.is_dir():
        raise CannotStart(f"{data} is a file. Name a new or empty folder for Goldenthread's data.")
    elif not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError
    mark = data / MARK
    if mark.exists():
        return
    if any(data.iterdir()):
        raise CannotStart(f"{data} holds other files. Name a new or empty folder for Goldenthread's data.")
    mark.write_text("Goldenthread's data: passwords, files and database. Keep it together and private.\n")


def _place_database(folders: Folders, account: Account) -> None:
    """Choose once where the server's files go; a later change of modes must not make them seem to be gone."""
    entry = folders.data / "database"
    if entry.is_symlink() or entry.exists() or account.reaches(folders.data):
        return
    elsewhere = system_folder() / secrets.token_hex(8)
    elsewhere.mkdir()
    elsewhere.chmod(0o755)
    entry.symlink_to(elsewhere / "database")


def private_folder(path: Path, account: Account) -> None:
    """Make a folder that only this account can enter; refuse one that somebody else may have laid ready."""
    try:
        path.mkdir(mode=0o700)
        account.own(path, 0o700)
    except FileExistsError:
        found = path.lstat()
        is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid
        if not is_ours or stat.S_IMODE(found.st_mode) != 0o700:
            raise CannotStart(
                f"{path} is not a private folder of {account.name}, so the database will not listen there. "
                "Find out who made it, remove it, and start again."
            ) from None
