"""Plans that a converter flattened to text: tabs, spaces or bars, and cells that were lost."""

from __future__ import annotations

import re

import pytest

from goldenthread.board.action_plan.imports import as_json, read_plan
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.readers import read_here
from tests.board.action_plan.made_tables import told
from tests.paths import BOARD_DOCS, needs_shared

TEXT = """Board action plan
Updated 4th March 2026

Recommendation\tAction\tLead\tProgress\tDeadline
12. Hear every child in the city\tAsk each school in writing\tBusiness Manager\tLetters sent\tMay 2026
\tAsk each nursery in writing\tBoard Chair\tTo be begun\tJune 2026
13 Train all who work with children\tHire a trainer for the board\tTraining Officer\tPost advertised\tJuly 2026
"""
WHOLE = [
    ("Ask each school in writing", "Business Manager", "Letters sent", "2026-05"),
    ("Ask each nursery in writing", "Board Chair", "To be begun", "2026-06"),
    ("Hire a trainer for the board", "Training Officer", "Post advertised", "2026-07"),
]


@pytest.mark.parametrize(
    "flattened",
    [
        TEXT,
        TEXT.replace("\t", "    "),
        TEXT.replace("\t", "  "),
        TEXT.replace("\t", " | "),
        re.sub(r"(?m)^\t", "", TEXT),
        TEXT.replace("\n", "\n\n"),
        TEXT.replace("\n", "\r\n"),
    ],
    ids=["tabs", "four spaces", "two spaces", "bars", "first tab lost", "blank lines", "Windows"],
)
def test_text_is_read_however_a_converter_left_it(flattened):
    found = read_plan(read_here(flattened.encode(), name="plan.txt"))
    assert told(found, "action", "lead", "progress", "deadline") == WHOLE
    assert [each.ref for each in found.recommendations] == ["12", "13"]


def test_a_cell_that_was_lost_is_found_by_what_the_others_say_and_reported():
    text = TEXT.replace("\tBoard Chair", "").replace("\tPost advertised", "")
    found = read_plan(read_here(text.encode(), name="plan.txt"))
    assert told(found, "lead", "progress", "deadline")[1:] == [
        ("", "To be begun", "2026-06"),
        ("Training Officer", "", "2026-07"),
    ]
    assert [each.where for each in found.findings if each.code is Code.ROW_REALIGNED] == ["line 6", "line 7"]


def _spaces(text: str, width: int) -> str:
    return text.replace("\t", " " * width)


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize(
    "lose",
    [
        lambda text: _spaces(text, 2),
        lambda text: _spaces(text, 8),
        lambda text: re.sub(r"(?m)^\t", "", text),
        lambda text: re.sub(r"(?m)\t+$", "", text),
        lambda text: text.replace("\n", "\n\n"),
    ],
    ids=["two spaces", "eight spaces", "first tabs lost", "last tabs lost", "blank lines"],
)
def test_the_real_plan_is_the_same_however_a_converter_left_it(lose):
    path = BOARD_DOCS / "sunderland_2015_action_plan_extracted.txt"
    text = path.read_text(encoding="utf-8")
    whole = as_json(read_plan(read_here(text.encode(), name=path.name)))["rows"]
    assert as_json(read_plan(read_here(lose(text).encode(), name=path.name)))["rows"] == whole
