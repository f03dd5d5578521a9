"""Reading a file in this process. `goldenthread.readers.read` runs this in a child process under limits."""

from __future__ import annotations

import posixpath
from importlib import import_module
from pathlib import Path

from .encoding import decode
from .kinds import Family, family_of
from .limits import Limits
from .package import DAMAGED
from .table import CannotRead, FileTables

_MODULES = {
    Family.ZIP: ("office",),
    Family.COMPOUND: ("compound", "old_excel"),
    Family.PDF: ("pdf",),
    Family.HTML: ("web_page",),
    Family.TEXT: ("delimited", "text"),
}
_PACKED_MODULES = {"word": b"word/", "excel": b"xl/", "opendocument": b"opendocument"}
_ENDINGS = {
    "docx": {"docx"},
    "xlsx": {"xlsx", "xlsm"},
    "xls": {"xls"},
    "ods": {"ods"},
    "csv": {"csv", "tsv", "txt", "tab", "text"},
    "text": {"txt", "text", "md"},
    "pdf": {"pdf"},
    "html": {"html", "htm", "xhtml"},
}
"""The file names' endings that fit each kind."""


_KINDS = {
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "xls": "an old Excel workbook",
    "ods": "an OpenDocument spreadsheet",
    "csv": "a CSV file",
    "text": "plain text",
    "pdf": "a PDF",
    "html": "a web page",
}


def read_here(source: Path | bytes, *, name: str | None = None, limits: Limits | None = None) -> FileTables:
    """All tables of a file, or CannotRead with a sentence for the person."""
    limits = limits or Limits()
    data = source if isinstance(source, bytes) else source.read_bytes()
    name = name or ("" if isinstance(source, bytes) else source.name)
    check_size(len(data), limits)
    return read_prepared(family_of(data), data, name, limits)


def read_prepared(family: Family, data: bytes, name: str, limits: Limits) -> FileTables:
    """The second half of `read_here`, once the family is known."""
    try:
        file = _read(family, data, name, limits)
    except RecursionError as error:  # elements nested as no program nests them
        raise CannotRead(DAMAGED) from error
    return _checked(file, name)


def prepare(family: Family, data: bytes) -> None:
    """Imports all that reading a family needs, so that nothing need be opened while reading."""
    names = [name for name, mark in _PACKED_MODULES.items() if mark in data] if family is Family.ZIP else []
    for module in (*_MODULES[family], *names):
        import_module(f"{__package__}.{module}")


def check_size(size: int, limits: Limits) -> None:
    """Raises CannotRead for a file that is larger than the limit."""
    if size > limits.file_bytes:
        raise CannotRead(
            f"The file is over {limits.file_bytes // 1_000_000} MB: remove its pictures or send it in parts."
        )


def _read(family: Family, data: bytes, name: str, limits: Limits) -> FileTables:
    match family:
        case Family.ZIP:
            from .office import read_office

            return read_office(data, limits)
        case Family.COMPOUND:
            from .compound import read_compound

            return read_compound(data, limits)
        case Family.PDF:
            from .pdf import read_pdf

            return read_pdf(data, limits)
        case Family.HTML:
            from .web_page import read_html

            return read_html(decode(data), limits)
        case Family.TEXT:
            return _read_plain(data, name, limits)


def _read_plain(data: bytes, name: str, limits: Limits) -> FileTables:
    """CSV and extracted text are both lines: the name tells which, else how even they are."""
    from .delimited import is_delimited, read_delimited
    from .text import read_text

    decoded = decode(data)
    is_csv = _ending(name) in {"csv", "tsv", "tab"} or is_delimited(decoded.text)
    return read_delimited(decoded, limits) if is_csv else read_text(decoded, limits)


def _checked(file: FileTables, name: str) -> FileTables:
    built = sum(len(table.rows) for table in file.tables)
    if built != file.rows_counted:
        raise CannotRead(
            f"Two ways of counting the rows disagree ({built:,} and {file.rows_counted:,}): "
            "save the file again in the program that made it and send the new copy."
        )
    ending = _ending(name)
    if not ending or ending in _ENDINGS[file.kind]:
        return file
    remark = f"The file's name ends in .{ending}, but it is {_KINDS[file.kind]} and was read as that."
    return FileTables(file.kind, file.tables, file.closing, file.rows_counted, (*file.remarks, remark))


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].lstrip(".").lower()
