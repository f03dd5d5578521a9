"""What kind of file this is, told from its bytes and never from its name."""

from __future__ import annotations

import re
from enum import StrEnum

from .table import CannotRead


class Family(StrEnum):
    """Files that open the same way."""

    ZIP = "zip"
    COMPOUND = "compound"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"


_OPENINGS = {
    b"PK\x03\x04": Family.ZIP,
    b"PK\x05\x06": Family.ZIP,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Family.COMPOUND,
}

_PICTURE = (
    "The file is a picture, which has no text to read: send the Word, Excel or PDF file it was made from."
)
_PACKED = "The file is a packed archive: unpack it and send the document inside."

_REFUSED = {
    b"{\\rtf": "The file is in Rich Text Format: open it in Word and save it as a Word document (.docx).",
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\x00": _PICTURE,
    b"MM\x00*": _PICTURE,
    b"BM": _PICTURE,
    b"\x1f\x8b": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"Rar!": _PACKED,
    b"BZh": _PACKED,
    b"\xfd7zXZ": _PACKED,
    b"MZ": "The file is a program, not a document: ask for the document itself.",
    b"\x7fELF": "The file is a program, not a document: ask for the document itself.",
}

_HTML = re.compile(
    rb"\s*(<!--.*?-->\s*)*(<\?xml[^>]*\?>\s*)?<(!doctype\s+html|html|head|body|table|meta|div|p)\b",
    re.I | re.S,
)
_WEB_ARCHIVE = re.compile(rb"\s*(mime-version|from|content-type|date):[^\n]*\n", re.I)
_OTHER_XML = re.compile(rb"\s*<\?xml\b|\s*<[a-z]+:?[a-z]* xmlns", re.I)


def family_of(data: bytes) -> Family:
    """The family of a file, or CannotRead with a sentence for kinds that nothing here opens."""
    if not data.strip():
        raise CannotRead("The file is empty: check that it was saved, and send it again.")
    for opening, family in _OPENINGS.items():
        if data.startswith(opening):
            return family
    if b"%PDF-" in data[:1024]:
        return Family.PDF
    _refuse_other_openings(data)
    return _family_of_text(data)


def _refuse_other_openings(data: bytes) -> None:
    for opening, sentence in _REFUSED.items():
        if data.startswith(opening) and not (len(opening) == 2 and _is_plain(data[:200])):
            raise CannotRead(sentence)


def _is_plain(start: bytes) -> bool:
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", start)


def _family_of_text(data: bytes) -> Family:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").removeprefix(b"\xff\xfe")
    if _HTML.match(start):
        return Family.HTML
    if _WEB_ARCHIVE.match(start) and b"multipart/related" in start.lower():
        raise CannotRead(
            "The file is a saved web archive: open it in Word or Excel and save it as .docx or .xlsx."
        )
    if _OTHER_XML.match(start):
        raise CannotRead(
            "The file is XML data, not a document: open it in Word or Excel and save it as .docx or .xlsx."
        )
    return Family.TEXT
