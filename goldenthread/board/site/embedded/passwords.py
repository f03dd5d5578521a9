"""The roles' passwords: random, one file each."""

import os
import secrets
from pathlib import Path


def password(folder: Path, role: str) -> str:
    """The role's password, made on first use; 256 random bits, so it is never guessed and never typed."""
    path = folder / f"{role}.password"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(descriptor)
        unfinished.rename(path)
    return path.read_text()
