"""A plan four times as long takes about four times as long to read: nothing is compared with everything."""

from __future__ import annotations

from time import process_time

import pytest

from goldenthread.board.action_plan.imports import read_plan
from goldenthread.readers.table import FileTables
from tests.board.action_plan.made_tables import table

HEAD = ("Recommendation", "Action", "Lead", "Progress", "Deadline", "RAG")


def long_plan(actions: int) -> FileTables:
    rows = (
        (
            f"{number // 5 + 1}. Ensure that arrangement {number // 5} works for each child"
            if number % 5 == 0
            else "",
            f"Agree step {number} of the arrangement with each agency of the partnership",
            f"Chair of group {number % 7}/Business Manager",
            f"Report {number} written in August 2025 and discussed on 17.08.25. CM to draft a foreword",
            f"{number % 28 + 1}/10/26",
            "A/G",
        )
        for number in range(actions)
    )
    return FileTables("docx", (table(HEAD, *rows),))


def seconds(tables: FileTables) -> float:
    def once() -> float:
        begun = process_time()
        read_plan(tables)
        return process_time() - begun

    return min(once() for _ in range(2))


@pytest.mark.slow
def test_the_time_grows_no_faster_than_the_plan():
    short, long = long_plan(600), long_plan(4 * 600)
    assert len(read_plan(long).actions) == 4 * 600
    assert seconds(long) < 8 * seconds(short)
