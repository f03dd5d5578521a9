"""One recommendation as a one-page story: asked, done, shown, changed, left; and where its thread is weakest."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.rules.status import Tick
from goldenthread.board.agencies.rules import Role
from tests.board.action_plan.pages import hidden, markup, read, send, told
from tests.factories.action_plan import give, make_action, make_evidence, make_recommendation
from tests.factories.agencies import make_board_office, make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(dee, signed_in):
    return signed_in(dee)


@pytest.fixture
def one(db):
    return make_recommendation("142", text="Attendance must be kept")


@pytest.fixture
def chair(db):
    return make_person("Gwen", role=Role.CHAIR, agency=make_board_office())


def chain(page: str) -> dict[str, str]:
    return {words: state for state, words in re.findall(r'chain__link chain__link--(\w+)">(\w+)<', page)}


def test_a_recommendation_nobody_answers_breaks_at_its_first_link(browser, one):
    page = markup(browser, "recommendation", one.pk)
    assert "No action answers this recommendation" in page
    assert chain(page)["Action"] == "breaks"
    assert set(list(chain(page).values())[1:]) == {"open"}


@pytest.mark.parametrize(
    ("lead", "deadline", "weakest", "sentence"),
    [
        (False, "", "Lead", "The only action has nobody to lead it"),
        (True, "", "Deadline", "The only action has no deadline"),
        (True, "May 2100", "Claimed", "The only action is not claimed to be done"),
    ],
)
def test_the_weakest_link_is_the_first_that_any_action_lacks(
    browser, dee, one, lead, deadline, weakest, sentence
):
    make_action(*[make_post()] if lead else [], by=dee, recommendation=one, deadline=deadline)
    page = markup(browser, "recommendation", one.pk)
    assert chain(page)[weakest] == "breaks"
    assert sentence in page
    assert sentence in markup(browser, "recommendations")


def test_the_story_is_whole_once_the_effect_is_confirmed(browser, dee, amara, chair, one):
    line = make_action(make_post(), by=dee, recommendation=one)
    make_evidence(line, by=amara, title="Register")
    for tick, by in zip(Tick, (amara, dee, dee, chair), strict=True):
        give(line, tick, by=by, words="Children were seen sooner")
    page = markup(browser, "recommendation", one.pk)
    assert set(chain(page).values()) == {"holds"}
    words = read(browser, "recommendation", one.pk)
    for part in ("1 of 1 actions done", "Register", "Children were seen sooner", "confirmed by Gwen"):
        assert part in words
    assert "Nothing: every action has worked or was ended" in words


def test_what_is_left_names_each_open_action_and_what_it_lacks(browser, dee, one):
    line = make_action(by=dee, recommendation=one, deadline="")
    assert f"{line.ref} No deadline. No lead. Agreed." in read(browser, "recommendation", one.pk)


def test_a_missing_number_is_proposed_from_its_neighbours_and_given_to_the_actions_too(browser, dee):
    make_recommendation("146")
    lacking = make_recommendation("")
    lacking.ref = ""
    lacking.save()
    make_recommendation("148")
    line = make_action(by=dee, recommendation=lacking)
    assert "Is it 147?" in read(browser, "recommendation", lacking.pk)
    page = markup(browser, "recommendation-number", lacking.pk)
    send(browser, "recommendation-number", lacking.pk, version=hidden(page, "version"), ref="147")
    assert Action.objects.get(pk=line.pk).ref == "147.1"


def test_a_number_that_is_taken_is_refused_in_words(browser, one):
    other = make_recommendation("143")
    response = send(browser, "recommendation-number", other.pk, version=other.version, ref="142")
    assert response.status_code == 422
    assert "There is already a recommendation 142" in told(response)


def test_the_boards_words_are_edited_and_the_sources_own_stay(browser, one):
    page = markup(browser, "recommendation-edit", one.pk)
    send(
        browser, "recommendation-edit", one.pk, version=hidden(page, "version"), response="implement",
        judgement="sustained", impact_statement="Fewer are missed", display_text="Attendance is kept",
        aliases="a, no. 1",
    )  # fmt: skip
    words = read(browser, "recommendation", one.pk)
    for part in (
        "Attendance is kept",
        "Attendance must be kept",
        "Fewer are missed",
        "sustained",
        "a, no. 1",
    ):
        assert part in words


def test_another_answer_than_yes_needs_words(browser, one):
    response = send(
        browser, "recommendation-edit", one.pk, version=1, response="reject_with_reason", judgement="done"
    )
    assert "Enter the answer in words" in told(response)


def test_its_history_tells_what_was_changed(browser, one):
    send(browser, "recommendation-edit", one.pk, version=1, response="implement", judgement="done")
    words = read(browser, "recommendation-history", one.pk)
    assert "Recommendation changed" in words
    assert "Done" in words


def test_a_plan_without_recommendations_says_where_they_come_from(browser):
    assert "No recommendation yet" in read(browser, "recommendations")


def test_twenty_actions_take_no_more_queries_than_one(browser, dee, one):
    def queries(page: str, *args: int) -> int:
        read(browser, page, *args)
        with CaptureQueriesContext(connection) as counted:
            read(browser, page, *args)
        return len(counted)

    make_evidence(make_action(make_post(), by=dee, recommendation=one), by=dee)
    before = queries("recommendation", one.pk), queries("recommendations")
    for _ in range(19):
        make_evidence(make_action(make_post(), by=dee, recommendation=one), by=dee)
    make_action(by=dee)
    assert (queries("recommendation", one.pk), queries("recommendations")) == before
