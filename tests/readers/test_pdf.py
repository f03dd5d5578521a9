"""PDFs: tables by their lines or by their columns, each with its page."""

from __future__ import annotations

import contextlib
from io import BytesIO

import pikepdf
import pytest

from goldenthread.readers import CannotRead, Limits, read_here
from tests.readers.files import pdf
from tests.readers.reading import only_table, refusal, texts

pytestmark = pytest.mark.slow


def saved(document: pikepdf.Pdf, **how: object) -> bytes:
    file = BytesIO()
    document.save(file, **how)
    return file.getvalue()


def test_ruled_tables_with_the_text_between_them():
    file = read_here(
        pdf(
            "Plan \n\n #table(columns: 2, [Ref], [Action], [1], [One])\n\n"
            "Next \n\n #table(columns: 2, [a], [b])\n\n End"
        )
    )
    assert [texts(table) for table in file.tables] == [[["Ref", "Action"], ["1", "One"]], [["a", "b"]]]
    assert [table.lead_in for table in file.tables] == [("Plan",), ("Next",)]
    assert file.closing == ("End",)
    assert [table.place for table in file.tables] == ["page 1, table 1", "page 1, table 2"]


def test_lines_broken_to_fit_the_column_are_joined_and_others_are_kept():
    table = only_table(
        pdf(
            "#table(columns: (5cm, 3cm), [Review and implement the training needs that were found],"
            " [one \\ two])"
        )
    )
    assert texts(table) == [["Review and implement the training needs that were found", "one\ntwo"]]


def test_a_table_over_two_pages_is_a_table_on_each():
    rows = "".join(f"[{number}], [Action {number}]," for number in range(60))
    file = read_here(pdf(f"#table(columns: 2, {rows})"))
    assert [table.place for table in file.tables] == ["page 1, table 1", "page 2, table 1"]
    assert sum(len(table.rows) for table in file.tables) == file.rows_counted == 60


def test_merged_cells_fills_and_strikes():
    table = only_table(
        pdf(
            "#table(columns: 3, table.cell(rowspan: 2)[142],"
            ' table.cell(colspan: 2, fill: rgb("#00B050"))[wide],'
            " [#strike[all of it]], [#strike[September] October])"
        )
    )
    first, wide = table.rows[0].cells
    struck, part = table.rows[1].cells
    assert (first.row_span, wide.column, wide.column_span, wide.fill) == (2, 1, 2, "#00B050")
    assert (struck.column, struck.struck) == (1, True)
    assert (part.struck, part.struck_text) == (False, "September")


def test_a_single_box_around_text_is_not_a_table():
    file = read_here(pdf("#rect(width: 100%)[Only a box]"))
    assert (file.tables, file.closing) == ((), ("Only a box",))


def test_columns_without_lines_are_told_by_their_gaps_and_mentioned():
    file = read_here(
        pdf(
            "The plan\n\n#grid(columns: (2cm, 6cm, 3cm), column-gutter: 5mm, row-gutter: 4mm,"
            " [Ref], [Action], [Lead], [142], [Agree the way in which the board works], [Chair],"
            " [143], [Launch], [Vice chair], [144], [Report], [Lead])"
        )
    )
    assert texts(file.tables[0])[:3] == [
        ["Ref", "Action", "Lead"],
        ["142", "Agree the way in which the board works", "Chair"],
        ["143", "Launch", "Vice chair"],
    ]
    assert file.tables[0].lead_in == ("The plan",)
    assert "gaps between columns" in file.remarks[0]


def test_page_headers_and_numbers_that_repeat_do_not_stand_between_tables():
    rows = "".join(f"[{number}], [Action {number}]," for number in range(150))
    file = read_here(
        pdf(f'#set page(header: [Safeguarding board], numbering: "1 of 1")\n#table(columns: 2, {rows})')
    )
    assert len(file.tables) >= 3
    assert all(table.lead_in == () for table in file.tables)
    assert file.remarks == ("Lines that repeat at the top or foot of the pages were left out.",)


def test_a_password_is_recognised():
    locked = saved(pikepdf.open(BytesIO(pdf("x"))), encryption=pikepdf.Encryption(owner="a", user="b", R=6))
    assert "password" in refusal(locked)


def test_a_pdf_of_pictures_is_refused_with_what_to_do():
    assert "text recognition" in refusal(saved(_pictures(pages=2)))


def _pictures(pages: int) -> pikepdf.Pdf:
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page()
        picture = pikepdf.Stream(document, b"\x00\xff\x00\xff")
        picture.Subtype, picture.ColorSpace = pikepdf.Name.Image, pikepdf.Name.DeviceGray
        picture.Width, picture.Height, picture.BitsPerComponent = 2, 2, 8
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
        page.Contents = pikepdf.Stream(document, b"q 600 0 0 800 0 0 cm /Scan Do Q")
    return document


def test_single_pages_that_are_pictures_are_named():
    document = pikepdf.open(BytesIO(pdf("#table(columns: 2, [a], [b])")))
    document.pages.extend(_pictures(pages=1).pages)
    assert read_here(saved(document)).remarks == (
        "Pages that are pictures without text could not be read: 2.",
    )


def test_a_pdf_cut_off_anywhere_is_refused_or_whole():
    whole = pdf("#table(columns: 2, [a], [b])")
    expected = texts(only_table(whole))
    for length in range(10, len(whole), len(whole) // 15):
        with contextlib.suppress(CannotRead):
            assert [texts(table) for table in read_here(whole[:length]).tables] in ([expected], [])


def test_too_many_pages_are_refused():
    assert "more than 2 pages" in refusal(pdf("a #pagebreak() b #pagebreak() c"), limits=Limits(pages=2))


def test_text_in_a_gap_between_the_cells_of_a_table_is_not_lost():
    file = read_here(
        pdf(
            "#place(line(length: 4cm)) #place(dy: 1cm, line(length: 8cm)) #place(dy: 2cm, line(length: 8cm))"
            "#place(line(length: 2cm, angle: 90deg)) #place(dx: 4cm, line(length: 2cm, angle: 90deg))"
            "#place(dx: 8cm, dy: 1cm, line(length: 1cm, angle: 90deg))"
            "#place(dx: 2mm, dy: 3mm)[in] #place(dx: 5cm, dy: 3mm)[outside] #place(dx: 5cm, dy: 13mm)[under]"
        )
    )
    assert texts(file.tables[0]) == [["in"], ["", "under"]]
    assert file.tables[0].lead_in == ("outside",) or file.closing == ("outside",)


@pytest.mark.parametrize("angle", [-90, 90])
def test_headings_turned_on_their_side_are_read(angle):
    turned = f"rotate({angle}deg, reflow: true)[RAG \\ rating now]"
    table = only_table(pdf(f"#table(columns: 2, {turned}, [Action])"))
    assert texts(table) == [["RAG rating now", "Action"]]
