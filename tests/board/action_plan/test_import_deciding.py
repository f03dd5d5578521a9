"""What a file would do to the plan: decided once, for the preview and for saving."""

from __future__ import annotations

import pytest

from goldenthread.board.action_plan.rules.importing import (
    FileLine,
    LiveLine,
    LiveRecommendation,
    Verdict,
    decide,
)
from goldenthread.board.action_plan.rules.matching import match_texts
from goldenthread.board.action_plan.rules.progress import added_progress


def line(text="Keep a register of attendance", position=1, ref="1", recommendation="Meet often", **values):
    return FileLine(position, ref, recommendation, text, **values)


def live(*actions, ref="1", text="Meet often", pk=1, **values):
    return LiveRecommendation(pk, 1, ref, text, actions=actions, **values)


def action(text="Keep a register of attendance", pk=11, ref="1.1", **values):
    return LiveLine(pk, 1, ref, text, **values)


def verdicts(decided):
    return [each.verdict for each in decided.lines]


def test_a_line_that_the_plan_lacks_is_added():
    assert verdicts(decide([line()], [])) == [Verdict.ADD]


def test_a_line_that_the_plan_has_is_unchanged():
    assert verdicts(decide([line()], [live(action())])) == [Verdict.UNCHANGED]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ({"deadline": "October 2015"}, {"deadline": "September 2015"}),
        ({"leads": ("Chair",)}, {"leads": ("Business Manager",)}),
        ({"rag": "red"}, {"rag": "green"}),
        ({"progress": "Done in May"}, {"notes": ("Begun in April",)}),
        ({"struck_through": True}, {}),
    ],
)
def test_what_differs_is_changed_and_nothing_else(written, kept):
    (decided,) = decide([line(**written)], [live(action(**kept))]).lines
    assert decided.verdict is Verdict.CHANGE
    assert len(decided.changes) == 1


def test_a_blank_cell_never_empties_what_the_plan_holds():
    full = action(deadline="May 2015", leads=("Chair",), notes=("Begun",), rag="green")
    assert verdicts(decide([line()], [live(full)])) == [Verdict.UNCHANGED]


def test_a_deadline_written_otherwise_is_the_same_deadline():
    assert verdicts(decide([line(deadline="Sept 2015.")], [live(action(deadline="Sept. 2015"))])) == [
        Verdict.UNCHANGED
    ]


def test_a_line_whose_words_are_mostly_the_same_is_changed_not_added():
    (decided,) = decide([line("Keep a full register of attendance")], [live(action())]).lines
    assert (decided.verdict, decided.action.pk) == (Verdict.CHANGE, 11)


def test_a_line_of_other_words_is_added():
    decided = decide([line("Ask children what helped them most")], [live(action())])
    assert verdicts(decided) == [Verdict.ADD]
    assert [each.pk for each in decided.not_in_file] == [11]


def test_an_action_is_known_by_its_number_whatever_its_words():
    numbered = FileLine(1, "1", "Meet often", "Write to every school", ref="1.1")
    (decided,) = decide([numbered], [live(action())]).lines
    assert (decided.verdict, decided.action.pk) == (Verdict.CHANGE, 11)


def test_a_recommendation_is_known_by_another_number_it_goes_by():
    decided = decide([line(ref="142")], [live(action(), aliases=("142",))])
    assert decided.recommendations[0].pk == 1


def test_two_numbers_are_two_recommendations_however_alike_their_words():
    decided = decide([line(ref="2")], [live(action())])
    assert decided.recommendations[0].pk is None


def test_another_wording_of_a_recommendation_is_kept_beside_the_first():
    decided = decide([line(recommendation="Meet more often")], [live(action())])
    assert [(change.what, change.after) for change in decided.recommendations[0].changes] == [
        ("wording", "Meet more often")
    ]


def test_a_number_found_later_is_given_to_the_recommendation():
    decided = decide([line()], [live(action(), ref="")])
    assert [(change.what, change.after) for change in decided.recommendations[0].changes] == [("ref", "1")]


def test_the_same_text_twice_meets_two_lines_of_the_plan():
    decided = decide([line(position=1), line(position=2)], [live(action(pk=11), action(pk=12, ref="1.2"))])
    assert [each.action.pk for each in decided.lines] == [11, 12]


def test_a_line_left_out_changes_nothing_and_is_not_missing():
    decided = decide([line("Keep a long register of attendance", left_out=True)], [live(action())])
    assert verdicts(decided) == [Verdict.SKIP]
    assert not decided.not_in_file
    assert decided.changes_nothing


def test_a_recommendation_of_which_all_is_left_out_is_not_wanted():
    assert not decide([line(left_out=True)], []).recommendations[0].wanted


def test_a_line_with_a_problem_stops_the_saving_until_it_is_left_out():
    assert decide([line(problem="Too long.")], []).problems
    assert not decide([line(problem="Too long.", left_out=True)], []).problems


def test_a_recommendation_without_action_is_added_once():
    assert verdicts(decide([line("")], [])) == [Verdict.ADD]
    assert verdicts(decide([line("")], [live()])) == [Verdict.UNCHANGED]


def test_the_same_decisions_have_the_same_fingerprint_and_others_another():
    one, same = decide([line()], [live(action())]), decide([line()], [live(action())])
    assert one.fingerprint() == same.fingerprint()
    assert one.fingerprint() != decide([line()], [live(action(deadline="May"))]).fingerprint()


@pytest.mark.parametrize(
    ("cell", "notes", "added"),
    [
        ("Begun in May", (), "Begun in May"),
        ("Begun in May", ("Begun in May",), ""),
        ("Begun in May. Ended in June.", ("Begun in May.",), "Ended in June."),
        ("Begun in May. Ended in June.", ("Begun in May.", "Ended in June."), ""),
        ("Ended in June\nBegun in May", ("Begun in May",), "Ended in June"),
        ("", ("Begun in May",), ""),
    ],
)
def test_only_the_new_part_of_a_progress_cell_is_noted(cell, notes, added):
    assert added_progress(cell, notes) == added


def test_the_best_of_several_alike_texts_is_taken():
    old = ["Review the training strategy of the board", "Review the training programme of the board"]
    assert match_texts(["Review the training programme of our board"], old) == {0: 1}


@pytest.mark.slow
def test_thousands_of_texts_that_all_changed_a_little_are_matched_fast():
    old = [
        f"Agency {number} reviews its procedures for place {number * 7} every year" for number in range(4000)
    ]
    new = [text.replace("every year", "each year") for text in reversed(old)]
    matched = match_texts(new, old)
    assert len(matched) == 4000
    assert all(old[other].split()[1] == new[place].split()[1] for place, other in matched.items())
