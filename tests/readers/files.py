"""Files made for the tests of the readers, down to their bytes where a library would not make them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

import typst

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a zip by name, to be changed and packed again."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def office_parts(main: str, content_type: str) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="{main}"/></Relationships>',
    }


def word(body: str, *, content_type: str = WORD_TYPE, **parts: str) -> bytes:
    """A .docx with this body; further parts as styles="…", numbering="…"."""
    names = f'xmlns:w="{_WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return packed(
        {
            **office_parts("word/document.xml", content_type),
            "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
            **{
                f"word/{name}.xml": f"<w:{name} {names}>{content}</w:{name}>"
                for name, content in parts.items()
            },
        }
    )


def paragraph(text: str, run: str = "", properties: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def cell(content: str, properties: str = "") -> str:
    """A Word cell of a text, or of paragraphs already written."""
    inner = content if content.startswith("<w:") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def plain_table(rows: Iterable[Sequence[str]]) -> str:
    return table(*(row(*(cell(text) for text in texts)) for texts in rows))


def workbook(
    sheet: str, *, content_type: str = SHEET_TYPE, parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """An .xlsx of one sheet "Plan" with these rows; `parts` are further ones, by name."""
    return packed(
        {
            **office_parts("xl/workbook.xml", content_type),
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_LINKS}">'
            '<sheets><sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}">{sheet}</worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}"/>',
            **(parts or {}),
        }
    )


def open_document(tables: str, styles: str = "") -> bytes:
    """An .ods with these table:table elements and these automatic styles."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    return packed(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{urn}:manifest:1.0"/>',
            "content.xml": f'<office:document-content {names} xmlns:fo="{urn}:xsl-fo-compatible:1.0">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        }
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file, as .xls and .doc are, with each stream padded to ordinary size."""
    sectors: list[bytes] = []
    following: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        padded = content.ljust(4096, b"\x00")
        entries.append(_entry(name, 2, len(sectors), len(padded)))
        _chain(padded, sectors, following)
    directory = len(sectors)
    _chain(b"".join(entries), sectors, following)
    table_sector = len(sectors)
    following.append(0xFFFFFFFD)
    fat = struct.pack(f"<{len(following)}I", *following).ljust(512, b"\xff")
    assert len(fat) == 512, "the tests' compound files need only one sector of table"
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    places = struct.pack("<109I", table_sector, *[0xFFFFFFFF] * 108)
    return header + places + b"".join(sectors) + fat


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\x00\x00"
    return struct.pack("<64sHBB12x16x20xIII", letters, len(letters), kind, 1, start, size, 0)


def _chain(content: bytes, sectors: list[bytes], following: list[int]) -> None:
    pieces = [content[start : start + 512].ljust(512, b"\x00") for start in range(0, len(content), 512)]
    for piece in pieces:
        sectors.append(piece)
        following.append(len(sectors))
    following[-1] = 0xFFFFFFFE


def record(kind: int, body: bytes) -> bytes:
    """One record of an old Excel workbook."""
    return struct.pack("<HH", kind, len(body)) + body


def label(row_number: int, column: int, text: str, style: int = 0) -> bytes:
    """The record of a text cell, both numbers from 0."""
    letters = text.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row_number, column, style, len(text), 1) + letters)


def old_workbook(sheet: bytes, *, hidden: bool = False, styles: bytes = b"") -> bytes:
    """An .xls of one sheet "Plan" with these records."""
    begin = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)
    name = b"\x04\x00Plan"
    before = record(0x809, begin) + styles
    place = len(before) + 4 + 6 + len(name) + 4
    head = before + record(0x85, struct.pack("<IBB", place, hidden, 0) + name) + record(0x0A, b"")
    own = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + sheet + record(0x0A, b"")
    return compound({"Workbook": head + own})


def pdf(markup: str) -> bytes:
    """A PDF set by typst."""
    made = typst.compile(markup.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made
