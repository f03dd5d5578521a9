"""Two people change one line at once: nothing is lost, and the second sees both (FT-53, FT-54)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import Action, ProgressNote
from goldenthread.board.action_plan.rules.status import Rag, Status
from goldenthread.board.agencies.rules import Role
from tests.board.action_plan.pages import hidden, markup, read, send, told
from tests.factories.action_plan import make_action, make_recommendation
from tests.factories.agencies import make_board_office, make_person, make_post


@pytest.fixture
def kate(db):
    return make_person("Kate", role=Role.BUSINESS_MANAGER, agency=make_board_office())


@pytest.fixture
def line(dee):
    return make_action(make_post("Head of nursing"), by=dee, text="Train the wards")


@pytest.fixture
def browser(dee, signed_in):
    return signed_in(dee)


CHANGES = {
    "status": ({"status": "paused", "reason": "Summer"}, "Paused", "In progress"),
    "deadline": ({"deadline": "May 2100", "reason": "Ill"}, "May 2100", "June 2100"),
    "rag": ({"rag": "red", "reason": "Stuck"}, "Red", "Amber"),
    "wording": ({"kind": "task", "success_measure": "Mine"}, "Mine", "Hers"),
}


def by_kate(line, kate, cell):
    if cell == "status":
        operations.change_status(action=line, status=Status.IN_PROGRESS, by=kate)
    elif cell == "deadline":
        operations.move_deadline(action=line, new=operations.NewDeadline("June 2100", "Late"), by=kate)
    elif cell == "rag":
        operations.override_rag(action=line, rag=Rag.AMBER, reason="Hm", by=kate)
    else:
        operations.edit_action(
            action=line, version=line.version, changes={"success_measure": "Hers"}, by=kate
        )


@pytest.mark.django_db
@pytest.mark.parametrize("cell", CHANGES)
def test_the_second_sees_both_texts_and_nothing_is_saved(browser, kate, line, cell):
    sent, mine, hers = CHANGES[cell]
    version = hidden(markup(browser, f"action-{cell}", line.pk), "version")
    by_kate(line, kate, cell)
    response = send(browser, f"action-{cell}", line.pk, version=version, **sent)
    assert response.status_code == 409
    page = told(response)
    assert "Kate changed" in page
    assert mine in page
    assert hers in page
    line.refresh_from_db()
    assert line.changed_by == kate


@pytest.mark.django_db
@pytest.mark.parametrize("cell", CHANGES)
def test_the_second_may_use_their_own_after_all(browser, kate, line, cell):
    sent, mine, _ = CHANGES[cell]
    version = hidden(markup(browser, f"action-{cell}", line.pk), "version")
    by_kate(line, kate, cell)
    conflict = send(browser, f"action-{cell}", line.pk, version=version, **sent).content.decode()
    assert "Use yours" in conflict
    again = {name: hidden(conflict, name) for name in [*sent, "version"]}
    assert mine in told(send(browser, f"action-{cell}", line.pk, **again))


@pytest.mark.django_db
def test_leads_conflict_in_the_names_of_posts(browser, kate, line):
    version = hidden(markup(browser, "action-lead", line.pk), "version")
    hers, mine = make_post("Matron"), make_post("Porter")
    operations.name_leads(action=line, leads=[hers], by=kate)
    page = told(send(browser, "action-lead", line.pk, version=version, lead_1=mine.pk))
    assert "Matron" in page
    assert "Porter" in page


@pytest.mark.django_db
def test_in_the_table_the_conflict_opens_in_the_cell(browser, kate, line):
    by_kate(line, kate, "rag")
    path = f"/plan/actions/{line.pk}/rag/"
    sent = {"version": line.version, "rag": "red", "reason": "Stuck"}
    response = browser.post(path, sent, headers={"HX-Request": "true"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "Keep theirs" in page
    assert f'id="rag-{line.pk}"' in page
    assert "<html" not in page


@pytest.mark.django_db
def test_a_cell_opens_saves_and_says_when(browser, line):
    path, by_script = f"/plan/actions/{line.pk}/rag/", {"HX-Request": "true"}
    opened = browser.get(path, headers=by_script).content.decode()
    assert f'hx-post="{path}"' in opened
    sent = {"version": line.version, "rag": "red", "reason": "Stuck"}
    saved = browser.post(path, sent, headers=by_script).content.decode()
    assert "Red, by hand" in saved
    assert "Saved " in saved
    assert "Red, by hand" in browser.get(path, {"cell": 1}, headers=by_script).content.decode()


@pytest.mark.django_db
def test_a_recommendation_changed_meanwhile_shows_both(browser, kate):
    one = make_recommendation("142")
    version = hidden(markup(browser, "recommendation-edit", one.pk), "version")
    operations.edit_recommendation(
        recommendation=one, version=one.version, changes={"impact_statement": "Hers"}, by=kate
    )
    sent = {
        "version": version,
        "response": "implement",
        "judgement": "in_progress",
        "impact_statement": "Mine",
    }
    response = send(browser, "recommendation-edit", one.pk, **sent)
    assert response.status_code == 409
    assert "Hers" in told(response)
    assert "Mine" in told(response)
    again = {**sent, "version": hidden(response.content.decode(), "version")}
    assert "Mine" in told(send(browser, "recommendation-edit", one.pk, **again))


@pytest.mark.django_db
def test_a_note_is_kept_whoever_else_writes(browser, kate, line):
    token = hidden(markup(browser, "action", line.pk), "token")
    by_kate(line, kate, "rag")
    operations.add_note(action=line, text="Hers", by=kate)
    send(browser, "action-note", line.pk, text="Mine", token=token)
    page = read(browser, "action", line.pk)
    assert "Hers" in page
    assert "Mine" in page


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_notes_at_once_are_fifty_notes_in_order(dee, line):
    def write(number: int) -> None:
        try:
            operations.add_note(action=Action.objects.get(pk=line.pk), text=f"Note {number}", by=dee)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as people:
        list(people.map(write, range(50)))
    positions = list(ProgressNote.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 51))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_that_save_one_version_at_once_only_one_wins(dee, line):
    def change(number: int) -> bool:
        try:
            new = operations.NewDeadline(f"{number + 1} May 2100", "Because")
            operations.move_deadline(action=line, new=new, by=dee, version=line.version)
        except operations.ChangedMeanwhile:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(change, range(2))) == [False, True]
