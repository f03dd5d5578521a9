"""Which files may be kept as evidence, told from their bytes and never from their name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is kept: its name in words, its media type and the ending it is given back with."""

    words: str
    media_type: str
    ending: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = Kind("Word document", f"{_OFFICE}.wordprocessingml.document", ".docx")
EXCEL = Kind("Excel workbook", f"{_OFFICE}.spreadsheetml.sheet", ".xlsx")
POWERPOINT = Kind("PowerPoint presentation", f"{_OFFICE}.presentationml.presentation", ".pptx")
EXCEL_WITH_MACROS = Kind(
    "Excel workbook with macros", "application/vnd.ms-excel.sheet.macroenabled.12", ".xlsm"
)
OPEN_TEXT = Kind("OpenDocument text", "application/vnd.oasis.opendocument.text", ".odt")
OPEN_SHEET = Kind("OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", ".ods")
OLD_OFFICE = Kind("older Office file", "application/x-ole-storage", "")
PDF = Kind("PDF", "application/pdf", ".pdf")
JPEG = Kind("photograph", "image/jpeg", ".jpg")
PNG = Kind("picture", "image/png", ".png")
TEXT = Kind("text", "text/plain", ".txt")
SHEET_TEXT = Kind("CSV table", "text/csv", ".csv")
HTML = Kind("web page", "text/html", ".html")

_MEMBERS: Mapping[str, Kind] = {
    "word/document.xml": WORD,
    "xl/workbook.xml": EXCEL,
    "xl/workbook.bin": EXCEL,
    "ppt/presentation.xml": POWERPOINT,
}
_OPEN_DOCUMENTS: Mapping[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.text": OPEN_TEXT,
    b"application/vnd.oasis.opendocument.spreadsheet": OPEN_SHEET,
}
_OPENINGS: Mapping[bytes, Kind] = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xd0\xcf\x11\xe0": OLD_OFFICE,
}
_MARKUP = re.compile(rb"<\s*(!doctype\s+html|html|script|svg|\?xml|body|iframe)", re.IGNORECASE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(path: Path, *, name: str) -> Kind | None:
    """The kind of a file, or None for one that is not kept: programs, archives, drawings with scripts."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK"):
        return _kind_of_package(path)
    for opening, kind in _OPENINGS.items():
        if start.startswith(opening):
            return kind
    return _kind_of_text(start, PurePosixPath(name).suffix.lower())


def _kind_of_package(path: Path) -> Kind | None:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                return _OPEN_DOCUMENTS.get(package.read("mimetype").strip())
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return None
    if "xl/vbaProject.bin" in names:
        return EXCEL_WITH_MACROS
    if any(member.endswith("vbaProject.bin") for member in names):
        return None
    return next((kind for member, kind in _MEMBERS.items() if member in names), None)


def _kind_of_text(start: bytes, ending: str) -> Kind | None:
    unicode16 = start[:2] in {b"\xff\xfe", b"\xfe\xff"}
    if not unicode16 and _BINARY.search(start):
        return None
    # Only what begins as markup is a page: text that speaks of <script> is text.
    if _MARKUP.match(start.removeprefix(b"\xef\xbb\xbf").lstrip()):
        return HTML if ending in {".html", ".htm", ".xls"} and b"<svg" not in start.lower() else None
    return SHEET_TEXT if ending in {".csv", ".tsv"} else TEXT


def safe_name(name: str) -> str:
    """A file name without folders, control characters or a length that no disk takes."""
    last = PureWindowsPath(PurePosixPath(name.replace("\x00", "")).name).name
    plain = re.sub(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:\"/\\|?*]", "_", last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[:180] or 'file'}.{ending}"
    return plain[:190] or "file"
