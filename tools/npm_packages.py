"""Fetch the packages of package-lock.json with the machine's npm, or one from the Python package index."""

import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
OLDEST_NPM = 7  # the first that reads this lock file


def npm() -> str:
    """An npm that reads our lock file; fetched where the machine has none."""
    own = Path(sys.executable).with_name("npm")
    if not own.exists() and (found := shutil.which("npm")) and version(found) >= OLDEST_NPM:
        return found
    if not own.exists():
        print("This machine has no npm, so it is installed into .venv.")
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*install, "-r", "requirements/node.txt"], cwd=CHECKOUT, check=True)
    return str(own)


def version(program: str) -> int:
    """The first number of npm's version; 0 where it does not run."""
    asked = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    first = asked.stdout.strip().split(".")[0]
    return int(first) if first.isdigit() else 0


def main() -> int:
    """Fetch them; no package may run a script while it is installed."""
    command = [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    return subprocess.run(command, cwd=CHECKOUT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
