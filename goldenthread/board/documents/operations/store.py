"""The bytes of files: outside the web root, named by their hash, complete or not there at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from goldenthread.board.documents.models import Version
from goldenthread.board.web.errors import Refusal


class FileDamaged(Refusal):
    """The bytes on disk are no longer those that were given."""


def path_of(version: Version) -> Path:
    """Where a version's bytes lie."""
    return _place(version.sha256)


def _place(sha256: str) -> Path:
    return Path(settings.FILES) / sha256[:2] / sha256


def put(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keep bytes and return their SHA-256 (hexadecimal) and their number.

    They are on the disk, under their final name, before this returns; so a row that names them never lies.
    """
    root = Path(settings.FILES)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, draft = tempfile.mkstemp(prefix="incoming-", dir=root)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        _name(Path(draft), _place(digest.hexdigest()))
    finally:
        Path(draft).unlink(missing_ok=True)
    return digest.hexdigest(), size


def _name(draft: Path, final: Path) -> None:
    """Give a finished file its name; the same bytes given twice lie there once."""
    final.parent.mkdir(mode=0o700, exist_ok=True)
    draft.replace(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def open_checked(version: Version) -> bytes:
    """The bytes of a version, checked against its hash. Raises FileDamaged."""
    try:
        handle = os.open(path_of(version), os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as file:
            data = file.read()
    except OSError:
        data = None
    if data is None or hashlib.sha256(data).hexdigest() != version.sha256:
        raise FileDamaged(
            f"The file of “{version.document.title}” (version {version.number}) is missing or damaged. "
            "Its record is kept; ask whoever looks after the server to restore it from a backup."
        )
    return data


def remove_unused(sha256: str) -> bool:
    """Remove bytes that no version names (an upload that was refused). Says whether there were any."""
    if Version.objects.filter(sha256=sha256).exists() or not _place(sha256).exists():
        return False
    _place(sha256).unlink()
    return True
