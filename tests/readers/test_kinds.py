"""What a file is, is told from its bytes. Its name may lie."""

from __future__ import annotations

import pytest

from goldenthread.readers import Limits, read_here
from tests.readers.files import WORD_TYPE, office_parts, packed, pdf, plain_table, unpacked, word, workbook
from tests.readers.reading import refusal

TABLE = plain_table([["a", "b"]])
PAGE = b"<html><body><table><tr><td>a</td></tr></table></body></html>"


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", b"\xef\xbb\xbf"[:0]])
def test_an_empty_file_is_refused(data):
    assert "empty" in refusal(data)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (word(TABLE), "plan.doc", "docx"),
        (word(TABLE), "plan.pdf", "docx"),
        (PAGE, "plan.xls", "html"),
        (PAGE, "plan.docx", "html"),
        (b"a,b\nc,d\n", "plan.xlsx", "text"),
        (b"a,b\nc,d\ne,f\n", "plan.xlsx", "csv"),
        (workbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'), "plan.csv", "xlsx"),
    ],
)
def test_a_wrong_name_is_read_as_what_it_is_with_a_remark(data, name, kind):
    file = read_here(data, name=name)
    assert file.kind == kind
    assert f"ends in .{name.partition('.')[2]}, but it is" in file.remarks[-1]


@pytest.mark.parametrize("name", ["plan.docx", "PLAN.DOCX", "plan", ""])
def test_a_right_name_or_none_needs_no_remark(name):
    assert read_here(word(TABLE), name=name).remarks == ()


@pytest.mark.parametrize(
    ("start", "advice"),
    [
        (rb"{\rtf1\ansi ", ".docx"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"GIF89a=1;/*", "picture"),
        (b"\x1f\x8b\x08\x00", "unpack"),
        (b"7z\xbc\xaf\x27\x1c", "unpack"),
        (b"Rar!\x1a\x07", "unpack"),
        (b"MZ\x90\x00\x03", "program"),
        (b"\x7fELF\x02\x01", "program"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", "web archive"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "XML"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(start, advice):
    assert advice in refusal(start + b"ZZCANARY" * 20, name="plan.docx")


def test_text_that_happens_to_begin_like_a_picture_is_text():
    assert read_here(b"BMI,Lead\n1,Chair\n2,Chair\n").kind == "csv"


def test_a_presentation_an_archive_and_a_binary_workbook_are_refused():
    presentation = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    assert "presentation" in refusal(packed(office_parts("ppt/presentation.xml", presentation)))
    assert ".xlsb" in refusal(packed(office_parts("xl/workbook.bin", binary)))
    assert "unpack" in refusal(packed({"plan.txt": "ZZCANARY"}))
    assert "unpack" in refusal(packed(office_parts("word/document.xml", "text/plain")))


def test_a_word_file_whose_main_part_has_another_name_is_read():
    body = word(TABLE)
    parts = {**unpacked(body), **office_parts("word/document2.xml", WORD_TYPE)}
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    assert read_here(packed(parts)).rows_counted == 1


@pytest.mark.slow
def test_a_pdf_may_begin_with_other_bytes():
    assert read_here(b"\n\n" + pdf("words")).kind == "pdf"


def test_the_size_is_a_setting():
    assert "over 20 MB" in refusal(b"a," * 10_000_001)
    assert "over 0 MB" in refusal(b"a,b\n" * 30, limits=Limits(file_bytes=100))
