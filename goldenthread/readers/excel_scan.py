"""A first look at each sheet of an Excel workbook, before anything is built from it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field

from .limits import Limits
from .markup import parse, scan
from .package import Package
from .table import CannotRead

_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(slots=True)
class SheetScan:
    """What one sheet holds, from the stream of its elements."""

    limits: Limits
    cells: int = 0
    uncached: list[str] = field(default_factory=list)
    """Addresses of formulas whose result was never stored."""
    errors: list[str] = field(default_factory=list)
    """Addresses of cells that show an error such as #REF!."""
    coloured_by_rule: bool = False
    strings: Counter[int] = field(default_factory=Counter)
    """How often each of the workbook's shared strings is used."""
    _last_row: int = 0
    _last_column: int = 0
    _address: str = ""
    _type: str = "n"
    _formula: bool = False
    _has_value: bool = False
    _inside: bool = False
    _text: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell(attributes)
        elif name == "f":
            self._formula = True
        elif name in {"v", "is"}:
            self._text = []
            self._inside = True
        elif name == "conditionalFormatting":
            self.coloured_by_rule = True

    def text(self, text: str) -> None:
        if self._inside:
            self._text.append(text)

    def end(self, name: str) -> None:
        if name in {"v", "is"}:
            self._inside = False
            self._has_value = bool(self._text)
            if self._type == "s":
                index = "".join(self._text).strip()
                self.strings[int(index) if index.isdecimal() else 0] += 1
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        if self._has_value:
            self._reach()
        elif self._formula and self._type != "str":
            self.uncached.append(self._address)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > self.limits.cells:
            raise CannotRead(
                f"A sheet has more than {self.limits.cells:,} cells, empty ones with a format included: "
                "delete the empty rows and columns and send it again."
            )
        self._address = attributes.get("r", "")
        self._type = attributes.get("t", "n")
        self._formula = self._has_value = False
        if self._type == "e":
            self.errors.append(self._address)

    def _reach(self) -> None:
        """Notes how far out a cell with a value stands: calamine holds the whole rectangle in memory."""
        found = _ADDRESS.fullmatch(self._address)
        if not found:
            return
        self._last_row = max(self._last_row, int(found[2]))
        self._last_column = max(self._last_column, _column(found[1]))
        limits = self.limits
        too_far = self._last_row > limits.rows or self._last_column > limits.columns
        if too_far or self._last_row * self._last_column > limits.cells * 4:
            raise CannotRead(
                f"A sheet reaches to cell {self._address}, and {limits.rows:,} rows and {limits.columns:,} "
                "columns are read: delete what is not needed or send it in parts."
            )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def sheet_parts(package: Package, main_part: str) -> dict[str, str]:
    """The part of each worksheet, by the sheet's title."""
    folder, name = posixpath.split(main_part)
    links = parse(package.part(f"{folder}/_rels/{name}.rels"))
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/" + folder, link.get("Target", ""))).lstrip("/")
        for link in links
        if link.get("TargetMode") != "External" and link.get("Type", "").endswith("/worksheet")
    }
    sheets = parse(package.part(main_part)).iter("{*}sheet")
    return {
        sheet.get("name", ""): targets[sheet.get(_RELATIONSHIP)]
        for sheet in sheets
        if sheet.get(_RELATIONSHIP) in targets
    }


def scan_sheets(package: Package, main_part: str, limits: Limits) -> dict[str, SheetScan]:
    """Each sheet's scan by title. Raises CannotRead where the workbook would grow past the limits."""
    scans = {}
    for title, part in sheet_parts(package, main_part).items():
        scans[title] = SheetScan(limits)
        scan(package.part(part), start=scans[title].start, end=scans[title].end, text=scans[title].text)
    _check_strings(package, scans, limits)
    return scans


def _check_strings(package: Package, scans: dict[str, SheetScan], limits: Limits) -> None:
    """One long string used by a million cells is small in the file and large in memory."""
    part = next((name for name in package.names if name.lower().endswith("/sharedstrings.xml")), None)
    if part is None:
        return
    lengths: list[int] = []

    def start(name: str, _: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def text(piece: str) -> None:
        if lengths:
            lengths[-1] += len(piece)

    scan(package.part(part), start=start, end=lambda _: None, text=text)
    used = sum((each.strings for each in scans.values()), Counter())
    written = sum(lengths[index] * times for index, times in used.items() if index < len(lengths))
    if written > limits.characters:
        raise CannotRead("The workbook holds more text than can be read: send it in parts.")
