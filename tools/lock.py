"""Write the lock files in requirements/ from pyproject.toml, or check that they still belong to it.

Each lock begins with a fingerprint of the dependencies it was made from, so checking needs no package index.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
LOCKS = CHECKOUT / "requirements"
COMPILE = [
    "uv",
    "pip",
    "compile",
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--python-version",
    "3.11",
]


def declared() -> dict[str, object]:
    """Every dependency that pyproject.toml names."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    return {
        "build": project["build-system"]["requires"],
        "python": project["project"]["requires-python"],
        "product": project["project"]["dependencies"],
        "groups": project["dependency-groups"],
    }


def first_line() -> str:
    """The line with which a lock for the present dependencies begins."""
    fingerprint = hashlib.sha256(json.dumps(declared(), sort_keys=True).encode()).hexdigest()[:16]
    return f"# Written by tools/lock.py for the dependencies {fingerprint} of pyproject.toml."


def sources() -> dict[str, list[str]]:
    """For each lock, what uv is asked to compile."""
    return {
        "build": ["-"],
        "product": ["pyproject.toml"],
        "dev": ["pyproject.toml", "--group", "dev", "--constraint", "requirements/product.txt"],
        "node": ["--group", "node"],
    }


def write() -> None:
    """Compile every lock anew."""
    for name, arguments in sources().items():
        build = "\n".join(
            tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["build-system"]["requires"]
        )
        command = [sys.executable, "-m", *COMPILE, *arguments]
        done = subprocess.run(
            command, input=build, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True
        )
        (LOCKS / f"{name}.txt").write_text(f"{first_line()}\n{done.stdout}")


def outdated() -> list[str]:
    """The locks made from other dependencies than pyproject.toml names now."""
    wanted = first_line()
    return [name for name in sources() if not (LOCKS / f"{name}.txt").read_text().startswith(wanted + "\n")]


def main() -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail where a lock is out of date"
    )
    if not parser.parse_args().check:
        write()
        return 0
    for name in outdated():
        print(f"requirements/{name}.txt is out of date: run make lock.")
    return 1 if outdated() else 0


if __name__ == "__main__":
    sys.exit(main())
