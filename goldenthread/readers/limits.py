"""How much a file may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. The defaults read a board's largest papers with room to spare."""

    file_bytes: int = 20_000_000
    inflated_bytes: int = 150_000_000
    """All parts of a Word or Excel file together, once unpacked."""
    part_bytes: int = 60_000_000
    """Any one part of it that must be held in memory."""
    parts: int = 2_000
    rows: int = 100_000
    columns: int = 1_000
    cells: int = 1_000_000
    """Of one sheet, the empty but formatted ones included."""
    characters: int = 20_000_000
    """Of text in all cells together."""
    pages: int = 500
    """Of a PDF."""
    memory_bytes: int = 1_000_000_000
    """Address space of the child process."""
    seconds: int = 60
    """Of the processor's time."""
    clock_seconds: int = 120
    """From start to answer: longer, as a busy machine gives each process less."""
    answer_bytes: int = 100_000_000
    """What the child may hand back."""
