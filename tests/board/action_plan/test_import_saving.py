"""Saving an import: what was previewed goes into the plan, once, and nothing else."""

from __future__ import annotations

import pghistory
import pytest
from django.db import connection
from django.utils import timezone

from goldenthread.board.action_plan.jobs import save_batch
from goldenthread.board.action_plan.models import (
    Action,
    DeadlineChange,
    ImportBatch,
    PlanVersion,
    ProgressNote,
    Recommendation,
)
from goldenthread.board.action_plan.operations import (
    NewDeadline,
    add_evidence,
    add_note,
    edit_action,
    move_deadline,
)
from goldenthread.board.action_plan.operations.importing import CannotImport, KnownFile, give_up_import
from goldenthread.board.action_plan.operations.importing_choices import (
    choose_leads,
    correct_line,
    leave_out,
    number_lines,
    split_notes_apart,
    use_value_above,
)
from goldenthread.board.action_plan.operations.importing_save import PlanChanged, begin_saving, save_import
from goldenthread.board.action_plan.operations.importing_undo import undo_import
from goldenthread.board.action_plan.queries.importing import decisions
from goldenthread.board.action_plan.queries.story import story
from goldenthread.board.action_plan.rules.importing import Verdict
from goldenthread.board.agencies.models import Post
from goldenthread.board.documents.operations import open_checked
from tests.board.action_plan.importing import PLAN, changed, import_plan, plan_csv, read_in, save
from tests.factories.action_plan import make_action

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

WITH_TITLE = "Harle Action Plan,,,,\r\nUpdated 4th September 2015,,,,\r\n,,,,\r\n"


@pytest.fixture
def plan(tmp_path, dee):
    return import_plan(tmp_path, by=dee)


def lead_titles(action):
    return [lead.post.title for lead in action.leads.order_by("position")]


def test_every_line_of_the_file_is_in_the_plan_in_its_order(plan):
    assert plan.state == ImportBatch.State.SAVED, plan.message
    assert [action.text for action in Action.objects.order_by("pk")] == [row[1] for row in PLAN]
    assert [action.ref for action in Action.objects.order_by("pk")] == ["1.1", "1.2", "2.1"]


def test_imported_lines_are_agreed_and_not_assessed(plan):
    assert {(action.status, action.rag_imported) for action in Action.objects.all()} == {("agreed", "")}


def test_a_blank_lead_and_deadline_stay_blank(plan):
    action = Action.objects.get(ref="1.2")
    assert (action.deadline_raw, action.due_to) == ("", None)


def test_a_deadline_is_kept_as_given_and_as_understood(plan):
    action = Action.objects.get(ref="1.1")
    assert action.deadline_raw == "September 2015"
    assert (action.due_from.isoformat(), action.due_to.isoformat()) == ("2015-09-01", "2015-09-30")


def test_several_leads_in_one_cell_stay_one_until_somebody_divides_them(tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(), by=dee)
    assert decisions(batch).lines[1].line.leads == ("Business Manager/Chair",)
    choose_leads(batch=batch, leads={"Business Manager/Chair": ["Chair", "Business Manager"]}, by=dee)
    batch.refresh_from_db()
    save(batch, by=dee)
    action = Action.objects.get(ref="1.2")
    assert lead_titles(action) == ["Chair", "Business Manager"]
    assert action.leads.get(accountable=True).post.title == "Chair"


def test_how_leads_were_divided_is_remembered_for_the_next_file(tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(), by=dee)
    choose_leads(batch=batch, leads={"Business Manager/Chair": ["Chair", "Business Manager"]}, by=dee)
    batch.refresh_from_db()
    save(batch, by=dee)
    again = read_in(tmp_path, plan_csv(changed(PLAN, 0, deadline="May 2016")), by=dee)
    assert decisions(again).lines[1].verdict is Verdict.UNCHANGED


def test_a_known_post_leads_and_no_second_one_is_made(tmp_path, dee):
    Post.objects.create(title="Business manager")
    import_plan(tmp_path, by=dee)
    assert Post.objects.filter(title__iexact="business manager").count() == 1


def test_a_title_that_ends_as_a_bodys_does_becomes_a_body(plan):
    assert Post.objects.get(title="Participation Group").kind == Post.Kind.BODY
    assert Post.objects.get(title="Business Manager").kind == Post.Kind.POST


def test_a_progress_cell_is_one_note_word_for_word(plan):
    (note,) = ProgressNote.objects.all()
    assert (note.text, note.said_on, note.imported) == ("Begun May 2015", None, True)


def test_a_progress_cell_is_divided_into_dated_notes_if_somebody_asks(tmp_path, dee):
    rows = changed(PLAN, 0, progress="Begun in May 2015. Half done in July 2015.")
    batch = read_in(tmp_path, plan_csv(rows), by=dee)
    split_notes_apart(batch=batch, split=True, by=dee)
    batch.refresh_from_db()
    save(batch, by=dee)
    notes = ProgressNote.objects.order_by("position")
    assert [(note.said_on.isoformat(), note.precision) for note in notes] == [
        ("2015-05-01", "month"),
        ("2015-07-01", "month"),
    ]


def test_bullets_in_an_action_become_its_steps(tmp_path, dee):
    rows = changed(
        PLAN, 0, action="Agree a structure via:\n• a meeting with partners\n• a paper to the board"
    )
    import_plan(tmp_path, rows, by=dee)
    action = Action.objects.get(ref="1.1")
    assert [step.text for step in action.sub_tasks.order_by("position")] == [
        "a meeting with partners",
        "a paper to the board",
    ]


def test_the_day_a_plan_says_it_was_updated_becomes_a_version_with_the_original(tmp_path, dee):
    batch = save(read_in(tmp_path, WITH_TITLE.encode() + plan_csv(), by=dee), by=dee)
    version = PlanVersion.objects.get()
    assert (version.title, version.original) == ("Updated 4 September 2015", batch.original)


def test_the_value_above_is_used_only_where_somebody_asks(tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(), by=dee)
    assert use_value_above(batch=batch, positions=[1, 2, 3], what="deadline", by=dee) == 1
    save(batch, by=dee)
    assert Action.objects.get(ref="1.2").deadline_raw == "September 2015"


def test_a_missing_number_is_given_to_all_lines_of_its_recommendation(tmp_path, dee):
    rows = (("Make every meeting count", *PLAN[0][1:]), *PLAN[1:])
    batch = read_in(tmp_path, plan_csv(rows), by=dee)
    number_lines(batch=batch, recommendation="Make every meeting count", ref="1", by=dee)
    save(batch, by=dee)
    assert Recommendation.objects.get(ref="1").actions.count() == 2


def test_what_a_person_puts_right_is_saved_and_the_files_words_are_kept(tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(), by=dee)
    row = batch.rows.get(position=1)
    correct_line(row=row, values={"text": "Keep one register"}, by=dee)
    save(batch, by=dee)
    row.refresh_from_db()
    assert row.action.text == "Keep one register"
    assert row.parsed["text"] == "Keep a register of attendance"


def test_a_line_left_out_is_not_saved(tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(), by=dee)
    leave_out(batch=batch, shown=[1, 2, 3], kept=[1, 3], by=dee)
    save(batch, by=dee)
    assert not Action.objects.filter(text__contains="absences").exists()


def test_one_bad_line_keeps_all_from_being_saved_until_it_is_put_right(tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(changed(PLAN, 0, lead="x" * 301)), by=dee)
    with pytest.raises(CannotImport, match="1 lines must be put right"):
        begin_saving(batch=batch, fingerprint=decisions(batch).fingerprint(), by=dee)
    assert not Action.objects.exists()


def test_the_same_file_again_is_told_of_the_first_import(tmp_path, dee, plan):
    with pytest.raises(KnownFile, match=r"Dee on .* as “plan\.csv”. There is nothing to do"):
        read_in(tmp_path, plan_csv(), by=dee, name="renamed.csv")


def test_the_same_plan_in_other_bytes_changes_nothing(tmp_path, dee, plan):
    again = read_in(tmp_path, plan_csv().replace(b"\r\n", b"\n"), by=dee)
    decided = decisions(again)
    assert decided.changes_nothing
    assert decided.counts[Verdict.UNCHANGED] == 3


def test_a_corrected_file_changes_only_what_differs(tmp_path, dee, plan):
    import_plan(tmp_path, changed(PLAN, 2, deadline="November 2015"), by=dee)
    assert [action.version for action in Action.objects.order_by("pk")] == [1, 1, 2]
    assert Action.objects.get(version=2).deadline_raw == "November 2015"
    (moved,) = DeadlineChange.objects.all()
    assert (moved.deadline_before, moved.deadline_after) == ("October 2015", "November 2015")


def test_a_progress_cell_that_was_written_on_adds_only_its_end(tmp_path, dee, plan):
    import_plan(tmp_path, changed(PLAN, 0, progress="Begun May 2015 and ended in June 2015"), by=dee)
    notes = ProgressNote.objects.order_by("position")
    assert [note.text for note in notes] == ["Begun May 2015", "and ended in June 2015"]


def test_what_the_file_lacks_stays_in_the_plan(tmp_path, dee, plan):
    batch = read_in(tmp_path, plan_csv(PLAN[:2]), by=dee)
    assert [line.ref for line in decisions(batch).not_in_file] == ["2.1"]
    save(batch, by=dee)
    assert Action.objects.count() == 3


def test_nothing_is_saved_if_the_plan_changed_after_the_preview(tmp_path, dee, plan):
    batch = read_in(tmp_path, plan_csv(changed(PLAN, 2, deadline="November 2015")), by=dee)
    seen = decisions(batch).fingerprint()
    action = Action.objects.get(ref="2.1")
    move_deadline(action=action, new=NewDeadline("May 2016", reason="Schools asked"), by=dee)
    with pytest.raises(PlanChanged):
        begin_saving(batch=batch, fingerprint=seen, by=dee)


def test_a_change_between_agreeing_and_saving_leads_back_to_the_preview(tmp_path, dee, plan):
    batch = read_in(tmp_path, plan_csv(changed(PLAN, 2, deadline="November 2015")), by=dee)
    begin_saving(batch=batch, fingerprint=decisions(batch).fingerprint(), by=dee)
    action = Action.objects.get(ref="2.1")
    move_deadline(action=action, new=NewDeadline("May 2016", reason="Schools asked"), by=dee)
    save_batch(batch=batch.pk, person=dee.pk)
    batch.refresh_from_db()
    action.refresh_from_db()
    assert (batch.state, action.deadline_raw) == (ImportBatch.State.READ, "May 2016")
    assert "Nothing was saved" in batch.message


def test_a_job_that_runs_twice_saves_once(dee, plan):
    save_import(batch=plan, by=dee)
    save_batch(batch=plan.pk, person=dee.pk)
    assert Action.objects.count() == 3


def test_undo_takes_everything_back_and_the_import_stays_to_be_seen(dee, plan):
    undone = undo_import(batch=plan, by=dee)
    assert undone.words == "3 lines were taken back."
    assert not Action.objects.exists()
    assert not Recommendation.objects.exists()
    assert not Post.objects.exists()
    plan.refresh_from_db()
    assert (plan.state, plan.rows.count()) == (ImportBatch.State.UNDONE, 3)


def test_undo_puts_back_what_was_changed(tmp_path, dee, plan):
    rows = changed(
        changed(PLAN, 2, deadline="November 2015", lead="Chair"), 0, progress="Begun May 2015. Done."
    )
    batch = import_plan(tmp_path, rows, by=dee)
    assert Action.objects.get(ref="2.1").deadline_raw == "November 2015"
    undo_import(batch=batch, by=dee)
    action = Action.objects.get(ref="2.1")
    assert (action.deadline_raw, action.due_to.isoformat()) == ("October 2015", "2015-10-31")
    assert lead_titles(action) == ["Participation Group"]
    assert [note.text for note in ProgressNote.objects.all()] == ["Begun May 2015"]


def test_undo_leaves_the_lines_that_somebody_built_on_and_names_them(dee, plan):
    add_note(action=Action.objects.get(ref="1.1"), text="We met", by=dee)
    edited = Action.objects.get(ref="2.1")
    edit_action(action=edited, version=1, changes={"success_measure": "More talk"}, by=dee)
    undone = undo_import(batch=plan, by=dee)
    assert undone.stay == ("1.1", "2.1")
    assert "1.1, 2.1" in undone.words
    assert {action.ref for action in Action.objects.all()} == {"1.1", "2.1"}


def test_an_import_is_undone_only_once(dee, plan):
    undo_import(batch=plan, by=dee)
    with pytest.raises(CannotImport):
        undo_import(batch=plan, by=dee)


def test_a_file_that_was_undone_can_be_imported_again(tmp_path, dee, plan):
    undo_import(batch=plan, by=dee)
    import_plan(tmp_path, by=dee)
    assert Action.objects.count() == 3


def test_history_names_the_import_with_every_line(plan):
    events = pghistory.models.Events.objects.tracks(Action.objects.get(ref="1.1"))
    assert [event.pgh_context["batch"] for event in events] == [plan.pk]


def test_a_line_tells_where_it_came_from(dee, plan):
    told = story(dee, Action.objects.get(ref="2.1"), on=timezone.localdate(), as_at=None)
    assert told.came_from.batch.file_name == "plan.csv"
    assert told.came_from.place.endswith("row 4")
    assert told.original.sha256 == plan.sha256


def test_saving_asks_the_database_as_often_for_thirty_lines_as_for_three(
    tmp_path, dee, django_assert_max_num_queries
):
    rows = [(f"{each}. Recommendation {each}", f"Do thing {each}", "Chair", "", "") for each in range(30)]
    batch = read_in(tmp_path, plan_csv(rows), by=dee)
    begin_saving(batch=batch, fingerprint=decisions(batch).fingerprint(), by=dee)
    with django_assert_max_num_queries(30, connection=connection):
        save_batch(batch=batch.pk, person=dee.pk)


def test_giving_up_an_import_leaves_a_file_that_somebody_uses_as_evidence(tmp_path, dee):
    batch = read_in(tmp_path, plan_csv(), by=dee)
    kept = batch.original
    add_evidence(action=make_action(by=dee), document=kept.document, by=dee)
    give_up_import(batch=batch, by=dee)
    batch.refresh_from_db()
    assert (batch.state, batch.original) == ("given_up", None)
    assert open_checked(kept) == plan_csv()
