"""Tables that a converter flattened to text: runs of spaces stand where the columns were divided."""

from __future__ import annotations

import pytest

from goldenthread.readers import read_here
from goldenthread.readers.table import Table
from tests.readers.reading import only_table


def grid(table: Table) -> list[dict[int, str]]:
    return [{cell.column: cell.text for cell in row.cells} for row in table.rows]


@pytest.mark.parametrize("width", [2, 4, 8])
def test_tabs_turned_into_spaces_keep_their_empty_cells(width):
    tabs = "Ref\tAction\tLead\tBy when\n1\tAsk schools\tChair\tMay 2026\n\tAsk nurseries\t\tJune 2026\n"
    table = only_table(tabs.replace("\t", " " * width).encode(), "plan.txt")
    assert grid(table)[1:] == [
        {0: "1", 1: "Ask schools", 2: "Chair", 3: "May 2026"},
        {1: "Ask nurseries", 3: "June 2026"},
    ]


DRAWN = """Plan of the board

Finding                  Action              Lead      By when
1. Hear every child      Ask each school     Chair     May 2026
in the city              in writing
                         Ask nurseries                 June 2026
2. Train everybody       Hire a trainer      Manager

Agreed by the board
"""


def test_a_table_drawn_with_spaces_keeps_its_columns_and_joins_lines_that_were_wrapped():
    file = read_here(DRAWN.encode(), name="plan.txt")
    (table,) = file.tables
    assert grid(table)[1:] == [
        {0: "1. Hear every child in the city", 1: "Ask each school in writing", 2: "Chair", 3: "May 2026"},
        {1: "Ask nurseries", 3: "June 2026"},
        {0: "2. Train everybody", 1: "Hire a trainer", 2: "Manager"},
    ]
    assert [row.number for row in table.rows] == [3, 4, 6, 7]
    assert (table.lead_in, file.closing) == (("Plan of the board",), ("Agreed by the board",))
    assert file.rows_counted == 4


def test_a_word_that_had_no_room_carries_on_the_line_above_though_it_begins_with_a_capital():
    drawn = (
        "Action             Lead        By when\n"
        "Write to Northern  Chair       May 2026\n"
        "Police             and clerk\n"
        "Write again        Clerk       June 2026\n"
    )
    table = only_table(drawn.encode(), "plan.txt")
    assert grid(table)[1:] == [
        {0: "Write to Northern Police", 1: "Chair and clerk", 2: "May 2026"},
        {0: "Write again", 1: "Clerk", 2: "June 2026"},
    ]


def test_sentences_with_two_spaces_between_them_are_no_table():
    text = b"We met in May.  All came.  The plan was agreed.\nNobody objected.\n\nThat is all.\n"
    assert read_here(text, name="notes.txt").tables == ()


def test_lines_with_tabs_end_a_table_of_spaces():
    text = b"Ref  Action  Lead\n1  Ask  Chair\nRef\tAction\tLead\n2\tTell\tChair\n"
    assert [len(table.rows) for table in read_here(text, name="plan.txt").tables] == [2, 2]
