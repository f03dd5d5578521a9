"""Reading a file in a child process that can harm nothing and outlive nothing."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from . import child, wire
from .here import check_size
from .limits import Limits
from .table import CannotRead, FileTables

_PLACES = [
    str(Path(__file__).resolve().parents[2]),
    *(place for place in sys.path if place.endswith("-packages")),
]
"""Where this package and the libraries are. The child starts without looking for them, to be quick."""
_START = "import sys; sys.path += sys.argv[2:]; from goldenthread.readers.child import main; main()"
_PIECE = 1 << 20
_SHOWN_FAULT = 200

_TOO_SLOW = "The file took too long to read: remove what is not needed from it or send it in parts."
_TOO_LARGE = (
    "The file needs more memory than it may have: remove what is not needed from it or send it in parts."
)
_FAULT = "The file is damaged or made in an unusual way: save it again as .docx, .xlsx or CSV and send that."
_MISSING = "The file cannot be opened: check that it is there and is a file."


def read(path: Path, *, name: str | None = None, limits: Limits | None = None) -> FileTables:
    """All tables of a file, read in a child process under limits.

    `name` is the name the person knows the file by. Raises CannotRead with a sentence for the person; where a
    parser failed, a note on it tells the developer which fault and where.
    """
    limits = limits or Limits()
    with _opened(path) as file:
        check_size(os.fstat(file.fileno()).st_size, limits)
        order = json.dumps({"name": name or path.name, "limits": asdict(limits)})
        answer, code, fault = _run(file, order, limits)
    return _understood(answer, code, fault)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if not path.is_file():
        raise CannotRead(_MISSING)
    try:
        with path.open("rb") as file:
            yield file
    except PermissionError as error:
        raise CannotRead(_MISSING) from error


def _run(file: BinaryIO, order: str, limits: Limits) -> tuple[bytes, int, str]:
    """The child's answer, its exit code and the name of a fault. It is dead afterwards, whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-W", "ignore", "-c", _START, order, *_PLACES],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd="/",
        env={"LC_ALL": "C.UTF-8"},
        close_fds=True,
        start_new_session=True,
    )
    with process:
        try:
            answer = _bounded(process, limits)
            code = process.wait(timeout=limits.clock_seconds)
            fault = process.stderr.read(_SHOWN_FAULT) if process.stderr else b""
        except subprocess.TimeoutExpired as error:
            raise CannotRead(_TOO_SLOW) from error
        finally:
            process.kill()
    return answer, code, fault.decode(errors="replace")


def _bounded(process: subprocess.Popen[bytes], limits: Limits) -> bytes:
    """What the child writes, until it ends, takes too long or writes too much."""
    deadline = time.monotonic() + limits.clock_seconds
    pieces: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(_stdout(process), selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise CannotRead(_TOO_SLOW)
            piece = os.read(_stdout(process), _PIECE)
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)
            size += len(piece)
            if size > limits.answer_bytes:
                raise CannotRead(_TOO_LARGE)


def _stdout(process: subprocess.Popen[bytes]) -> int:
    if process.stdout is None:
        raise ValueError("the child was started without a pipe")
    return process.stdout.fileno()


def _understood(answer: bytes, code: int, fault: str) -> FileTables:
    if code == 0:
        try:
            return wire.unpacked(answer)
        except (ValueError, TypeError) as error:
            raise CannotRead(_FAULT) from error
    if code == -signal.SIGXCPU:
        raise CannotRead(_TOO_SLOW)
    if code in {child.OUT_OF_MEMORY, -signal.SIGKILL, -signal.SIGABRT}:
        raise CannotRead(_TOO_LARGE)
    broken = CannotRead(_FAULT)
    broken.add_note(fault or f"the child ended with {code}")
    raise broken
