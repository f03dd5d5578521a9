"""Layouts that boards use, each by itself: the plan that a person sees is the plan that is read."""

from __future__ import annotations

import pytest

from goldenthread.board.action_plan.imports import RowUse
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.readers.table import Cell
from tests.board.action_plan.made_tables import HEAD, HEAR, TRAIN, codes, reading, refs, table, told


def test_a_table_without_headings_carries_on_the_one_before():
    found = reading(
        table(HEAD, (HEAR, "Ask each school", "Clerk", "In place", "May 2026")),
        table(
            ("", "Ask each nursery", "Chair", "", "June 2026"),
            (TRAIN, "Hire", "Clerk", "", "May 2026"),
            place="t 2",
        ),
    )
    assert refs(found) == [("12", "Hear every child in the city"), ("13", "Train all who work with children")]
    assert told(found, "action", "lead") == [
        ("Ask each school", "Clerk"),
        ("Ask each nursery", "Chair"),
        ("Hire", "Clerk"),
    ]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("PRIORITY 3: Voice of the child", ("3", "Voice of the child")),
        ("Recommendation 142 – Voice of the child", ("142", "Voice of the child")),
        ("Priority 1a   Voice of the child", ("1a", "Voice of the child")),
        ("7. Voice of the child in the city", ("7", "Voice of the child in the city")),
    ],
)
def test_the_heading_above_a_table_is_its_recommendation(above, expected):
    found = reading(
        table(
            ("Action", "Lead", "Deadline"),
            ("Ask", "Clerk", "May 2026"),
            lead_in=("Board plan", above, "Lead: DCS"),
        )
    )
    assert refs(found) == [expected]
    assert found.recommendations[0].notes == ("Lead: DCS",)


def test_a_band_may_have_its_number_in_a_cell_of_its_own():
    found = reading(
        table(
            ("No.", "Action", "Lead", "Progress", "Deadline"),
            ("7.", Cell("Voice of the child", 1, column_span=4)),
            ("7.1", "Ask each school", "Clerk", "", "May 2026"),
        )
    )
    assert refs(found) == [("7", "Voice of the child")]
    assert found.actions[0].number == "7.1"


def test_a_heading_may_stand_on_two_lines():
    lead_in = ("Board plan", "PRIORITY 3", "Voice of the child")
    found = reading(table(("Action", "Lead", "Deadline"), ("Ask", "Clerk", "May 2026"), lead_in=lead_in))
    assert refs(found) == [("3", "Voice of the child")]


def test_headings_without_numbers_count_where_each_table_has_its_own():
    head = ("Action", "Lead", "Deadline")
    found = reading(
        table(head, ("Ask", "Clerk", "May 2026"), lead_in=("Safeguarding improvement plan", "Leadership")),
        table(head, ("Hire", "Chair", "May 2026"), place="table 2", lead_in=("Voice of the child",)),
    )
    assert refs(found) == [("", "Leadership"), ("", "Voice of the child")]


def test_a_band_across_the_table_is_a_recommendation_where_no_column_holds_them():
    found = reading(
        table(
            ("Action", "Lead", "Progress", "Deadline"),
            (Cell("1. Leadership of the board", 0, column_span=4),),
            ("Ask", "Clerk", "", "May 2026"),
            (Cell("2. Voice of the child", 0, column_span=4),),
            ("Hire", "Chair", "", "May 2026"),
        )
    )
    assert refs(found) == [("1", "Leadership of the board"), ("2", "Voice of the child")]


def test_a_page_that_ends_with_the_next_pages_heading_keeps_its_rows():
    found = reading(
        table(HEAD, (HEAR, "Ask", "Clerk", "", "May 2026")),
        table(
            ("", "Write", "Clerk", "", "May 2026"),
            HEAD,
            ("", "Report", "Clerk", "", "May 2026"),
            place="table 2",
        ),
    )
    assert told(found, "action") == [("Ask",), ("Write",), ("Report",)]


def test_headings_that_return_on_each_page_say_nothing_of_the_values():
    head = ("Recommendation number", "Lead", "Ofsted Recommendation", "Action", "Deadline")
    found = reading(
        table(
            head,
            ("12", "Clerk", "Hear every child", "Ask each school", "May 2026"),
            head,
            ("13", "Clerk", "Train everybody", "Hire a trainer", "May 2026"),
            head,
            ("", "Clerk", "", "Write to all", "May 2026"),
        )
    )
    assert refs(found) == [("12", "Hear every child"), ("13", "Train everybody")]


def test_two_rows_of_headings_are_read_together():
    found = reading(
        table(
            (
                Cell("Recommendation", 0, row_span=2),
                Cell("Action", 1, row_span=2),
                Cell("Delivery", 2, column_span=2),
                Cell("Monitoring", 4, column_span=2),
            ),
            (None, None, "Lead", "By when", "Progress", "RAG"),
            (HEAR, "Ask", "Clerk", "May 2026", "In place", "G"),
        )
    )
    assert told(found, "lead", "deadline", "progress", "rag") == [("Clerk", "2026-05", "In place", "green")]
    assert [account.use for account in found.rows] == [RowUse.HEADER, RowUse.HEADER, RowUse.ACTION]


def test_titles_above_the_heading_give_the_plan_its_date():
    found = reading(
        table(
            ("Improvement plan",),
            ("Version 3 – Sept 2015",),
            ("",),
            HEAD,
            (HEAR, "Ask", "Clerk", "", "May 2016"),
        )
    )
    assert found.plan_updated is not None
    assert found.plan_updated.on == "2015-09"
    assert [account.use for account in found.rows][:4] == [
        RowUse.TITLE,
        RowUse.TITLE,
        RowUse.BLANK,
        RowUse.HEADER,
    ]


def test_open_and_completed_sheets_are_one_plan():
    found = reading(
        table(
            ("No", "Recommendation", "Action", "Lead", "Deadline", "RAG"),
            ("1", "Hear every child", "Ask", "Clerk", "May 2026", "G"),
            ("2", "Train everybody", "Hire", "Clerk", "May 2026", "A"),
            place="sheet 'Open'",
        ),
        table(
            ("No", "Recommendation", "Action", "Lead", "Deadline", "Date completed"),
            ("1", "Hear every child", "Write", "Clerk", "March 2026", "3/3/26"),
            place="sheet 'Completed'",
        ),
        kind="xlsx",
    )
    assert [[action.action for action in each.actions] for each in found.recommendations] == [
        ["Ask", "Write"],
        ["Hire"],
    ]
    assert [action.completed for action in found.actions] == [False, True, False]
    assert found.actions[1].extra == {"Date completed": "3/3/26"}


def test_a_list_of_actions_beside_the_plan_is_left_out_and_reported():
    found = reading(
        table(HEAD, (HEAR, "Ask", "Clerk", "", "May 2026")),
        table(
            ("Action", "Owner", "Due"),
            ("Book a room", "Clerk", "May 2026"),
            place="table 2",
            lead_in=("Minutes",),
        ),
    )
    assert len(found.actions) == 1
    assert Code.TABLE_LEFT_OUT in codes(found)
    assert [account.use for account in found.rows][2:] == [RowUse.OUTSIDE, RowUse.OUTSIDE]


def test_totals_notes_and_keys_are_reported_and_never_dropped():
    found = reading(
        table(
            HEAD,
            (HEAR, "Ask", "Clerk", "", "May 2026"),
            ("Total", "1", "", "", ""),
            ("Note: all leads are interim", "", "", "", ""),
            (Cell("* reviewed monthly by the Executive", 0, column_span=5),),
        )
    )
    assert [account.use for account in found.rows][2:] == [RowUse.NOT_PLACED] * 3
    assert [each.where for each in found.findings if each.code is Code.ROW_NOT_PLACED] == [
        "table 1, row 3",
        "table 1, row 4",
        "table 1, row 5",
    ]


def test_a_recommendation_without_an_action_is_kept_and_reported():
    found = reading(table(HEAD, (HEAR, "", "", "", ""), (TRAIN, "Hire", "Clerk", "", "May 2026")))
    assert refs(found) == [("12", "Hear every child in the city"), ("13", "Train all who work with children")]
    assert Code.NO_ACTION in codes(found)


def test_a_recommendation_cut_before_a_capital_letter_goes_on_if_it_plainly_was_cut():
    found = reading(
        table(
            HEAD,
            ("12. Hear every child in the", "Ask", "Clerk", "", ""),
            HEAD,
            ("City of Exampleton", "Write", "", "", ""),
        )
    )
    assert refs(found) == [("12", "Hear every child in the City of Exampleton")]
    assert len(found.actions) == 2


@pytest.mark.parametrize("beside", [("", "", "", ""), ("Group Chair", "in July", "2016", "")])
def test_an_action_that_the_end_of_a_page_cut_in_two_is_made_whole(beside):
    lead, progress, deadline, _ = beside
    found = reading(
        table(HEAD, (HEAR, "Ask each school", "Sub", "Letters sent", "October")),
        table(HEAD, ("", "in the city and in the county", lead, progress, deadline), place="table 2"),
        table(HEAD, ("", "Report", "Clerk", "", "May 2016"), place="table 3"),
    )
    assert told(found, "action")[0] == ("Ask each school in the city and in the county",)
    assert len(found.actions) == 2
    assert [source.words for source in found.actions[0].sources] == ["table 1, row 2", "table 2, row 2"]
    if lead:
        assert told(found, "lead", "progress", "deadline")[0] == (
            "Sub Group Chair",
            "Letters sent in July",
            "2016-10",
        )


def test_actions_that_all_begin_with_small_letters_stay_apart():
    found = reading(
        table(
            HEAD,
            (HEAR, "ask each school", "Clerk", "", "May 2026"),
            HEAD,
            ("", "write to each school", "", "", ""),
        )
    )
    assert told(found, "action") == [("ask each school",), ("write to each school",)]


def test_a_plan_on_a_hidden_sheet_is_read_and_flagged():
    found = reading(table(HEAD, (HEAR, "Ask", "Clerk", "", "May 2026"), hidden=True), kind="xlsx")
    assert found.actions[0].hidden
    assert Code.HIDDEN_ROW in codes(found)


def test_lines_that_a_page_was_too_narrow_for_are_made_whole():
    found = reading(
        table(HEAD, (HEAR, "Ask each\nschool", "Board\nChair", "In\nplace", "May\n2026")), kind="pdf"
    )
    assert told(found, "action", "lead", "progress", "deadline") == [
        ("Ask each school", "Board Chair", "In place", "2026-05")
    ]
