"""The plan as CSV."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.board.action_plan.exports import Format, PrintedRecommendation, write
from goldenthread.readers.formulas import defused, restored

from .export_samples import ACTION, EMPTY, FIVE_COLUMNS, FORMULAS, MARKUP, PLAN, plan_of


def rows(plan):
    text = write(plan, Format.CSV).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), strict=True))


def test_the_file_is_utf8_with_a_mark_that_excel_knows_and_ends_lines_as_rfc_4180_says():
    file = write(plan_of("Zoë"), Format.CSV)
    assert file.startswith(b"\xef\xbb\xbfRecommendation,Action,Lead,Progress,Deadline\r\n")
    assert file.endswith(b"\r\n")
    assert "Zoë".encode() in file


def test_every_row_repeats_its_recommendation():
    assert [row[0] for row in rows(FIVE_COLUMNS)[1:3]] == [
        "142. Be sure the whole board agrees its priorities"
    ] * 2


def test_steps_and_notes_stand_on_lines_of_their_cell():
    row = rows(FIVE_COLUMNS)[1]
    assert row[1].split("\n")[1:] == [f"• {step}" for step in ACTION.sub_tasks]
    assert row[3].split("\n") == list(ACTION.progress)


def test_an_empty_plan_is_a_header_alone():
    assert rows(EMPTY) == [
        ["Recommendation", "Action", "Lead", "Progress", "Deadline", "Status", "RAG", "Ticks"]
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_as_a_spreadsheet_would_run_it(text):
    """AT-081, for each cell and each beginning that runs."""
    for cell in rows(plan_of(text, with_status=True))[1][1:]:
        assert cell.lstrip(" \u00a0\u200b")[0] not in "=+-@\t\r\n＝＋－＠"
        assert restored(cell) == text.strip()


def test_a_recommendation_that_looks_like_a_formula_is_guarded_too():
    plan = replace(PLAN, recommendations=(PrintedRecommendation(None, "=1+1", (ACTION,)),))
    assert rows(plan)[1][0] == "'=1+1"


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_written_as_it_was_typed(text):
    assert {restored(cell) for cell in rows(plan_of(text))[1][1:]} == {text}


@pytest.mark.parametrize("number", ["-5", "-12.75"])
def test_negative_numbers_stay_numbers(number):
    assert rows(plan_of(number))[1][1] == number


@given(st.text(alphabet=st.sampled_from("'\" =+-@\t\r\n＝＋\u200b15.a"), max_size=8) | st.text())
@pytest.mark.slow
def test_the_apostrophe_comes_off_again_and_the_text_is_what_it_was(text):
    assert restored(defused(text)) == text


@pytest.mark.parametrize("text", ["'tis the season", "''", "O'Neil", "'-5 degrees"])
def test_an_apostrophe_of_the_boards_own_is_kept(text):
    assert restored(defused(text)) == text
    assert restored("'tis the season") == "'tis the season"


def test_the_same_plan_gives_the_same_bytes():
    assert write(PLAN, Format.CSV) == write(PLAN, Format.CSV)
