"""Old Office files (OLE compound files): .xls is read; .doc, encrypted files and mail are refused by name.

Macros of an .xls are ignored with a remark, as those of an .xlsm are: see excel.py.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from .limits import Limits
from .package import DAMAGED, PROTECTED
from .table import CannotRead, FileTables

_REFUSED = {
    "EncryptedPackage": PROTECTED,
    "WordDocument": "The file is an old Word document (.doc): save it as .docx and send that.",
    "PowerPoint Document": "The file is a presentation: send the Word or Excel file of the plan.",
    "__properties_version1.0": "The file is an e-mail: save its attachment and send that.",
}
_UNKNOWN = "The file is of an old kind that is not known here: save it as .docx or .xlsx and send that."
_MACROS = {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}

_HEADER = struct.Struct("<30x HH 10x II 4x II 4x I")
"""Sector sizes (as powers of 2), number of sector tables, where the directory and the other tables begin."""
_ENTRY_BYTES = 128
_SMALL_SECTOR_BYTES = 64
_LAST_SECTOR = 0xFFFFFFF0
_ROOT = "Root Entry"


def read_compound(data: bytes, limits: Limits) -> FileTables:
    """The tables of an .xls file."""
    file = CompoundFile(data)
    for name, sentence in _REFUSED.items():
        if name in file.streams:
            raise CannotRead(sentence)
    names = [name for name in ("Workbook", "Book") if name in file.streams]
    if not names:
        raise CannotRead(_UNKNOWN)
    from .old_excel import read_old_excel

    remarks = ("The workbook's macros were ignored.",) if _MACROS & file.streams.keys() else ()
    return read_old_excel(file.stream(names[0]), data, limits, remarks)


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    size: int


class CompoundFile:
    """The streams of a compound file, by name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise CannotRead(DAMAGED) from error

    def _open(self) -> None:
        sector, small, tables, directory, self._small_limit, small_table, more = _HEADER.unpack_from(
            self._data
        )
        if sector not in {9, 12} or small != 6:
            raise CannotRead(DAMAGED)
        self._sector_bytes = 1 << sector
        self._next = self._table(tables, more)
        self._read_directory(self._ordinary(directory))
        self._small_next = _numbers(self._ordinary(small_table))
        self._small = self._ordinary(self.streams[_ROOT].start) if _ROOT in self.streams else b""

    def _table(self, tables: int, more: int) -> list[int]:
        """For each sector the number of the one that follows it."""
        places = list(struct.unpack_from("<109I", self._data, 76))
        seen = 0
        while more < _LAST_SECTOR and seen <= len(self._data) // self._sector_bytes:
            *listed, more = _numbers(self._sector(more))
            places += listed
            seen += 1
        return [
            number
            for place in places[:tables]
            if place < _LAST_SECTOR
            for number in _numbers(self._sector(place))
        ]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        return self._data[start : start + self._sector_bytes]

    def _ordinary(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _chain(first, self._next))

    def _among_small(self, first: int) -> bytes:
        size = _SMALL_SECTOR_BYTES
        return b"".join(
            self._small[number * size : (number + 1) * size] for number in _chain(first, self._small_next)
        )

    def _read_directory(self, directory: bytes) -> None:
        self.streams: dict[str, _Entry] = {}
        for place in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            (name_bytes,) = struct.unpack_from("<H", directory, place + 64)
            start, size = struct.unpack_from("<II", directory, place + 116)
            if 2 <= name_bytes <= 64:
                name = directory[place : place + name_bytes - 2].decode("utf-16-le")
                self.streams.setdefault(name, _Entry(start, size))

    def stream(self, name: str) -> bytes:
        """The bytes of one stream. Raises CannotRead where some are missing."""
        entry = self.streams[name]
        try:
            follow = self._among_small if entry.size < self._small_limit else self._ordinary
            content = follow(entry.start)[: entry.size]
        except IndexError as error:
            raise CannotRead(DAMAGED) from error
        if len(content) < entry.size:
            raise CannotRead(DAMAGED)
        return content


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))


def _chain(first: int, following: list[int]) -> Iterator[int]:
    """The sectors of a stream in order; a ring ends after as many as there are."""
    for _ in following:
        if first >= _LAST_SECTOR:
            return
        yield first
        first = following[first]
