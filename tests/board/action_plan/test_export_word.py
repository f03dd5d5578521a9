"""The plan as a Word document."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from goldenthread.board.action_plan.exports import Format, PrintedRecommendation, write

from .export_samples import (
    ACTION,
    BARE_ACTION,
    EMPTY,
    FIVE_COLUMNS,
    FORMULAS,
    MARKUP,
    PLAN,
    STRUCK_ACTION,
    plan_of,
)


def word(plan):
    return docx.Document(BytesIO(write(plan, Format.DOCX)))


def parts(plan):
    with ZipFile(BytesIO(write(plan, Format.DOCX))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def texts(plan):
    return [[cell.text for cell in row.cells] for row in word(plan).tables[0].rows]


def test_the_table_holds_the_boards_own_five_columns_in_their_order():
    assert texts(FIVE_COLUMNS)[0] == ["Recommendation", "Action", "Lead", "Progress", "Deadline"]


def test_status_columns_come_only_when_they_are_asked_for():
    assert texts(PLAN)[0][5:] == ["Status", "RAG", "Ticks"]


def test_a_row_holds_number_steps_leads_and_notes_as_the_board_writes_them():
    assert texts(PLAN)[1] == [
        "142. Be sure the whole board agrees its priorities",
        "Agree how the board is governed, by:\n• Talking with the commissioner\n• A meeting of all partners",
        "Board Chair / Business Manager",
        "04.09.15 Every partner was asked.\n21.09.15 Two partners have replied.",
        "September 2015",
        "In progress",
        "Amber",
        "Claimed, seen",
    ]


def test_what_is_blank_stays_blank():
    assert texts(PLAN)[2][1:] == ["Train the front desk", "", "", "", "", "", ""]


def test_a_recommendation_without_actions_is_still_printed():
    assert texts(PLAN)[4][:2] == ["148. Look at the money again", ""]


def test_the_title_is_a_real_heading_and_the_day_of_update_stands_below_it():
    document = word(PLAN)
    assert document.paragraphs[0].style.name == "Heading 1"
    assert [paragraph.text for paragraph in document.paragraphs[:3]] == [
        "Fellmouth Action Plan",
        "Updated 4th September 2015",
        "As it stood on 23 November 2026 at 9:05am",
    ]


def test_the_header_row_repeats_on_each_page_and_rows_stay_whole():
    rows = word(PLAN).tables[0].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_row_with_a_very_long_note_may_break_over_pages():
    long = replace(BARE_ACTION, progress=("A sentence of some length. " * 500,))
    plan = replace(PLAN, recommendations=(PrintedRecommendation("1", "Keep safe", (long,)),))
    assert word(plan).tables[0].rows[1]._tr.trPr is None


def test_the_recommendation_stands_whole_in_its_first_row_and_no_cell_is_merged():
    table = word(PLAN).tables[0]._tbl
    assert [row[0] for row in texts(PLAN)[1:4]] == [
        "142. Be sure the whole board agrees its priorities",
        "",
        "Watch over children who go missing",
    ]
    assert not list(table.iter(qn("w:vMerge"), qn("w:gridSpan")))


def test_struck_through_actions_are_struck_and_others_are_not():
    rows = word(PLAN).tables[0].rows
    struck = [[run.font.strike for run in row.cells[1].paragraphs[0].runs] for row in rows[1:4]]
    assert struck == [[None], [None], [True]]


def test_the_document_is_british_landscape_and_described():
    document = word(PLAN)
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert document.core_properties.language == "en-GB"
    assert 'w:lang w:val="en-GB"' in parts(PLAN)["word/styles.xml"]
    assert document.tables[0]._tbl.tblPr.find(qn("w:tblDescription")) is not None


def test_marking_board_and_page_numbers_stand_in_the_margins():
    section = word(PLAN).sections[0]
    assert section.header.paragraphs[0].text == "OFFICIAL"
    assert section.footer.paragraphs[0].text.startswith("Fellmouth Safeguarding Children Board\tPage ")
    fields = re.findall(r'w:instr="([^"]*)"', parts(PLAN)["word/footer1.xml"])
    assert fields == [" PAGE ", " NUMPAGES "]


def test_an_empty_plan_says_so():
    assert len(texts(EMPTY)) == 1
    assert word(EMPTY).paragraphs[-1].text == "This plan holds no recommendations yet."


@pytest.mark.parametrize("text", [*FORMULAS, *MARKUP])
def test_whatever_is_typed_is_printed_as_text(text):
    row = texts(plan_of(text, with_status=True))[1]
    assert row[1:] == [text.strip()] * 7


def test_no_text_becomes_a_field_a_link_a_macro_or_another_part():
    """AT-056, AT-058: what a person types never reaches the structure of the document."""
    plain = parts(plan_of(*("a" for _ in MARKUP), with_status=True))
    attacked = parts(plan_of(*MARKUP, with_status=True))
    tags = re.compile(r"<(w:[A-Za-z]+)")
    assert attacked.keys() == plain.keys()
    assert set(tags.findall(attacked["word/document.xml"])) == set(tags.findall(plain["word/document.xml"]))
    assert not re.search("fldSimple|fldChar|instrText|hyperlink|altChunk", attacked["word/document.xml"])
    assert attacked["word/_rels/document.xml.rels"] == plain["word/_rels/document.xml.rels"]


def test_nothing_of_the_machine_the_template_or_an_earlier_text_is_left_in_the_file():
    """AT-082: only the parts the plan needs; no thumbnail, application, comment, revision or hidden text."""
    found = parts(PLAN)
    assert set(found) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/header1.xml",
        "word/footer1.xml",
    }
    assert not re.search(r"w:(ins|del|vanish|comment|rsid)\b", found["word/document.xml"])
    core = found["docProps/core.xml"]
    assert "python-docx" not in core
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == ["Fellmouth Safeguarding Children Board"]


def test_letters_no_xml_may_hold_are_left_out_and_all_others_kept():
    text = "Zoë\x00 Łukasz\x07 ŵ مرحبا \U0001f600 \ud800\ufffe end"
    assert texts(plan_of(text))[1][1] == "Zoë Łukasz ŵ مرحبا \U0001f600  end"


def test_the_same_plan_gives_the_same_bytes_whenever_it_is_written():
    made = write(PLAN, Format.DOCX)
    assert made == write(PLAN, Format.DOCX)
    with ZipFile(BytesIO(made)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    undated = replace(PLAN, updated_on=None, as_at=None)
    assert ">1980-01-01T00:00:00Z</dcterms:created>" in parts(undated)["docProps/core.xml"]


def test_each_action_is_one_row():
    assert [row[1].split("\n")[0] for row in texts(PLAN)[1:4]] == [
        ACTION.text,
        BARE_ACTION.text,
        STRUCK_ACTION.text,
    ]
