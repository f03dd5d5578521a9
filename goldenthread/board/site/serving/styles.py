"""Styles, scripts and pictures, gathered and compressed for serving when any of them changed."""

import hashlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

from goldenthread.board.site.embedded import CannotStart
from goldenthread.board.site.serving.commands import run_django

PACKAGES = ("goldenthread", "allauth", "django_htmx")


def gather(data: Path) -> bool:
    """Gather them in the data folder; says whether there was anything to do. Raises CannotStart."""
    stamp = data / "static" / ".gathered"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    done = run_django("collectstatic", "--no-input", "--clear", "--verbosity=0")
    if done.returncode:
        raise CannotStart(f"Styles and scripts could not be gathered. {done.stderr.strip()}")
    stamp.write_text(wanted)
    return True


def fingerprint() -> str:
    """Changes whenever a file's size or time does."""
    digest = hashlib.sha256()
    for path in sorted(_files()):
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or []) if spec else []:
            yield from (path for path in Path(place, "static").rglob("*") if path.is_file())
