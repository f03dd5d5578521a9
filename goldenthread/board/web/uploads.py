"""An uploaded file as a path, which is gone when it is no longer needed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from goldenthread.board.web.errors import Refusal


@contextmanager
def new_file(upload: UploadedFile[Any], *, limit: int) -> Iterator[tuple[Path, str]]:
    """The path and the name of an upload. The file is removed at the end, whatever happened.

    Raises Refusal for one of more than `limit` bytes before it is copied.
    """
    name = upload.name or "file"
    if (upload.size or 0) > limit:
        raise Refusal(
            f"The file is larger than {limit // 1_000_000} MB. Nothing was saved: give it in parts."
        )
    handle, path = tempfile.mkstemp(prefix="goldenthread-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(upload.chunks())
        yield Path(path), name
    finally:
        Path(path).unlink(missing_ok=True)
