"""The plan that a person sees in a file is the plan that is read: real layouts, and every oddity by itself."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

from goldenthread.board.action_plan.imports import CannotReadPlan, Kind, PlanReading, as_json, read_plan
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.readers import read, read_here
from goldenthread.readers.table import Cell, FileTables, Row, Table
from tests.paths import BOARD_DOCS, SHARED, SUNDERLAND, needs_shared

HEAD = ("Recommendation", "Action", "Lead", "Progress", "Deadline")

# --- The layouts whose truth was written by hand ------------------------------------------------------------

PRECISIONS = {"invalid date": "none", "month?ambiguous with 15 September": "month"}
KNOWN_DIFFERENCES = {
    # The truth keeps paragraph numbers that the document does not show: it calls its priorities 1a to 3a.
    "plan_priority_blocks_rag_by_shading.docx": {"ref"},
    # Its key has four scores, so "2, on track" cannot be told from amber-green.
    "plan_responsibility_progress_score.docx": {"rag", "rag_raw"},
}


def in_our_words(action: dict[str, Any]) -> dict[str, Any]:
    """The truth's words in those of the issue: blue is complete, a precision is one word, a date cell its date."""
    told = dict(action)
    if "rag" in told:
        told["rag"] = "blue" if told["rag"] == "complete" else told["rag"]
    if "deadline_precision" in told:
        precision = told["deadline_precision"]
        told["deadline_precision"] = PRECISIONS.get(precision, precision.split(";")[0])
    told["deadline_raw"] = told["deadline_raw"].removesuffix(" (date cell)")
    return told


def without(thing: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name not in names}


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "plan_ofsted_para_rag_workbook.xlsx",
        "plan_priority_blocks_rag_by_shading.docx",
        "plan_responsibility_progress_score.docx",
        "scr_style_plan_cp1252.csv",
        "sunderland_2015_action_plan_extracted.txt",
    ],
)
def test_the_reader_equals_the_truth(name):
    truth = json.loads((BOARD_DOCS / name).with_suffix(".truth.json").read_text(encoding="utf-8"))
    found = as_json(read_plan(read(BOARD_DOCS / name)))
    left_out = KNOWN_DIFFERENCES.get(name, set())
    assert len(found["rows"]) == len(truth["rows"])
    for ours, theirs in zip(found["rows"], truth["rows"], strict=True):
        assert ours["recommendation"] == theirs["recommendation"]
        assert ours["ref"] == (ours["ref"] if "ref" in left_out else theirs["ref"])
        told = [without(in_our_words(action), left_out) for action in theirs["actions"]]
        read_back = [
            {key: action[key] for key in expected}
            for action, expected in zip(ours["actions"], told, strict=True)
        ]
        assert read_back == told


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("path", [SUNDERLAND, BOARD_DOCS / "sunderland_2015_action_plan_extracted.txt"])
class TestSunderland:
    def test_it_counts_what_the_plan_holds_and_what_it_lacks(self, path):
        reading = read_plan(read(path))
        codes = Counter(finding.code for finding in reading.findings)
        assert len(reading.recommendations) == 7
        assert len(reading.actions) == 28
        assert codes[Code.NO_DEADLINE] == 15
        assert codes[Code.NO_LEAD] == 8
        assert codes[Code.NO_PROGRESS] == 15
        assert reading.plan_updated.last_day == date(2015, 9, 4)

    def test_it_proposes_147_and_gives_it_to_nobody(self, path):
        reading = read_plan(read(path))
        assert [each.ref for each in reading.recommendations] == [
            "142",
            "143",
            "144",
            "145",
            "146",
            "",
            "148",
        ]
        assert reading.recommendations[5].likely_ref == "147"
        (said,) = [each.message for each in reading.findings if each.code is Code.NUMBER_MISSING]
        assert "147" in said

    def test_it_flags_the_agreement_of_a_day_to_come_and_not_the_meetings_planned(self, path):
        reading = read_plan(read(path))
        (said,) = [each.message for each in reading.findings if each.code is Code.CLAIM_AFTER_PLAN]
        assert "20.09.15" in said
        assert "08.09.15" not in said

    def test_it_knows_each_recommendation_by_its_letter_too(self, path):
        aliases = [each.aliases for each in read_plan(read(path)).recommendations]
        assert aliases in ([(letter,) for letter in "abcdefg"], [()] * 7), "the shorter file has no such list"
        assert (path == SUNDERLAND) == (aliases[0] == ("a",))

    def test_it_keeps_every_word_even_the_wrong_ones(self, path):
        text = json.dumps(as_json(read_plan(read(path))), ensure_ascii=False)
        for words in ("it's replacement", "to addressed immediately", "Agency dates on CSE"):
            assert words in text

    def test_it_sees_the_texts_that_were_cut(self, path):
        reading = read_plan(read(path))
        cut = [each.message for each in reading.findings if each.code is Code.TEXT_CUT_OFF]
        assert any("recommending" in said for said in cut)


@needs_shared
def test_a_document_without_a_plan_is_told_apart():
    with pytest.raises(CannotReadPlan):
        read_plan(read(SHARED / "data" / "board_docs" / "attendance_register.xlsx"))


# --- Every oddity by itself, in invented words --------------------------------------------------------------


def table(*rows: tuple[str, ...], place: str = "table 1", lead_in: tuple[str, ...] = ()) -> Table:
    return Table(
        place,
        tuple(
            Row(number, tuple(Cell(text, column) for column, text in enumerate(row)))
            for number, row in enumerate(rows, start=1)
        ),
        lead_in,
    )


def plan(*rows: tuple[str, ...], lead_in: tuple[str, ...] = (), head: tuple[str, ...] = HEAD) -> PlanReading:
    found = table(head, *rows, lead_in=lead_in)
    return read_plan(FileTables("docx", (found,), rows_counted=len(found.rows)))


def codes(reading: PlanReading) -> set[Code]:
    return {finding.code for finding in reading.findings}


FIRST = ("12. Hear children", "Ask each school", "Board Chair", "Letter sent", "March 2026")


def test_q1_a_missing_number_is_proposed_from_its_neighbours_and_no_row_is_lost():
    reading = plan(FIRST, ("Hear staff too", "Ask staff", "", "", ""), ("14 Report", "Write", "", "", ""))
    assert [(each.ref, each.likely_ref) for each in reading.recommendations] == [
        ("12", None),
        ("", "13"),
        ("14", None),
    ]
    assert Code.NUMBER_MISSING in codes(reading)


@pytest.mark.parametrize("written", ["12. Hear children", "12 Hear children", "12) Hear children"])
def test_q2_a_number_is_read_however_it_is_punctuated(written):
    (recommendation,) = plan((written, *FIRST[1:])).recommendations
    assert (recommendation.ref, recommendation.recommendation) == ("12", "Hear children")


def test_q3_q6_a_header_repeated_by_a_page_break_is_dropped_and_the_recommendation_goes_on():
    reading = plan(FIRST, HEAD, ("", "Ask each nursery", "Board Chair", "", "April 2026"))
    (recommendation,) = reading.recommendations
    assert [action.action for action in recommendation.actions] == ["Ask each school", "Ask each nursery"]


def test_q4_q5_a_page_break_that_cuts_a_row_in_two_is_healed():
    reading = plan(
        (
            "12 Hear children, making",
            "Ask each school",
            "Chair/Head of",
            "Letters sent, answers to",
            "March 2026",
        ),
        HEAD,
        ("sure that they are heard.", "", "Safeguarding", "be read", ""),
        ("", "Report", "", "", ""),
    )
    (recommendation,) = reading.recommendations
    assert recommendation.recommendation == "Hear children, making sure that they are heard."
    assert recommendation.actions[0].lead == "Chair/Head of Safeguarding"
    assert recommendation.actions[0].progress == "Letters sent, answers to be read"
    assert len(recommendation.actions) == 2


def test_q5_the_rest_of_a_recommendation_may_stand_beside_a_new_action():
    reading = plan(
        ("12 Hear children and", "Ask each school", "Chair", "", "March 2026"),
        HEAD,
        ("act on what they say", "Report to the board", "Chair", "", "May 2026"),
    )
    (recommendation,) = reading.recommendations
    assert recommendation.recommendation == "Hear children and act on what they say"
    assert [action.action for action in recommendation.actions] == ["Ask each school", "Report to the board"]


def test_q7_a_sentence_that_was_never_finished_is_kept_and_flagged():
    reading = plan(
        ("12 Hear children", "Short report to come to the board recommending", "Chair", "x", "May 2026")
    )
    assert Code.TEXT_CUT_OFF in codes(reading)
    assert reading.actions[0].action.endswith("recommending")


def test_q8_a_blank_is_never_filled_in_but_the_value_above_is_offered():
    reading = plan(FIRST, ("", "Report", "", "", ""))
    blank = reading.actions[1]
    assert (blank.lead, blank.deadline.raw) == ("", "")
    assert (blank.lead_above, blank.deadline_above) == ("Board Chair", "March 2026")
    assert {Code.NO_LEAD, Code.NO_DEADLINE, Code.NO_PROGRESS} <= codes(reading)


def test_q9_several_leads_are_proposed_and_the_cell_stays_as_it_is():
    reading = plan(("12 Hear children", "Ask", "Business Manager/Board Chair", "x", "May 2026"))
    assert reading.actions[0].lead == "Business Manager/Board Chair"
    assert reading.actions[0].leads == ("Business Manager", "Board Chair")
    assert Code.SEVERAL_LEADS in codes(reading)


def test_q11_a_month_is_overdue_only_after_its_last_day():
    deadline = plan(FIRST).actions[0].deadline
    assert (deadline.first_day, deadline.last_day) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (deadline.on, deadline.precision) == ("2026-03", "month")


def test_q12_notes_that_run_together_are_split_only_as_a_proposal():
    text = "Letters sent 17.02.26 Answers read at the meeting of 03.03.26"
    action = plan(("12 Hear", "Ask", "Chair", text, "May 2026")).actions[0]
    assert action.progress == text
    assert len(action.notes) >= 2


@pytest.mark.parametrize(
    ("said", "flagged"),
    [
        ("Agreed at the away day (20.03.26)", True),
        ("Meeting planned for 20.03.26", False),
        ("Meeting to be held on 20.03.26", False),
        ("Agreed at the away day (01.03.26)", False),
    ],
)
def test_q13_only_what_is_told_as_done_after_the_plan_is_flagged(said, flagged):
    reading = plan(("12 Hear", "Ask", "Chair", said, "May 2026"), lead_in=("Updated 4th March 2026",))
    assert reading.plan_updated.last_day == date(2026, 3, 4)
    assert (Code.CLAIM_AFTER_PLAN in codes(reading)) == flagged


def test_q15_q16_other_numbers_and_wordings_above_the_table_are_kept():
    reading = plan(
        ("61. Secure the whole board's agreement to its plan", "Agree it", "Chair", "x", "May 2026"),
        ("62. Watch the quality of services", "Measure it", "Chair", "x", "May 2026"),
        lead_in=("a) Secure the full board's agreement to its plan", "b) Watch the quality of services"),
    )
    assert [each.aliases for each in reading.recommendations] == [("a",), ("b",)]
    assert reading.recommendations[0].variants == ("Secure the full board's agreement to its plan",)


def test_q17_bullets_inside_a_cell_become_steps_of_the_action():
    action = plan(("12 Hear", "Agree it via: •A meeting •A letter", "Chair", "x", "May 2026")).actions[0]
    assert action.sub_tasks == ("A meeting", "A letter")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Review the training strategy", Kind.TASK),
        ("Board to commit to working in partnership", Kind.COMMITMENT),
        ("Agree twelve measures", Kind.DECISION),
        ("Council to lead and the board to hold it to account", Kind.OVERSIGHT),
    ],
)
def test_q18_a_stance_is_told_apart_from_a_task(words, kind):
    assert plan(("12 Hear", words, "Chair", "x", "May 2026")).actions[0].kind is kind


def test_q19_an_action_hidden_in_a_note_is_found():
    reading = plan(("12 Hear", "Ask", "Chair", "PL will look at the data. Audits required.", "May 2026"))
    assert Code.HIDDEN_ACTION in codes(reading)


def test_q20_a_plan_without_a_rating_has_none():
    action = as_json(plan(FIRST))["rows"][0]["actions"][0]
    assert (action["rag"], action["rag_raw"]) == ("none", "")


# --- What cannot be read ------------------------------------------------------------------------------------


def test_a_file_without_a_plan_says_what_was_looked_for():
    with pytest.raises(CannotReadPlan, match=r"[Nn]o plan|action") as refusal:
        plan(("Ann", "5", "x", "y", "z"), head=("Name", "Age", "Town", "Street", "Phone"))
    assert "Ann" not in str(refusal.value)


def test_two_different_plans_in_one_file_are_told_apart_and_named():
    first = table(HEAD, FIRST, ("13 Report", "Write", "Chair", "", "May 2026"), place="sheet 'Ofsted'",
                  lead_in=("Inspection action plan",))  # fmt: skip
    second = table(HEAD, ("1. Neglect", "Train", "Nurse", "", "June 2026"), ("2. Missing", "Count", "Police", "", ""),
                   place="sheet 'Neglect'", lead_in=("Neglect strategy action plan",))  # fmt: skip
    with pytest.raises(CannotReadPlan, match=r"Ofsted.*Neglect|Neglect.*Ofsted"):
        read_plan(FileTables("xlsx", (first, second), rows_counted=6))


def test_text_that_looks_like_a_formula_or_a_script_stays_text():
    hostile = '=HYPERLINK("http://x") <script>alert(1)</script> {{7*7}}'
    data = (
        'Recommendation,Action,Lead,Progress,Deadline\n12. Hear,"'
        + hostile.replace('"', '""')
        + '",C,n,May 2026\n'
    )
    (action,) = read_plan(read_here(data.encode(), name="plan.csv")).actions
    assert action.action == hostile
