"""What cells of a plan say beyond their text: merged, shaded, several lines, dates and scores."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.readers.table import Cell
from tests.board.action_plan.made_tables import HEAD, HEAR, codes, reading, table, told


def test_a_lead_and_a_deadline_merged_over_several_rows_hold_for_all_of_them():
    found = reading(
        table(
            HEAD,
            (
                Cell(HEAR, 0, row_span=2),
                "Ask",
                Cell("Clerk", 2, row_span=2),
                "",
                Cell("May 2026", 4, row_span=2),
            ),
            (None, "Write", None, "", None),
        )
    )
    assert told(found, "action", "lead", "deadline") == [
        ("Ask", "Clerk", "2026-05"),
        ("Write", "Clerk", "2026-05"),
    ]


def test_numbers_that_go_on_within_a_recommendation_are_the_actions_own():
    found = reading(
        table(
            ("No", "Recommendation", "Action", "Owner", "Target date"),
            ("1.1", "Hear every child", "Ask", "Clerk", "30/05/26"),
            ("1.2", "", "Write", "Clerk", "30/06/26"),
            ("2.1", "Train everybody", "Hire", "Clerk", "TBC"),
        )
    )
    assert [each.ref for each in found.recommendations] == ["1", "2"]
    assert [action.number for action in found.actions] == ["1.1", "1.2", "2.1"]


def test_several_numbers_in_one_cell_are_its_number_and_others():
    found = reading(
        table(
            ("Ofsted Para No", *HEAD), ("17. (57, 138)", "Hear every child", "Ask", "Clerk", "", "May 2026")
        )
    )
    assert (found.recommendations[0].ref, found.recommendations[0].aliases) == ("17", ("57", "138"))


@pytest.mark.parametrize(
    ("action", "lead", "progress", "deadline"),
    [
        ("Ask each school\nAsk each nursery", "Clerk\nChair", "Done\nNot begun", "May 2026\nJune 2026"),
        (
            "1. Ask each school\n2. Ask each nursery",
            "1. Clerk\n2. Chair",
            "1. Done\n2. Not begun",
            "May 2026\nJune 2026",
        ),
        (
            "Ask each school\n\nAsk each nursery",
            "Clerk\n\nChair",
            "Done\n\nNot begun",
            "May 2026\n\nJune 2026",
        ),
    ],
)
def test_several_actions_in_one_cell_take_the_lines_beside_them(action, lead, progress, deadline):
    found = reading(table(HEAD, (HEAR, action, lead, progress, deadline)))
    assert told(found, "action", "lead", "progress", "deadline") == [
        ("Ask each school", "Clerk", "Done", "2026-05"),
        ("Ask each nursery", "Chair", "Not begun", "2026-06"),
    ]
    assert Code.LINES_DO_NOT_ALIGN not in codes(found)


def test_an_empty_line_answers_its_action_with_nothing():
    found = reading(
        table(HEAD, (HEAR, "1. Ask\n2. Write\n3. Report", "Clerk", "Done", "May 2026\n\nJune 2026"))
    )
    assert told(found, "action", "lead", "deadline_raw") == [
        ("Ask", "Clerk", "May 2026"),
        ("Write", "Clerk", ""),
        ("Report", "Clerk", "June 2026"),
    ]


def test_lines_that_do_not_align_are_attached_whole_and_reported():
    found = reading(
        table(
            HEAD,
            (HEAR, "Ask each school\nAsk nurseries\nWrite up", "Clerk\nChair", "Done", "May 2026\nJune 2026"),
        )
    )
    assert [lead for (lead,) in told(found, "lead")] == ["Clerk / Chair"] * 3
    assert {Code.LINES_DO_NOT_ALIGN, Code.AMBIGUOUS_DEADLINE} <= codes(found)


def test_leads_that_stand_together_are_dealt_out_by_what_the_same_action_says_elsewhere():
    head = ("No.", "Recommendation", "Responsibility", "Date", "Progress")
    found = reading(
        table(
            head,
            ("1", "Hear every child", "Board Chair", "May 2026", "Ask each school – done"),
            ("2", "Train everybody", "Clerk / Board Chair", "May 2026\nMay 2026\nJune 2026",
             "Hire a trainer – done\nAsk each school – done\nReport twice – not begun"),
        )
    )  # fmt: skip
    assert told(found, "action", "lead")[1:] == [
        ("Hire a trainer", "Clerk / Board Chair"),
        ("Ask each school", "Board Chair"),
        ("Report twice", "Clerk / Board Chair"),
    ]
    assert {Code.NO_ACTION_COLUMN, Code.LINES_DO_NOT_ALIGN} <= codes(found)


def test_a_plan_without_a_column_of_actions_does_its_recommendations():
    found = reading(
        table(
            ("Recommendation", "Lead", "Progress", "Deadline"),
            (HEAR, "Clerk", "Letters were sent", "May 2026"),
        )
    )
    assert told(found, "action", "progress") == [("Hear every child in the city", "Letters were sent")]
    assert Code.NO_ACTION_COLUMN in codes(found)


def test_dates_stored_as_numbers_or_dates_are_read():
    found = reading(
        table(
            HEAD,
            (HEAR, "Ask", "Clerk", "", Cell("42277", 4, value=42277.0)),
            ("", "Write", "Clerk", "", Cell("30/09/2015", 4, value=date(2015, 9, 30))),
        ),
        kind="xlsx",
    )
    assert told(found, "deadline_raw", "deadline") == [("42277", "2015-09-30"), ("2015-09-30", "2015-09-30")]


def test_two_columns_of_deadlines_tell_that_one_was_moved():
    found = reading(
        table(
            ("Recommendation", "Action", "Lead", "Original deadline", "Revised deadline"),
            (HEAR, "Ask", "Clerk", "May 2026", "July 2026"),
            ("", "Write", "Clerk", "June 2026", ""),
        )
    )
    assert [(each.deadline.on, each.deadline.revised_from) for each in found.actions] == [
        ("2026-07", "2026-05"),
        ("2026-06", None),
    ]


def test_a_deadline_of_which_a_part_is_struck_through_was_moved():
    moved = Cell("May 2026 July 2026", 4, struck_text="May 2026")
    (action,) = reading(table(HEAD, (HEAR, "Ask", "Clerk", "", moved))).actions
    assert (action.deadline.on, action.deadline.revised_from) == ("2026-07", "2026-05")


@pytest.mark.parametrize(
    ("cell", "lead", "deadline"),
    [
        ("Business Manager, Sept 2026", "Business Manager", "Sept 2026"),
        ("Chair by 30/10/26", "Chair", "30/10/26"),
        ("Business Manager\nOngoing", "Business Manager", "Ongoing"),
        ("Business Manager", "Business Manager", ""),
    ],
)
def test_a_column_for_lead_and_deadline_together_is_divided(cell, lead, deadline):
    found = reading(
        table(
            ("Recommendation", "Action", "Lead and timescale", "Progress"),
            (HEAR, "Ask each school", cell, ""),
            ("", "Write to each school", "Chair by 1/10/26", ""),
        )
    )
    assert told(found, "lead", "deadline_raw")[0] == (lead, deadline)


def test_the_shading_of_any_column_is_the_rating_where_no_column_is_called_so():
    found = reading(
        table(
            HEAD,
            (HEAR, "Ask", "Clerk", "", Cell("May 2026", 4, fill="#00B050")),
            ("", "Write", "Clerk", "", Cell("May 2026", 4, fill="#FF0000")),
            ("", "Report", "Clerk", "", "May 2026"),
        )
    )
    assert told(found, "rag_raw", "rag") == [("G", "green"), ("R", "red"), ("", "none")]
    assert Code.RAG_BY_SHADING in codes(found)


@pytest.mark.parametrize("shade", ["#DEEAF6", "#D9D9D9"])
def test_bands_of_rows_in_a_pale_colour_are_no_rating(shade):
    rows = [
        tuple(Cell(text, column, fill=fill) for column, text in enumerate(("", "Ask again", "Clerk", "")))
        for fill in (shade, None, shade, None)
    ]
    alone = ("", "Write", "Clerk", Cell("", 3, fill="#D9D9D9"))
    found = reading(
        table(("Recommendation", "Action", "Lead", "RAG"), (HEAR, "Ask", "Clerk", "G"), *rows, alone)
    )
    assert told(found, "rag") == [("green",), *[("none",)] * 4, ("grey",)]


@pytest.mark.parametrize("where", ["below", "beside"])
def test_scores_mean_what_the_key_says(where):
    scores = ("1 Fully achieved", "2 On track", "3 Slipped", "4 Not achieved")
    plan = table(
        ("Recommendation", "Action", "Lead", "Score"),
        (HEAR, "Ask", "Clerk", "1"),
        ("", "Write", "Clerk", "4"),
        ("", "Report", "Clerk", "7"),
    )
    key = table(*[tuple(score.split(" ", 1)) for score in scores], place="table 2")
    found = reading(plan, closing=("\n".join(scores),)) if where == "below" else reading(plan, key)
    assert told(found, "rag") == [("blue",), ("red",), ("none",)]
    assert Code.RAG_NOT_UNDERSTOOD in codes(found)
