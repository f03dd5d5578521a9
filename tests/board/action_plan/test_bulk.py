"""One change to many lines: chosen, previewed, saved as one, and taken back as one."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.rules.status import Status
from tests.board.action_plan.pages import markup, send, told
from tests.factories.action_plan import make_action, make_recommendation
from tests.factories.agencies import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(dee, signed_in):
    return signed_in(dee)


@pytest.fixture
def lines(dee):
    one = make_recommendation("142")
    return [make_action(make_post(), by=dee, recommendation=one, deadline="") for _ in range(3)]


def keys(lines) -> str:
    return ",".join(str(line.pk) for line in lines)


def undo(browser, page) -> str:
    path = re.search(r'action="([^"]+/undo/[^"]+)"', page.content.decode())[1]
    return told(browser.post(path, follow=True))


def test_the_lines_that_were_ticked_are_the_lines_that_are_asked_about(browser, lines):
    page = browser.get(reverse("plan-bulk"), {"chosen": [lines[0].pk, lines[2].pk]}).content.decode()
    assert "Change 2 actions" in page
    assert lines[1].ref not in page


def test_all_that_match_are_chosen_by_the_filters_in_force(browser, dee, lines):
    make_action(by=dee)
    assert "Change 3 actions" in markup(browser, "plan-bulk", all_matching=1, deadline="none")


def test_nothing_ticked_leads_back_with_a_sentence(browser, lines):
    assert "Tick at least one action first" in told(browser.get(reverse("plan-bulk"), follow=True))


def test_the_preview_shows_old_and_new_and_saves_nothing(browser, lines):
    page = told(send(browser, "plan-bulk-preview", chosen=keys(lines), deadline="May 2100"))
    assert "3 will change" in page
    assert "None → May 2100" in page
    assert not Action.objects.exclude(deadline_raw="").exists()


def test_lines_that_cannot_change_are_told_apart(browser, dee, lines):
    operations.change_status(action=lines[0], status=Status.CANCELLED, reason="Merged", by=dee)
    page = told(send(browser, "plan-bulk-preview", chosen=keys(lines), status="paused", reason="Summer"))
    assert "2 will change, 1 cannot" in page
    assert f"{lines[0].ref} is cancelled: it cannot become paused" in page


def test_what_was_previewed_is_saved_and_undone_as_one(browser, lines):
    post = make_post("New lead")
    page = send(browser, "plan-bulk-save", chosen=keys(lines), lead=post.pk, deadline="May 2100", status="paused",
                reason="Summer")  # fmt: skip
    assert "3 actions changed" in told(page)
    assert set(Action.objects.values_list("deadline_raw", "status")) == {("May 2100", "paused")}
    assert "3 actions put back" in undo(browser, page)
    assert set(Action.objects.values_list("deadline_raw", "status")) == {("", "agreed")}
    assert not Action.objects.filter(leads__post=post).exists()


def test_undo_leaves_what_somebody_changed_since(browser, dee, lines):
    page = send(browser, "plan-bulk-save", chosen=keys(lines), deadline="May 2100")
    operations.move_deadline(action=lines[0], new=operations.NewDeadline("June 2100", "Holiday"), by=dee)
    back = undo(browser, page)
    assert "2 actions put back" in back
    assert f"Somebody changed {lines[0].ref} since" in back
    lines[0].refresh_from_db()
    assert lines[0].deadline_raw == "June 2100"


def test_undo_happens_once_and_only_for_whom_it_is(browser, amara, signed_in, lines):
    page = send(browser, "plan-bulk-save", chosen=keys(lines), deadline="May 2100")
    path = re.search(r'action="([^"]+/undo/[^"]+)"', page.content.decode())[1]
    assert signed_in(amara).post(path).status_code == 403
    browser.post(path)
    assert browser.post(path).status_code == 404


@pytest.mark.parametrize("chosen", ["", "1;drop table", "-1,abc", "9" * 40])
def test_keys_that_are_none_choose_nothing(browser, lines, chosen):
    response = browser.post(
        reverse("plan-bulk-save"), {"chosen": chosen, "deadline": "May 2100"}, follow=True
    )
    assert response.status_code in {200, 422}
    assert not Action.objects.exclude(deadline_raw="").exists()


def test_a_change_of_nothing_is_told(browser, lines):
    response = send(browser, "plan-bulk-preview", chosen=keys(lines))
    assert response.status_code == 422
    assert "Choose what is to change" in told(response)


@pytest.mark.parametrize("page", ["plan-bulk-preview", "plan-bulk-save"])
def test_who_may_not_edit_changes_nothing(amara, signed_in, lines, page):
    assert send(signed_in(amara), page, chosen=keys(lines), deadline="May 2100").status_code == 403
