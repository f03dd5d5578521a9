"""Install what the tests need from the system, where this account may; otherwise say what is left out.

Exit status 1 where something is missing in CI, since tests left out there would look like tests passed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def has_chromium() -> bool:
    """Whether a Chromium that Playwright can drive is on the path."""
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def has_postgresql() -> bool:
    """Whether the system has a PostgreSQL server, version 15 or later."""
    return any(int(path.parent.name) >= 15 for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin"))


def has_poppler() -> bool:
    """Whether pdftotext is there, a second reader against which PDFs are checked."""
    return shutil.which("pdftotext") is not None


@dataclass(frozen=True)
class Need:
    """One package, and what is not tested without it."""

    package: str
    is_met: Callable[[], bool]
    left_out: str


NEEDS = (
    Need("chromium", has_chromium, "journeys in a browser"),
    Need("postgresql", has_postgresql, "the database tests on the system's PostgreSQL"),
    Need("poppler-utils", has_poppler, "a second opinion on the text of PDFs"),
)


def missing() -> list[Need]:
    """What is not there."""
    return [need for need in NEEDS if not need.is_met()]


def apt() -> list[str] | None:
    """How this account may call apt-get, if it may at all."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    may = sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"] if may else None


def install(command: list[str], packages: list[str]) -> None:
    """Install packages; a failure shows in what is still missing afterwards."""
    print(f"Installing for the tests: {', '.join(packages)}", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        subprocess.run(
            [*command, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )


def main() -> int:
    """Install what is missing, then say what still is."""
    if (needs := missing()) and (command := apt()):
        install(command, [need.package for need in needs])
    left_out = missing()
    for need in left_out:
        print(f"LEFT OUT: {need.left_out}, because {need.package} is not installed here.", flush=True)
    return 1 if left_out and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
