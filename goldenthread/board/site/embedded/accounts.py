"""The operating system's account that the server runs as: never root, because PostgreSQL refuses to."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from goldenthread.board.site.embedded.refusals import CannotStart

ACCOUNT = "goldenthread"


class Identity(TypedDict, total=False):
    """What ``subprocess`` needs to start a child as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """Who runs the server."""

    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """Whether this is somebody else than the present process."""
        return self.uid != os.geteuid()

    @property
    def identity(self) -> Identity:
        """Arguments for ``subprocess`` that make a child run as this account."""
        return Identity(user=self.uid, group=self.gid, extra_groups=[]) if self.is_other else Identity()

    def reaches(self, path: Path) -> bool:
        """Whether the account may run this program or enter this folder.

        Asked of the system in a child, since modes, lists and mounts all have their say.
        """
        command = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
        return subprocess.run(command, check=False, cwd="/", **self.identity).returncode == 0

    def own(self, path: Path, mode: int) -> None:
        """Give a file or folder of ours to the account."""
        if self.is_other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)
        path.chmod(mode)


def server_account() -> Account:
    """The present account, or for root a system account of its own, made when it is missing."""
    if os.geteuid() != 0:
        return _own_account()
    try:
        return _account(pwd.getpwnam(ACCOUNT))
    except KeyError:
        return _made_account()


def _own_account() -> Account:
    try:
        return _account(pwd.getpwuid(os.geteuid()))
    except KeyError:
        raise CannotStart(
            f"PostgreSQL needs an account with a name, and number {os.geteuid()} has none on this machine."
        ) from None


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _made_account() -> Account:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    try:
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", ACCOUNT], check=True, capture_output=True)
        return _account(pwd.getpwnam(ACCOUNT))
    except (OSError, subprocess.CalledProcessError, KeyError) as problem:
        raise CannotStart(
            "PostgreSQL never runs as root, and no account could be made for it. "
            f"Make a system account called {ACCOUNT}, or start Goldenthread as an ordinary user."
        ) from problem
