"""What leaves as a file comes back as the same plan."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.board.action_plan.exports import (
    Format,
    PrintedAction,
    PrintedPlan,
    PrintedRecommendation,
    write,
)
from goldenthread.board.action_plan.imports import read_plan
from goldenthread.readers.here import read_here
from tests.paths import BOARD_DOCS, needs_shared

from .export_samples import ACTION, FORMULAS, PLAN

REAL_PLANS = (
    "plan_ofsted_para_rag_workbook.xlsx",
    "plan_priority_blocks_rag_by_shading.docx",
    "plan_responsibility_progress_score.docx",
    "scr_style_plan_cp1252.csv",
    "sunderland_2015_action_plan_extracted.txt",
)

WORDS = st.sampled_from(
    """agree training Zoë Łukasz ŵ O'Neil's 'early' "help" {{7*7}} <b> & #1 $5 =1+1 @board C# 10% s.11
    partners; (draft) 漢字 مرحبا \U0001f600""".split()
)
SENTENCES = st.lists(WORDS, min_size=2, max_size=6).map(lambda words: "Ensure " + " ".join(words))
BEGINNINGS = st.sampled_from(["", "", "", "=", "+", "@", "＝", "'", "'=", "-1 "])
CELLS = st.builds("{}{}".format, BEGINNINGS, SENTENCES) | st.just("")
DEADLINES = st.sampled_from(["", "September 2015", "30.09.15", "Sept 15", "Ongoing", "TBC", "End of Q3"])
RAGS = st.sampled_from([("red", "Red"), ("amber-green", "Amber/green"), ("blue", "Blue"), ("", "")])


@st.composite
def actions(draw):
    rag, word = draw(RAGS)
    return PrintedAction(
        ref="",
        text=draw(SENTENCES),
        sub_tasks=tuple(f"First {step}" for step in draw(st.lists(SENTENCES, max_size=3))),
        lead=" / ".join(draw(st.lists(st.sampled_from(["Board Chair", "+Police", "NHS"]), max_size=2))),
        progress=tuple(note for note in draw(st.lists(CELLS, max_size=3)) if note),
        deadline=draw(DEADLINES),
        status=draw(st.sampled_from(["In progress", ""])),
        rag=rag,
        rag_word=word,
        ticks=draw(st.sampled_from(["Claimed, seen", ""])),
        struck_through=draw(st.booleans()),
    )


@st.composite
def plans(draw):
    numbered = enumerate(draw(st.lists(st.lists(actions(), max_size=4), min_size=1, max_size=4)), start=142)
    recommendations = tuple(
        PrintedRecommendation(str(number), f"{draw(SENTENCES)} by way {number}", tuple(under))
        for number, under in numbered
    )
    return replace(PLAN, recommendations=recommendations, with_status=draw(st.booleans()))


def read_back(plan: PrintedPlan, file_format: Format):
    return read_plan(read_here(write(plan, file_format), name=f"plan.{file_format}"))


def words(text: str) -> str:
    """The words of an action with its steps, without the bullets between them."""
    return " ".join(text.replace("•", " ").split())


def expected(plan: PrintedPlan, *, strikes: bool = True):
    return [
        (
            recommendation.ref or "",
            recommendation.text,
            [
                (
                    words(
                        " ".join(
                            [action.text, *(step for step in action.sub_tasks if step not in action.text)]
                        )
                    ),
                    action.sub_tasks,
                    action.lead,
                    "\n".join(action.progress),
                    action.deadline,
                    action.rag_word if plan.with_status else "",
                    action.struck_through and strikes,
                )
                for action in recommendation.actions
            ],
        )
        for recommendation in plan.recommendations
    ]


def found(reading):
    return [
        (
            recommendation.ref,
            recommendation.recommendation,
            [
                (
                    words(action.action),
                    action.sub_tasks,
                    action.lead,
                    action.progress,
                    action.deadline.raw,
                    action.rag_raw,
                    action.struck_through,
                )
                for action in recommendation.actions
            ],
        )
        for recommendation in reading.recommendations
    ]


@pytest.mark.slow
@pytest.mark.parametrize("file_format", [Format.DOCX, Format.XLSX, Format.CSV])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_a_plan_that_is_written_and_read_again_is_the_same_plan(file_format, plan):
    reading = read_back(plan, file_format)
    assert found(reading) == expected(plan, strikes=file_format != Format.CSV)
    if file_format != Format.CSV:
        assert reading.plan_updated.last_day == date(2015, 9, 4)


@pytest.mark.slow
@pytest.mark.parametrize("file_format", list(Format))
@pytest.mark.parametrize("with_status", [False, True])
def test_the_sample_plan_comes_back_from_every_format(file_format, with_status):
    plan = replace(PLAN, with_status=with_status)
    again, wanted = found(read_back(plan, file_format)), expected(plan, strikes=file_format != Format.CSV)
    assert again == wanted or (file_format == Format.PDF and squeezed(again) == squeezed(wanted))


def squeezed(recommendations):
    """A PDF shows where its lines end, not where a note does or whether a blank stood there."""
    return [
        (
            ref,
            text,
            [tuple("".join(str(cell).replace("•", "").split()) for cell in action) for action in under],
        )
        for ref, text, under in recommendations
    ]


def printed(reading) -> PrintedPlan:
    """A plan as it was read, to be printed again."""
    recommendations = (
        PrintedRecommendation(
            each.ref or None,
            each.recommendation,
            tuple(
                PrintedAction(
                    ref="",
                    text=action.action,
                    sub_tasks=action.sub_tasks,
                    lead=action.lead,
                    progress=tuple(action.progress.split("\n")),
                    deadline=action.deadline.raw,
                    rag=action.rag.value,
                    rag_word=action.rag_raw,
                    struck_through=action.struck_through,
                )
                for action in each.actions
            ),
        )
        for each in reading.recommendations
    )
    return replace(PLAN, recommendations=tuple(recommendations), with_status=True)


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("file_format", list(Format))
@pytest.mark.parametrize("source", REAL_PLANS)
def test_a_real_plan_is_the_same_plan_after_import_export_and_reading_again(source, file_format):
    plan = printed(read_plan(read_here(BOARD_DOCS / source)))
    again, wanted = found(read_back(plan, file_format)), expected(plan, strikes=file_format != Format.CSV)
    assert again == wanted or (file_format == Format.PDF and squeezed(again) == squeezed(wanted))


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_csv_file_comes_back_as_it_was_typed(formula):
    """AT-081: the guard in front of it is ours to take off."""
    action = replace(ACTION, lead=formula, sub_tasks=())
    plan = replace(PLAN, recommendations=(PrintedRecommendation("1", "Keep children safe", (action,)),))
    [recommendation] = read_back(plan, Format.CSV).recommendations
    assert recommendation.actions[0].lead == formula.strip()


@pytest.mark.parametrize("bullet", ["", "• ", "•"])
def test_steps_that_an_imported_text_still_holds_are_not_printed_twice(bullet):
    text = f"Agree it via: {bullet}Talking to partners {bullet}A meeting"
    action = PrintedAction(ref="1", text=text, sub_tasks=("Talking to partners", "A meeting"))
    plan = replace(PLAN, recommendations=(PrintedRecommendation("1", "Keep children safe", (action,)),))
    [[_, _, [again]]] = found(read_back(plan, Format.DOCX))
    assert again[0] == "Agree it via: Talking to partners A meeting"
    assert again[1] == action.sub_tasks
