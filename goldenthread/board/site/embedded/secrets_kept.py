"""Secrets of an installation: random, one file each, readable by its account only."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The secret in this file, made on first use; 256 random bits, so it is never guessed and never typed."""
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(descriptor)
        unfinished.rename(path)
    return path.read_text()
