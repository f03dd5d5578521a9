"""What a file is, is told from its bytes; its name is never believed."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from goldenthread.board.documents.rules.kinds import (
    EXCEL,
    EXCEL_WITH_MACROS,
    HTML,
    JPEG,
    PDF,
    PNG,
    SHEET_TEXT,
    TEXT,
    WORD,
    kind_of,
    safe_name,
)


def package(**members: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return written.getvalue()


def saved(thing: object) -> bytes:
    written = io.BytesIO()
    thing.save(written)
    return written.getvalue()


KEPT = [
    (saved(WordDocument()), "a.docx", WORD),
    (saved(Workbook()), "a.pdf", EXCEL),
    (b"%PDF-1.7\n...", "a.docx", PDF),
    (b"\xff\xd8\xff\xe0....", "a.png", JPEG),
    (b"\x89PNG\r\n\x1a\n....", "a.svg", PNG),
    (b"Action,Lead\n", "a.csv", SHEET_TEXT),
    ("Zoë’s notes".encode(), "a.exe", TEXT),
    ("Zoë".encode("utf-16"), "a.txt", TEXT),
    (b"<html><table>", "plan.xls", HTML),
    (b"Action,Lead\n<script>alert(1)</script>,Chair", "a.csv", SHEET_TEXT),
    (package(xl__workbook_dot_xml=b"", xl__vbaProject_dot_bin=b""), "a.xlsm", EXCEL_WITH_MACROS),
]
REFUSED = [
    (b"MZ\x90\x00\x03", "letter.docx"),
    (b"\x7fELF\x02\x01\x01\x00", "a.pdf"),
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>", "a.png"),
    (b"<html><script>", "a.txt"),
    (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>", "a.txt"),
    (b"\x1f\x8b\x08\x00\x00", "a.gz"),
    (package(word__document_dot_xml=b"", word__vbaProject_dot_bin=b""), "a.docx"),
    (package(evil_dot_exe=b""), "a.docx"),
    (b"PK\x03\x04 cut off", "a.docx"),
    (b"GIF89a\x01\x00\x01\x00/*", "a.gif"),
]


@pytest.mark.parametrize(("data", "name", "kind"), KEPT)
def test_a_file_is_kept_as_what_its_bytes_say(tmp_path, data, name, kind):
    path = tmp_path / "given"
    path.write_bytes(data)
    assert kind_of(path, name=name) is kind


@pytest.mark.parametrize(("data", "name"), REFUSED)
def test_programs_archives_scripts_and_broken_files_are_not_kept(tmp_path, data, name):
    path = tmp_path / "given"
    path.write_bytes(data)
    assert kind_of(path, name=name) is None


@given(st.text())
def test_a_safe_name_has_no_folder_no_control_and_fits_any_disk(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= 200
    assert not set(safe) & set('/\\\x00\n\r\u202e"<>|')
    assert safe not in {".", ".."}


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Plan.docx", "Plan.docx"),
        ("invoice\u202excod.exe", "invoice_xcod.exe"),
        ("Zoë’s plan – September.docx", "Zoë’s plan – September.docx"),
        ("", "file"),
    ],
)
def test_names_lose_only_what_is_dangerous(given_name, kept):
    assert safe_name(given_name) == kept
