"""Ratings of a file by letter, word, score and colour; and the rating that the system works out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.board.action_plan.rules.rag import read_fills, read_key, read_rag
from goldenthread.board.action_plan.rules.status import Rag, Standing, Status, rate

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "rag"),
    [
        ("G", "green"), ("green", "green"), ("A/G", "amber-green"), ("Amber/Green", "amber-green"), ("A", "amber"),
        ("AMBER", "amber"), ("A/R", "amber-red"), ("R", "red"), ("Red", "red"), ("B", "blue"), ("Complete", "blue"),
        ("", "none"),
    ],
)  # fmt: skip
def test_a_letter_or_word_is_a_rating(text, rag):
    assert read_rag(text).rag == rag


def test_a_score_means_what_the_key_below_the_table_says():
    key = read_key(["1 Fully Achieved", "2 On Track", "3 Slipped", "4 Not Achieved"])
    assert [read_rag(score, key=key).rag for score in "1234"] == ["blue", "green", "amber", "red"]


def test_colours_are_known_by_hue_and_white_and_grey_are_none():
    fills = read_fills(["#00B050", "#92D050", "#FFC000", "#FF0000", "#0070C0", "#FFFFFF", "#D9D9D9"])
    assert fills["#FF0000"] == "red"
    assert fills["#00B050"] == "green"
    assert fills["#FFC000"] == "amber"
    assert fills["#0070C0"] == "blue"
    assert fills.get("#FFFFFF", "none") == "none"


def standing(**changes) -> Standing:
    usual = {
        "status": Status.IN_PROGRESS,
        "has_lead": True,
        "due_by": TODAY + timedelta(days=60),
        "last_note_on": TODAY,
        "agreed_on": TODAY,
    }
    return Standing(**{**usual, **changes})


@pytest.mark.parametrize(
    ("changes", "rag"),
    [
        ({}, Rag.GREEN),
        ({"due_by": TODAY}, Rag.GREEN),
        ({"due_by": TODAY - timedelta(days=1)}, Rag.RED),
        ({"due_by": TODAY + timedelta(days=28), "last_note_on": None}, Rag.AMBER),
        ({"due_by": TODAY + timedelta(days=29), "last_note_on": None}, Rag.GREEN),
        ({"due_by": TODAY + timedelta(days=5), "last_note_on": TODAY - timedelta(days=29)}, Rag.AMBER),
        ({"has_lead": False}, Rag.RED),
        ({"due_by": None}, Rag.GREY),
        ({"due_by": None, "agreed_on": TODAY - timedelta(days=15)}, Rag.RED),
        ({"due_by": None, "agreed_on": None}, Rag.GREY),
        ({"due_by": None, "next_review_on": TODAY}, Rag.AMBER),
        ({"status": Status.EVIDENCE_VERIFIED, "due_by": TODAY - timedelta(days=9)}, Rag.BLUE),
        ({"status": Status.AWAITING_EVIDENCE, "due_by": TODAY - timedelta(days=9)}, Rag.RED),
        ({"status": Status.CANCELLED}, Rag.GREY),
        ({"status": Status.PAUSED, "due_by": TODAY - timedelta(days=9)}, Rag.GREY),
    ],
)
def test_the_rating_follows_from_deadline_lead_notes_and_status(changes, rag):
    assert rate(standing(**changes), on=TODAY).rag is rag


def test_a_rating_says_why_in_a_sentence():
    assert rate(standing(due_by=TODAY - timedelta(days=23)), on=TODAY).because == "Overdue by 23 days."
