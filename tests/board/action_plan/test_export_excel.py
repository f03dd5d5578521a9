"""The plan as an Excel workbook."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from goldenthread.board.action_plan.exports import CannotExport, Format, write

from .export_samples import EMPTY, FIVE_COLUMNS, FORMULAS, MARKUP, PLAN, plan_of


def workbook(plan):
    return openpyxl.load_workbook(BytesIO(write(plan, Format.XLSX)))


def sheet(plan):
    return workbook(plan)["Action plan"]


def texts(plan):
    """The table's rows, its header first; three lines of title stand above it."""
    rows = sheet(plan).iter_rows(min_row=4, values_only=True)
    return [["" if value is None else value for value in row] for row in rows]


def parts(plan):
    with ZipFile(BytesIO(write(plan, Format.XLSX))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_sheet_is_one_real_table_with_the_boards_five_columns_and_filters():
    table = sheet(FIVE_COLUMNS).tables["ActionPlan"]
    assert table.column_names == ["Recommendation", "Action", "Lead", "Progress", "Deadline"]
    assert table.ref == table.autoFilter.ref == "A4:E8"


def test_status_columns_come_only_when_they_are_asked_for():
    assert texts(PLAN)[0][5:] == ["Status", "RAG", "Ticks"]


def test_every_row_repeats_its_recommendation_and_nothing_is_merged():
    assert [row[0] for row in texts(PLAN)[1:3]] == ["142. Be sure the whole board agrees its priorities"] * 2
    assert not sheet(PLAN).merged_cells.ranges


def test_deadlines_are_the_boards_own_words_and_blanks_stay_blank():
    assert [row[4] for row in texts(PLAN)[1:3]] == ["September 2015", ""]


def test_the_sheet_opens_on_the_plan_with_its_header_frozen_and_prints_in_landscape():
    book = workbook(PLAN)
    plan = book["Action plan"]
    assert book.active.title == "Action plan"
    assert plan.freeze_panes == "A5"
    assert plan.print_title_rows == "$4:$4"
    assert plan.page_setup.orientation == "landscape"
    assert plan.sheet_properties.pageSetUpPr.fitToPage
    assert plan.page_setup.fitToHeight == 0
    assert plan.oddHeader.center.text == "&BOFFICIAL"


def test_title_and_dates_stand_above_the_table_and_nothing_is_merged_for_them():
    lines = [sheet(PLAN).cell(row, 1).value for row in (1, 2, 3)]
    assert lines == [
        "Fellmouth Action Plan",
        "Updated 4th September 2015",
        "As it stood on 23 November 2026 at 9:05am",
    ]


def test_the_notes_say_what_the_workbook_is_and_what_each_column_means():
    notes = [[value for value in row if value] for row in workbook(PLAN)["Notes"].iter_rows(values_only=True)]
    assert notes[:3] == [
        ["Fellmouth Action Plan"],
        ["Updated 4th September 2015"],
        ["As it stood on 23 November 2026 at 9:05am"],
    ]
    assert ["Marking", "OFFICIAL"] in notes
    assert {f"Column {heading}" for heading in texts(PLAN)[0]} <= {row[0] for row in notes if row}


def test_struck_through_actions_are_struck_and_others_are_not():
    assert [sheet(PLAN).cell(row, 2).font.strike for row in (5, 6, 7)] == [None, None, True]


def test_an_empty_plan_is_a_table_with_one_blank_row():
    assert sheet(EMPTY).tables["ActionPlan"].ref == "A4:H5"


@pytest.mark.parametrize("text", [*FORMULAS, *MARKUP])
def test_whatever_is_typed_is_a_string_unchanged(text):
    """AT-081: the cell's type is string, so nothing runs and nothing need be put in front."""
    plan = plan_of(text, with_status=True)
    assert {cell.data_type for cell in sheet(plan)[5]} == {"s"}
    assert not re.search("<f>|<f ", parts(plan)["xl/worksheets/sheet2.xml"])


@pytest.mark.parametrize("text", [text for text in (*FORMULAS, *MARKUP) if "_x00" not in text])
def test_excel_holds_the_text_as_it_was_typed(text):
    assert texts(plan_of(text))[1][1:] == [text.strip()] * 4


def test_nothing_is_hidden_linked_or_left_over():
    """AT-080: no hidden sheet, row or column, name, link, comment, path or maker but the board's name."""
    found = parts(plan_of(*FORMULAS, *MARKUP, with_status=True))
    assert not [
        name for name in found if re.search("external|comment|printer|custom|vba|drawing|pivot", name)
    ]
    everything = "".join(found.values())
    assert not re.search(r'hidden="1"|state="(veryH|h)idden"|<hyperlink', everything)
    assert re.findall(r'<definedName name="([^"]*)"', everything) == ["_xlnm.Print_Titles"]
    assert re.findall("<dc:creator>(.*?)</dc:creator>", everything) == [PLAN.board_name]
    assert "TargetMode" not in everything


def test_a_marking_cannot_smuggle_a_code_into_the_printed_header():
    header = parts(replace(PLAN, marking="&F&Z & Co"))["xl/worksheets/sheet2.xml"]
    assert "<oddHeader>&amp;C&amp;B&amp;&amp;F&amp;&amp;Z &amp;&amp; Co</oddHeader>" in header


def test_a_text_longer_than_a_cell_can_hold_is_refused_and_not_cut():
    assert texts(plan_of("a" * 32_767))[1][1] == "a" * 32_767
    with pytest.raises(CannotExport, match=r"32,767 characters .* choose Word, PDF or CSV"):
        write(plan_of("a" * 32_768), Format.XLSX)


def test_the_same_plan_gives_the_same_bytes_whenever_it_is_written():
    made = write(PLAN, Format.XLSX)
    assert made == write(PLAN, Format.XLSX)
    with ZipFile(BytesIO(made)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    undated = replace(PLAN, updated_on=None, as_at=None)
    assert "1980-01-01" in parts(undated)["docProps/core.xml"]
