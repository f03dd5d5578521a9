"""The child process: one file on standard input, one answer as JSON on standard output, and nothing else.

A fault in a parser ends the process, and so harms nobody; the parent makes a sentence of it.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from types import TracebackType

from .confine import confine
from .here import check_size, prepare, read_prepared
from .kinds import family_of
from .limits import Limits
from .table import CannotRead
from .wire import packed, packed_refusal

OUT_OF_MEMORY = 3
FAULT = 4
_PIECE = 1 << 20


def main() -> None:
    """Reads as the parent's one argument says: the file's name and the limits, as JSON."""
    sys.excepthook = _name_fault
    order = json.loads(sys.argv[1])
    limits = Limits(**order["limits"])
    try:
        answer = _answer(order["name"], limits)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    _write(answer)


def _answer(name: str, limits: Limits) -> bytes:
    try:
        data = sys.stdin.buffer.read(limits.file_bytes + 1)
        check_size(len(data), limits)
        family = family_of(data)
        prepare(family, data)
        confine(limits)
        return packed(read_prepared(family, data, name, limits))
    except CannotRead as refusal:
        return packed_refusal(refusal)


def _write(answer: bytes) -> None:
    waiting = memoryview(answer)
    while waiting:
        waiting = waiting[os.write(1, waiting[:_PIECE]) :]


def _name_fault(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Says which fault it was and where in the code, never its message: that may repeat the file's words."""
    last = traceback.extract_tb(trace)[-1] if trace else None
    place = f"{os.path.basename(last.filename)}:{last.lineno}" if last else "?"  # noqa: PTH119 (no further import)
    os.write(2, f"{kind.__name__} at {place}".encode())
    os._exit(FAULT)
