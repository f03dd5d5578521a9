"""The linter says of each line what it leaves open, in words that a business manager understands."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.board.action_plan.rules.cut_text import longer_name, looks_cut
from goldenthread.board.action_plan.rules.deadlines import read_deadline
from goldenthread.board.action_plan.rules.findings import Code, Finding
from goldenthread.board.action_plan.rules.leads import join_lines, split_leads
from goldenthread.board.action_plan.rules.linter import PlanLine, likely_numbers, lint
from goldenthread.board.action_plan.rules.notes import claims_after, hidden_actions, split_notes

UPDATED = date(2026, 3, 4)


def line(**parts: object) -> PlanLine:
    whole: dict[str, object] = {
        "where": "12.1",
        "ref": "12",
        "recommendation": "Hear every child",
        "action": "Ask each school",
        "lead": "Business Manager",
        "progress": "Letters sent",
        "deadline": read_deadline("May 2026"),
    }
    return PlanLine(**(whole | parts))  # type: ignore[arg-type]


def found(*lines: PlanLine) -> list[Finding]:
    return list(lint(lines, plan_updated=UPDATED))


def codes(*lines: PlanLine) -> list[Code]:
    return [finding.code for finding in found(*lines)]


def test_a_whole_line_has_nothing_to_settle():
    assert codes(line()) == []


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"lead": ""}, Code.NO_LEAD),
        ({"deadline": read_deadline("")}, Code.NO_DEADLINE),
        ({"progress": ""}, Code.NO_PROGRESS),
        ({"recommendation": "", "ref": ""}, Code.NO_RECOMMENDATION),
        ({"action": ""}, Code.NO_ACTION),
        ({"action": "Write a report recommending"}, Code.TEXT_CUT_OFF),
        ({"recommendation": "Hear every child and"}, Code.TEXT_CUT_OFF),
        ({"progress": "Agreed at the board on 20.03.26"}, Code.CLAIM_AFTER_PLAN),
        ({"deadline": read_deadline("Complete – June 2026")}, Code.CLAIM_AFTER_PLAN),
        ({"progress": "PL will look at the data"}, Code.HIDDEN_ACTION),
        ({"lead": "Board Chair/Business Manager"}, Code.SEVERAL_LEADS),
        ({"deadline": read_deadline("Ongoing")}, Code.OPEN_ENDED_DEADLINE),
        ({"deadline": read_deadline("Sept 15")}, Code.AMBIGUOUS_DEADLINE),
        ({"deadline": read_deadline("31 September 2026")}, Code.IMPOSSIBLE_DATE),
        ({"struck_through": True}, Code.STRUCK_THROUGH),
        ({"hidden": True}, Code.HIDDEN_ROW),
    ],
)
def test_each_kind_of_doubt_is_said_once_and_where(parts, code):
    (finding,) = found(line(**parts))
    assert (finding.code, finding.where) == (code, "12.1")
    assert finding.message[0] in "ATN“" or finding.message.startswith("This")
    assert finding.message.endswith((".", "”"))


def test_one_deadline_is_ambiguous_only_once():
    assert codes(line(deadline=read_deadline("Sept 15\nOct 15"))) == [Code.AMBIGUOUS_DEADLINE]


def test_a_lead_that_a_person_has_settled_is_one_body():
    assert codes(line(lead="Board Chair/Business Manager", lead_is_settled=True)) == []


def test_what_stands_above_is_offered_and_never_filled_in():
    lead, deadline = found(line(), line(where="12.2", lead="", deadline=read_deadline("")))
    assert "“Business Manager”" in lead.message
    assert "“May 2026”" in deadline.message


def test_nothing_is_offered_from_another_recommendation():
    (finding,) = found(line(), line(ref="13", recommendation="Train everybody", lead=""))
    assert "Business Manager" not in finding.message


def test_a_number_missing_is_said_once_for_all_actions_of_its_recommendation():
    nameless = {"ref": "", "recommendation": "Train everybody"}
    (finding,) = found(line(), line(**nameless), line(**nameless), line(ref="14", recommendation="Report"))
    assert (finding.code, "13" in finding.message) == (Code.NUMBER_MISSING, True)


@pytest.mark.parametrize(
    ("refs", "likely"),
    [
        (["146", "", "148"], {1: "147"}),
        (["146", "", "", "149"], {1: "147", 2: "148"}),
        (["146", ""], {1: "147"}),
        (["", "2"], {0: "1"}),
        (["", "1"], {0: None}),
        (["146", "", "150"], {1: None}),
        (["1.1", "", "1.3"], {1: "1.2"}),
        (["R1", "", "R3"], {1: "R2"}),
        (["3a", "", "3c"], {1: "3b"}),
        (["", ""], {}),
    ],
)
def test_a_number_is_proposed_only_where_its_neighbours_agree(refs, likely):
    assert likely_numbers(refs) == likely


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("Brief report to go to the board recommending", True),
        ("Agree with the police, schools and", True),
        ("Publish the plan (see appendix", True),
        ("Chair/", True),
        ("Review multi-agency training", False),
        ("Strategy to be signed off", False),
        ("Findings to be acted upon", False),
        ("Ward A", False),
        ("", False),
    ],
)
def test_a_text_that_stops_in_the_middle_is_known_by_its_last_word(text, is_cut):
    assert looks_cut(text) == is_cut


def test_a_name_that_is_longer_beside_it_gives_a_cut_away():
    assert longer_name("Launch Early Help", "The Early Help Strategy is signed off") == "Early Help Strategy"
    assert longer_name("Launch Early Help", "The early help offer is known") is None
    assert longer_name("Write to schools", "Write to Schools Forum") is None


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("Business Manager/Board Chair", ("Business Manager", "Board Chair")),
        ("DS / YM", ("DS", "YM")),
        ("LSCB/SSAB Training and Workforce Group", ("LSCB/SSAB Training and Workforce Group",)),
        ("Business Manager and Board Chair", ("Business Manager", "Board Chair")),
        ("Head of Children and Families", ("Head of Children and Families",)),
        ("Chief Officer, People Services", ("Chief Officer, People Services",)),
        ("Clerk; Chair\nDCS", ("Clerk", "Chair", "DCS")),
        ("", ()),
    ],
)
def test_leads_are_divided_only_where_both_halves_are_somebody(cell, leads):
    assert split_leads(cell) == leads


@pytest.mark.parametrize(
    ("cell", "joined"),
    [
        ("Data Analyst (vacant)\nBusiness Manager", "Data Analyst (vacant) / Business Manager"),
        ("Chief Officer,\nPeople Services", "Chief Officer, People Services"),
        ("Head of\nSafeguarding", "Head of Safeguarding"),
        ("• Clerk\n• Chair\n", "Clerk / Chair"),
    ],
)
def test_lines_of_leads_are_joined_and_broken_names_made_whole(cell, joined):
    assert join_lines(cell) == joined


@pytest.mark.parametrize(
    ("cell", "notes"),
    [
        (
            "Audits reviewed July 2025 Evidence received at meeting 11.08.25 Audits are in progress",
            [
                ("Audits reviewed July 2025", "2025-07"),
                ("Evidence received at meeting 11.08.25", "2025-08-11"),
                ("Audits are in progress", None),
            ],
        ),
        (
            "17.08.25 Report written. Sent to all. 09.09.25: meeting held",
            [
                ("17.08.25 Report written. Sent to all.", "2025-08-17"),
                ("09.09.25: meeting held", "2025-09-09"),
            ],
        ),
        ("Met Dr. Shah. Nothing agreed", [("Met Dr. Shah.", None), ("Nothing agreed", None)]),
        ("• One\n• Two", [("One", None), ("Two", None)]),
        ("", []),
    ],
)
def test_a_cell_is_divided_into_dated_notes_without_losing_a_word(cell, notes):
    split = split_notes(cell)
    assert [(note.text, note.period.on if note.period else None) for note in split] == notes
    assert " ".join(note.text for note in split).split() == cell.replace("•", " ").split()


@pytest.mark.parametrize(
    ("note", "claims"),
    [
        ("Agreed at the away day (20.03.26)", 1),
        ("Workshop held 9 March 2026", 1),
        ("20.03.26 – strategy signed off", 1),
        ("Agreed April 2026", 1),
        ("Agreed March 2026", 0),
        ("Review of membership planned for 08.03.26", 0),
        ("To be completed by 20.03.26", 0),
        ("Meeting with chairs on 09.03.26 to confirm this", 0),
        ("Workshop will be held 9 March 2026", 0),
        ("Report due 20.03.26", 0),
    ],
)
def test_only_what_is_told_as_done_is_a_claim(note, claims):
    assert len(claims_after(note, UPDATED)) == claims


@pytest.mark.parametrize(
    ("note", "hidden"),
    [
        ("PL will review the data. In place.", ("PL will review the data.",)),
        ("Implementation plan to be developed", ("Implementation plan to be developed",)),
        ("CM to draft a foreword", ("CM to draft a foreword",)),
        ("Deep dives, audits required.", ("Deep dives, audits required.",)),
        ("Information collated to inform the profile", ()),
        ("Strategy signed off", ()),
    ],
)
def test_actions_hidden_in_notes_are_found(note, hidden):
    assert hidden_actions(note) == hidden
