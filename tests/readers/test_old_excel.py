"""Old Excel workbooks (.xls), whose looks and second count come from the file's records."""

from __future__ import annotations

import contextlib
import struct
from datetime import date

from goldenthread.readers import CannotRead, read_here
from goldenthread.readers.compound import CompoundFile
from tests.readers.files import compound, label, old_workbook, record
from tests.readers.reading import only_table, refusal, texts


def font(*, struck: bool = False) -> bytes:
    return record(
        0x31, struct.pack("<HHHHHBBBBBB", 200, 8 if struck else 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 0, 0)
    )


def look(font_number: int = 0, number_format: int = 0, *, colour: int | None = None) -> bytes:
    pattern = 0 if colour is None else 1 << 26
    return record(
        0xE0, struct.pack("<HHHIIIH", font_number, number_format, 0, 0, 0, pattern, (colour or 64) | 65 << 7)
    )


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def test_words_numbers_and_true_row_numbers():
    table = only_table(old_workbook(label(2, 1, "Zoë O’Brien, ŵ") + number(2, 2, 146)))
    assert texts(table) == [["Zoë O’Brien, ŵ", "146"]]
    assert (table.rows[0].number, table.rows[0].cells[0].column) == (3, 1)


def test_strike_through_fill_and_number_format():
    styles = font() + font(struck=True) + look() + look(1) + look(colour=10) + look(number_format=14)
    sheet = label(0, 0, "done", 1) + label(0, 1, "R", 2) + number(0, 2, 42251, 3)
    struck, red, dated = only_table(old_workbook(sheet, styles=styles)).rows[0].cells
    assert struck.struck
    assert not red.struck
    assert red.fill == "#FF0000"
    assert (dated.value, dated.text, dated.number_format) == (date(2015, 9, 4), "2015-09-04", "mm-dd-yy")


def test_a_coloured_cell_without_text_is_kept():
    blank = record(0x201, struct.pack("<HHH", 0, 1, 1))
    cells = (
        only_table(old_workbook(label(0, 0, "x") + blank + label(0, 2, "y"), styles=look() + look(colour=10)))
        .rows[0]
        .cells
    )
    assert [(cell.text, cell.fill) for cell in cells] == [("x", None), ("", "#FF0000"), ("y", None)]


def test_hidden_rows_columns_and_sheets():
    hidden_row = record(0x208, struct.pack("<HHHHHHI", 1, 0, 1, 255, 0, 0, 0x20))
    hidden_column = record(0x7D, struct.pack("<HHHHHH", 1, 1, 2000, 0, 1, 0))
    sheet = hidden_row + hidden_column + label(0, 0, "a") + label(0, 1, "b") + label(1, 0, "c")
    file = read_here(old_workbook(sheet, hidden=True))
    assert file.tables[0].hidden
    assert [row.hidden for row in file.tables[0].rows] == [False, True]
    assert [cell.hidden for cell in file.tables[0].rows[0].cells] == [False, True]
    assert file.remarks == ("Hidden sheets were read too: Plan.",)


def test_merged_cells():
    merged = record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 1))
    cell = (
        only_table(old_workbook(label(0, 0, "m") + label(0, 2, "x") + label(1, 2, "y") + merged))
        .rows[0]
        .cells[0]
    )
    assert (cell.column_span, cell.row_span) == (2, 2)


def test_a_password_is_recognised():
    assert "password" in refusal(old_workbook(label(0, 0, "x"), styles=record(0x2F, b"\x00" * 6)))


def test_an_encrypted_document_an_old_word_file_and_a_mail_are_refused_by_name():
    assert "password" in refusal(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))
    assert ".docx" in refusal(compound({"WordDocument": b"x"}))
    assert "e-mail" in refusal(compound({"__properties_version1.0": b"x"}))
    assert "old kind" in refusal(compound({"Something": b"x"}))


def test_macros_are_ignored_and_mentioned():
    stream = CompoundFile(old_workbook(label(0, 0, "x"))).stream("Workbook")
    file = read_here(compound({"Workbook": stream, "_VBA_PROJECT_CUR": b"ZZ"}))
    assert file.remarks == ("The workbook's macros were ignored.",)


def test_a_file_cut_off_anywhere_is_refused_or_whole():
    whole = old_workbook(label(0, 0, "x") + label(1, 0, "y"))
    expected = read_here(whole)
    for length in range(8, len(whole), len(whole) // 40):
        with contextlib.suppress(CannotRead):
            assert read_here(whole[:length]) == expected


def test_sectors_that_run_in_a_ring_end():
    looped = bytearray(old_workbook(b"".join(label(place, 0, "words") for place in range(100))))
    table = len(looped) - 512
    looped[table : table + 4] = struct.pack("<I", 0)
    assert len(CompoundFile(bytes(looped)).stream("Workbook")) == 4096
