"""Reading a 5,000-row Word plan, against the time python-docx needs only to walk its cells.

`python tools/bench_readers.py` prints both times, their ratio and the memory of the child process.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from goldenthread.readers import read

ROWS, COLUMNS = 5_000, 5
HIGHEST_RATIO, HIGHEST_BYTES = 3.0, 500_000_000
_HEADINGS = ("Recommendation", "Action", "Lead", "Progress", "Deadline")
_ROW = "<w:tr>{}</w:tr>"
_CELL = '<w:tc><w:tcPr><w:tcW w:w="1800" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'


@dataclass(frozen=True, slots=True)
class Measured:
    walk_seconds: float
    read_seconds: float
    """From the call to the answer, the child's start included."""
    memory_bytes: int
    """The most that any child has held."""

    @property
    def ratio(self) -> float:
        return self.read_seconds / self.walk_seconds


def word_plan(rows: int = ROWS) -> bytes:
    """A Word plan of five columns with a sentence in every cell."""
    document = docx.Document()
    document.add_table(rows=1, cols=COLUMNS)
    table = document.tables[0]
    for cell, heading in zip(table.rows[0].cells, _HEADINGS, strict=True):
        cell.text = heading
    lines = (
        _ROW.format(
            "".join(
                _CELL.format(f"{heading} {number}: partners agree what happens next") for heading in _HEADINGS
            )
        )
        for number in range(1, rows)
    )
    name_space = docx.oxml.ns.nsdecls("w")
    for row in docx.oxml.parse_xml(f"<w:tbl {name_space}>{''.join(lines)}</w:tbl>"):
        table._tbl.append(row)  # noqa: SLF001 (python-docx adds rows one by one, in quadratic time)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def measure_word(rows: int = ROWS) -> Measured:
    """Both times, each the best of three, on the same file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        path.write_bytes(word_plan(rows))
        document = docx.Document(str(path))
        walk = _best(
            lambda: [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        )
        reading = _best(lambda: read(path))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Measured(walk, reading, memory if sys.platform == "darwin" else memory * 1024)


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    measured = measure_word()
    print(
        f"Word plan of {ROWS:,} rows: python-docx walks its cells in {measured.walk_seconds:.2f} s, "
        f"reading takes {measured.read_seconds:.2f} s: ratio {measured.ratio:.2f} (at most {HIGHEST_RATIO}), "
        f"memory {measured.memory_bytes / 1e6:.0f} MB (at most {HIGHEST_BYTES / 1e6:.0f})"
    )
    if measured.ratio > HIGHEST_RATIO or measured.memory_bytes > HIGHEST_BYTES:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
