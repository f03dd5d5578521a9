"""Which reader a zip-packed document needs: Word, Excel, OpenDocument, or a sentence why none."""

from __future__ import annotations

import posixpath

from .limits import Limits
from .markup import parse
from .package import Package
from .table import CannotRead, FileTables

_WORD_MACROS = "The Word file carries macros: save it as .docx, which drops them, and send that."
_PRESENTATION = "The file is a presentation: send the Word or Excel file of the plan."

_REFUSED = {
    "ms-word.document.macroenabled": _WORD_MACROS,
    "ms-word.template": _WORD_MACROS,
    "ms-excel.sheet.binary": "The file is a binary workbook (.xlsb): save it as .xlsx and send that.",
    "presentationml": _PRESENTATION,
    "ms-powerpoint": _PRESENTATION,
}
_ARCHIVE = "The file is a zip archive and not a document: unpack it and send the document inside."
_OPEN_DOCUMENT = "The file is an OpenDocument file other than a spreadsheet: save it as .docx and send that."
_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def read_office(data: bytes, limits: Limits) -> FileTables:
    """The tables of a .docx, .xlsx, .xlsm or .ods file."""
    package = Package(data, limits)
    if "mimetype" in package.names:
        return _open_document(package, data, limits)
    main_part, content = _main_part(package)
    for kind, sentence in _REFUSED.items():
        if kind in content:
            raise CannotRead(sentence)
    if "wordprocessingml" in content:
        from .word import read_word

        return read_word(package, main_part, limits)
    if "spreadsheetml" in content or "ms-excel" in content:
        from .excel import read_excel

        return read_excel(package, main_part, data, limits)
    raise CannotRead(_ARCHIVE)


def _open_document(package: Package, data: bytes, limits: Limits) -> FileTables:
    if not package.part("mimetype").decode("ascii", "replace").startswith(_SPREADSHEET):
        raise CannotRead(_OPEN_DOCUMENT)
    from .opendocument import read_opendocument

    return read_opendocument(package, data, limits)


def _main_part(package: Package) -> tuple[str, str]:
    """The name of the part that holds the document itself, and its content type in lower case."""
    if "_rels/.rels" not in package.names or "[Content_Types].xml" not in package.names:
        raise CannotRead(_ARCHIVE)
    for link in parse(package.part("_rels/.rels")):
        if link.get("Type", "").endswith("/officeDocument"):
            name = posixpath.normpath(link.get("Target", "")).lstrip("/")
            return name, _content_type(package, name)
    raise CannotRead(_ARCHIVE)


def _content_type(package: Package, name: str) -> str:
    ending = posixpath.splitext(name)[1].lstrip(".").lower()
    default = ""
    for entry in parse(package.part("[Content_Types].xml")):
        if entry.get("PartName", "").lstrip("/") == name:
            return entry.get("ContentType", "").lower()
        if entry.get("Extension", "").lower() == ending:
            default = entry.get("ContentType", "").lower()
    return default
