"""Every change to documents."""

from goldenthread.board.documents.operations.adding import (
    CannotKeep,
    Conflict,
    NewFile,
    add_document,
    add_version,
    change_visibility,
    keep_files,
)
from goldenthread.board.documents.operations.store import open_checked, path_of, put, remove_unused

__all__ = [
    "CannotKeep",
    "Conflict",
    "NewFile",
    "add_document",
    "add_version",
    "change_visibility",
    "keep_files",
    "open_checked",
    "path_of",
    "put",
    "remove_unused",
]
