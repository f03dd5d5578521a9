"""Excel workbooks: what each cell shows, where it stands, and what a person should be told."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.table import Table as SheetTable

from goldenthread.readers import Limits, read_here
from tests.readers.files import SHEET_MACRO_TYPE, workbook
from tests.readers.reading import only_table, refusal, texts


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def only_cell(value: object, number_format: str = "General", **looks: object):
    book = Workbook()
    source = book.active["A1"]
    source.value, source.number_format = value, number_format
    for name, look in looks.items():
        setattr(source, name, look)
    book.active["B1"] = "beside"
    return only_table(saved(book)).rows[0].cells[0]


def inline(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*cells: str) -> str:
    return f"<sheetData>{''.join(cells)}</sheetData>"


@pytest.mark.parametrize(
    ("value", "number_format", "text", "stored"),
    [
        (146, "General", "146", 146.0),
        (7, "000", "007", 7.0),
        (0.83, "0%", "83%", 0.83),
        (0.8333, "0.0%", "83.3%", 0.8333),
        (2.5, "0.00", "2.50", 2.5),
        (9434765919, "General", "9434765919", 9434765919.0),
        (1 / 3, "General", "0.333333333333333", pytest.approx(1 / 3)),
        (True, "General", "TRUE", True),
        (date(2015, 9, 4), "dd/mm/yyyy", "2015-09-04", date(2015, 9, 4)),
        (datetime(2015, 9, 4, 14, 30), "dd/mm/yyyy hh:mm", "2015-09-04 14:30", date(2015, 9, 4)),
        (time(14, 30), "hh:mm", "14:30", None),
        (42251, "General", "42251", 42251.0),
        ("00142", "@", "00142", None),
    ],
)
def test_a_value_is_written_as_the_sheet_shows_it(value, number_format, text, stored):
    read = only_cell(value, number_format)
    assert (read.text, read.value) == (text, stored)
    assert read.number_format == (None if number_format == "General" else number_format)


def test_workbooks_of_old_macs_count_their_days_from_1904():
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.active["A1"] = date(2015, 9, 4)
    assert only_table(saved(book)).rows[0].cells[0].value == date(2015, 9, 4)


def test_empty_rows_and_columns_at_the_start_leave_the_numbers_true():
    book = Workbook()
    book.active["C5"] = "x"
    (row,) = only_table(saved(book)).rows
    assert (row.number, row.cells[0].column) == (5, 2)


def test_merged_cells_stand_once_and_say_how_far_they_reach():
    book = Workbook()
    book.active["A1"], book.active["C1"], book.active["C2"] = "142", "one", "two"
    book.active.merge_cells("A1:B2")
    table = only_table(saved(book))
    assert texts(table) == [["142", "one"], ["two"]]
    assert (table.rows[0].cells[0].column_span, table.rows[0].cells[0].row_span) == (2, 2)
    assert table.rows[1].cells[0].column == 2


def test_hidden_rows_columns_and_sheets_are_read_marked_and_mentioned():
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.append(["c", "d"])
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("Old").append(["x"])
    book["Old"].sheet_state = "veryHidden"
    file = read_here(saved(book))
    plan, old = file.tables
    assert [row.hidden for row in plan.rows] == [False, True]
    assert [cell.hidden for cell in plan.rows[0].cells] == [False, True]
    assert (plan.hidden, old.hidden) == (False, True)
    assert file.remarks == (
        "Hidden sheets were read too: Old.",
        "Hidden rows that were read in sheet 'Sheet': 1.",
    )


def test_strike_through_of_the_cell_or_of_a_part_of_its_text():
    assert only_cell("done", font=Font(strike=True)).struck
    part = CellRichText(TextBlock(InlineFont(strike=True), "September"), " October")
    read = only_cell(part)
    assert (read.text, read.struck, read.struck_text) == ("September October", False, "September")


@pytest.mark.parametrize(
    ("colour", "fill"),
    [
        (Color("FF00B050"), "#00B050"),
        (Color(indexed=10), "#FF0000"),
        (Color(theme=4), "#4F81BD"),
        (Color(theme=4, tint=0.5999938962981048), "#B9CDE5"),
        (Color("FFFFFFFF"), None),
        (Color(theme=0), None),
        (Color(indexed=64), None),
    ],
)
def test_fills_in_rgb_from_the_palette_and_from_the_theme(colour, fill):
    assert only_cell("G", fill=PatternFill("solid", fgColor=colour)).fill == fill


def test_an_empty_cell_is_kept_where_its_colour_says_something():
    assert only_cell(None, fill=PatternFill("solid", fgColor="FF00B050")).fill == "#00B050"


def test_a_formula_is_read_by_its_stored_result():
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Plan").write_formula("A1", "=1+1", value=2)
    assert only_table(file.getvalue()).rows[0].cells[0].text == "2"


def test_a_formula_without_a_stored_result_is_named_by_its_address():
    table = sheet(f'<row r="3">{inline("A3", "x")}<c r="B3"><f>A1</f></c></row>')
    assert read_here(workbook(table)).remarks == (
        "Formulas without a stored result were read as empty in sheet 'Plan': B3.",
    )


def test_a_formula_that_results_in_no_text_has_a_result():
    table = sheet(f'<row r="1">{inline("A1", "x")}<c r="B1" t="str"><f>A1</f><v></v></c></row>')
    assert read_here(workbook(table)).remarks == ()


def test_errors_are_shown_and_named_by_their_address():
    table = sheet('<row r="2"><c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    file = read_here(workbook(table))
    assert texts(file.tables[0]) == [["#DIV/0!"]]
    assert file.remarks == ("Formulas with an error in sheet 'Plan': D2.",)


def test_a_dimension_that_lies_loses_no_row():
    rows = sheet(*(f'<row r="{number}">{inline(f"A{number}", str(number))}</row>' for number in range(1, 11)))
    assert len(only_table(workbook('<dimension ref="A1:A2"/>' + rows)).rows) == 10


@pytest.mark.parametrize("claimed", ["A1:XFD1048576", "A1"])
def test_a_dimension_that_claims_the_whole_sheet_costs_nothing(claimed):
    table = f'<dimension ref="{claimed}"/>' + sheet(f'<row r="1">{inline("A1", "x")}</row>')
    assert texts(only_table(workbook(table))) == [["x"]]


def test_rules_that_colour_cells_are_mentioned():
    table = sheet(f'<row r="1">{inline("A1", "x")}</row>') + '<conditionalFormatting sqref="A1"/>'
    assert "conditional formatting" in read_here(workbook(table)).remarks[0]


def test_macros_are_ignored_and_mentioned():
    book = workbook(
        sheet(f'<row r="1">{inline("A1", "x")}</row>'),
        content_type=SHEET_MACRO_TYPE,
        parts={"xl/vbaProject.bin": b"ZZ"},
    )
    assert read_here(book).remarks == ("The workbook's macros were ignored.",)


def test_heading_rows_of_printing_and_of_excel_tables_are_marked():
    book = Workbook()
    for text in "abc":
        book.active.append([text])
    book.active.print_title_rows = "1:1"
    book.active.add_table(SheetTable(displayName="Plan", ref="A2:A3"))
    assert [row.header for row in only_table(saved(book)).rows] == [True, True, False]


@pytest.mark.slow
@pytest.mark.parametrize(("last", "warned"), [(65_535, True), (65_536, True), (65_537, False)])
def test_a_sheet_that_ends_at_excels_old_limit_is_mentioned(last, warned):
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, last + 1))
    file = read_here(workbook(sheet(rows)))
    assert file.rows_counted == len(file.tables[0].rows) == last
    assert any("limit of 65,536 rows" in remark for remark in file.remarks) is warned


@pytest.mark.parametrize("address", ["A100001", "A1048576", "ALM1", "XFD1"])
def test_a_cell_too_far_out_is_refused_before_anything_is_built(address):
    number = address.lstrip("ALMXFD")
    assert address in refusal(workbook(sheet(f'<row r="{number}">{inline(address, "ZZCANARY")}</row>')))


def test_the_last_column_that_is_read_is_read():
    assert (
        only_table(workbook(sheet(f'<row r="1">{inline("ALL1", "x")}</row>'))).rows[0].cells[0].column == 999
    )


def test_formatted_but_empty_cells_far_out_do_no_harm():
    table = sheet(
        f'<row r="1">{inline("A1", "x")}<c r="XFD1"/></row><row r="1048576"><c r="A1048576"/></row>'
    )
    assert texts(only_table(workbook(table))) == [["x"]]


def test_too_many_cells_are_refused():
    cells = "".join(f'<c r="A{number}"/>' for number in range(1, 12))
    assert "more than 10 cells" in refusal(
        workbook(sheet(f'<row r="1">{cells}</row>')), limits=Limits(cells=10)
    )


def test_one_long_text_used_by_very_many_cells_is_refused():
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + "x" * 30_000
        + "</t></si></sst>"
    )
    cells = "".join(f'<c r="A{number}" t="s"><v>0</v></c>' for number in range(1, 1_001))
    book = workbook(sheet(f'<row r="1">{cells}</row>'), parts={"xl/sharedStrings.xml": shared})
    assert "more text than can be read" in refusal(book)


def test_a_row_lost_by_one_of_the_two_counts_is_refused(monkeypatch):
    monkeypatch.setattr("goldenthread.readers.excel.rows_in", lambda *_: 0)
    assert "(1 and 0)" in refusal(workbook(sheet(f'<row r="1">{inline("A1", "x")}</row>')))
