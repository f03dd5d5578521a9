"""Zips made to harm: refused with a sentence before any parser sees them."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import warnings
import zipfile

import pytest

from goldenthread.readers import CannotRead, Limits, read_here
from tests.readers.files import packed, paragraph, plain_table, unpacked, word, workbook
from tests.readers.reading import refusal

PLAN = word(paragraph("Plan") + plain_table([["Ref", "Action"], ["142", "Zoë"]]))
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def changed(name: str, content: bytes | str, data: bytes = PLAN) -> bytes:
    return packed({**unpacked(data), name: content})


def document(before: str, text: str = "x") -> str:
    return (
        f'{before}<w:document xmlns:w="{NAMESPACE}"><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>{text}</w:t>'
        "</w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )


@pytest.mark.parametrize("percent", range(0, 100, 2))
def test_a_document_cut_off_at_any_point_is_refused(percent):
    length = max(4, len(PLAN) * percent // 100)
    assert refusal(PLAN[:length])


@pytest.mark.parametrize("place", range(40, 400, 23))
def test_a_document_with_a_spoilt_byte_is_refused_or_whole(place):
    spoilt = bytearray(PLAN)
    spoilt[place % len(PLAN)] ^= 0xFF
    with contextlib.suppress(CannotRead):
        assert read_here(bytes(spoilt)).tables == read_here(PLAN).tables


def test_a_part_that_unpacks_to_very_much_is_refused_at_once():
    bomb = changed("word/document.xml", document("", "x" * 70_000_000))
    assert len(bomb) < 200_000
    started = time.perf_counter()
    assert "unpacks to more" in refusal(bomb)
    assert time.perf_counter() - started < 2


def test_many_parts_that_together_unpack_to_very_much_are_refused():
    parts = {f"word/media/{number}.bin": b"\0" * 200_000 for number in range(12)}
    assert "unpacks to more" in refusal(
        packed({**unpacked(PLAN), **parts}), limits=Limits(inflated_bytes=2_000_000)
    )


def test_sizes_that_the_zip_declares_are_not_believed():
    data = bytearray(changed("word/media/a.bin", b"\0" * 5_000_000))
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/media/a.bin"))
    struct.pack_into("<I", data, place + 24, 10)
    refusal(bytes(data), limits=Limits(inflated_bytes=1_000_000))


def test_parts_that_share_their_bytes_are_refused():
    data = bytearray(packed({**unpacked(PLAN), "word/a.bin": b"\0" * 1000, "word/b.bin": b"\0" * 1000}))
    first = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/a.bin"))
    second = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/b.bin"))
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    assert "put together" in refusal(bytes(data))


def test_a_zip_of_very_many_entries_is_refused_before_it_is_opened():
    entry = (
        struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
        + b"a"
    )
    entries = entry * 400_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entries), 4, 0)
    started = time.perf_counter()
    assert "put together" in refusal(b"PK\x03\x04" + entries + end)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..\\evil", "C:evil", "word/../../evil", "\\\\host\\x"]
)
def test_names_that_lead_elsewhere_are_refused(name):
    assert "put together" in refusal(changed(name, b"ZZCANARY"))


def test_links_and_doubled_names_are_refused():
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    for extra in (link, "word/document.xml"):
        file = io.BytesIO(PLAN)
        with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as archive:
            warnings.simplefilter("ignore")
            archive.writestr(extra, "/etc/passwd")
        assert "put together" in refusal(file.getvalue())


def test_an_unusual_way_of_packing_is_refused():
    file = io.BytesIO(PLAN)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/other.bin", b"x")
    assert "put together" in refusal(file.getvalue())


def test_a_part_with_a_password_is_recognised():
    data = bytearray(PLAN)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "password" in refusal(bytes(data))


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/p"> %p;]>'


@pytest.mark.parametrize("before", [LAUGHS, OUTSIDE, PARAMETER, '<!DOCTYPE x SYSTEM "x.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_definitions_and_entities_are_refused_in_any_encoding(before, encoding):
    part = document(f'<?xml version="1.0" encoding="{encoding}"?>{before}', "&a;").encode(encoding)
    assert "put together" in refusal(changed("word/document.xml", part))


def test_definitions_are_refused_in_every_part_and_across_the_pieces_that_are_read():
    padding = "<!--" + "x" * (65_536 - 14) + "-->"
    assert "put together" in refusal(changed("word/styles.xml", f'{padding}<!DOCTYPE x SYSTEM "x.dtd"><x/>'))
    book = workbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    assert "put together" in refusal(changed("xl/sharedStrings.xml", OUTSIDE + "<sst/>", book))


def test_an_encoding_that_would_hide_the_words_is_refused():
    part = b'<?xml version="1.0" encoding="utf-7"?>+ADw-!DOCTYPE x>' + document("").encode()
    assert "put together" in refusal(changed("word/document.xml", part))


def test_an_inclusion_is_not_followed():
    inclusion = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    )
    part = document("").replace("<w:t>x</w:t>", f"<w:t>x{inclusion}</w:t>")
    assert read_here(changed("word/document.xml", part)).tables[0].rows[0].cells[0].text == "x"


def test_links_to_other_files_are_never_opened(monkeypatch):
    links = unpacked(PLAN)["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="r9" Type="http://x/attachedTemplate" Target="http://127.0.0.1/t" '
        b'TargetMode="External"/></Relationships>',
    )
    monkeypatch.setattr("socket.socket.connect", None)
    assert read_here(changed("_rels/.rels", links)).rows_counted == 2


def test_a_missing_part_is_refused():
    parts = unpacked(PLAN)
    del parts["word/document.xml"]
    assert "damaged" in refusal(packed(parts))


@pytest.mark.parametrize("part", ["<w:document", "<x/>", "", "\x00", document("")[:-20]])
def test_broken_xml_is_refused(part):
    assert "damaged" in refusal(changed("word/document.xml", part))


@pytest.mark.parametrize("depth", [1_500, 50_000])
def test_xml_nested_as_no_program_nests_it_is_refused(depth):
    deep = "<w:sdt>" * depth + "</w:sdt>" * depth
    part = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{deep}</w:body></w:document>'
    refusal(changed("word/document.xml", part))
