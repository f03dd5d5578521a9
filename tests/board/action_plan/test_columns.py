"""Columns are known by the words of their headings and by their values, and a person's choice goes before both."""

from __future__ import annotations

import pytest

from goldenthread.board.action_plan.imports import (
    CannotReadPlan,
    Certainty,
    Field,
    as_json,
    find_tables,
    match_columns,
    read_plan,
)
from goldenthread.readers.table import FileTables
from tests.board.action_plan.made_tables import HEAR, TRAIN, reading, table, told
from tests.board.action_plan.plans import HEADINGS


@pytest.mark.parametrize(
    ("name", "heading"), [(name, each) for name, words in HEADINGS.items() for each in words]
)
def test_a_heading_is_known_by_its_words(name, heading):
    assert match_columns([heading]).columns == {Field(name): 0}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Lead for the action", Field.LEAD),
        ("Progress against actions", Field.PROGRESS),
        ("Action deadline", Field.DEADLINE),
        ("Recommendation No.", Field.REF),
        ("Action Ref", Field.ACTION_NUMBER),
        ("Assessment of progress (Categories 1 - 4)", Field.RAG),
        ("Evidence of completion", Field.PROGRESS),
        ("Timescale/ Target", Field.DEADLINE),
        ("Output/Outcome measurement", Field.PROGRESS),
        ("Page No.", None),
        ("Date completed", None),
        ("Telephone", None),
    ],
)
def test_the_stronger_word_of_a_heading_counts(heading, field):
    assert list(match_columns([heading]).columns) == ([field] if field else [])


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("Status", ("Red", "Green", "Amber"), Field.RAG),
        ("Status", ("Letters went out to schools", "Two schools have answered so far"), Field.PROGRESS),
        ("To be completed by", ("BM", "IC", "DS / YM"), Field.LEAD),
        ("To be completed by", ("May 2026", "30/06/26"), Field.DEADLINE),
        ("Priority", ("High", "Low", "High"), None),
        ("", ("1", "2", "3"), Field.REF),
    ],
)
def test_values_decide_what_words_leave_open(heading, values, field):
    matched = match_columns([heading, "Action"], [values, ("Ask each school in the city",)])
    assert matched.field_of(0) == field


def test_what_was_guessed_is_said_to_be_guessed():
    matched = match_columns(["Deadline", "When"])
    assert matched.certainty[Field.DEADLINE] is Certainty.CERTAIN
    assert match_columns(["When"]).certainty[Field.DEADLINE] is Certainty.GUESSED


def test_tables_are_offered_with_their_headings_and_first_values():
    rows = [
        (f"{number}. Hear child {number}", f"Ask school {number}", "Clerk", "May 2026")
        for number in range(1, 6)
    ]
    (found,) = find_tables(
        FileTables("docx", (table(("Plan",), ("Recommendation", "Action", "Lead", "Deadline"), *rows),))
    )
    assert (found.place, found.header_rows, found.looks_like_plan) == ("table 1", (2,), True)
    assert found.headings == ("Recommendation", "Action", "Lead", "Deadline")
    assert found.samples[1] == ("Ask school 1", "Ask school 2", "Ask school 3")


UNKNOWN = table(
    ("Thing", "Deed", "Somebody", "Some day"), (HEAR, "Ask", "Clerk", "May 2026"), (TRAIN, "Hire", "", "")
)


def test_a_person_may_say_what_columns_mean():
    file = FileTables("docx", (UNKNOWN,))
    with pytest.raises(CannotReadPlan):
        read_plan(file)
    columns = {"table 1": {0: Field.RECOMMENDATION, 1: Field.ACTION, 2: Field.LEAD, 3: Field.DEADLINE}}
    found = read_plan(file, columns=columns, header_rows={"table 1": 1})
    assert told(found, "action", "lead", "deadline") == [("Ask", "Clerk", "2026-05"), ("Hire", "", None)]


def test_only_the_tables_that_a_person_has_chosen_are_read():
    head = ("Recommendation", "Action", "Lead", "Deadline")
    tables = (
        table(head, (HEAR, "Ask", "Clerk", "May 2026"), place="table 1", lead_in=("Inspection action plan",)),
        table(head, (TRAIN, "Hire", "Chair", "May 2026"), place="table 2", lead_in=("Neglect action plan",)),
    )
    with pytest.raises(CannotReadPlan, match="2 different plans, which begin at table 1 and table 2"):
        reading(*tables)
    columns = {"table 2": dict(enumerate((Field.RECOMMENDATION, Field.ACTION, Field.LEAD, Field.DEADLINE)))}
    found = read_plan(FileTables("docx", tables), columns=columns)
    assert told(found, "action") == [("Hire",)]


def test_a_person_may_say_what_values_mean():
    head = ("Recommendation", "Action", "Lead", "Deadline", "RAG")
    file = FileTables("docx", (table(head, (HEAR, "Ask", "BM", "When staffed", "7")),))
    values = {
        Field.RAG: {"7": "amber"},
        Field.LEAD: {"BM": "Business Manager"},
        Field.DEADLINE: {"When staffed": "May 2026"},
    }
    (action,) = as_json(read_plan(file, values=values))["rows"][0]["actions"]
    assert (action["rag"], action["lead"]) == ("amber", "Business Manager")
    assert (action["deadline_raw"], action["deadline"]) == ("When staffed", "2026-05")


def test_a_refusal_names_headings_and_no_other_text():
    secret = table(("Child", "Notes of visit"), ("Ann Example", "Progress: evidence of harm, 3 May"))
    scores = table(("Ref", "Target", "RAG", "Commentary"), ("1", "95%", "G", "Ann Example"), place="table 2")
    with pytest.raises(CannotReadPlan) as refusal:
        reading(secret, scores)
    assert "table 2: Ref, Target, RAG, Commentary" in str(refusal.value)
    assert "Ann" not in str(refusal.value)
    assert "harm" not in str(refusal.value)
