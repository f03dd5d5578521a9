"""Every page of the plan shows the past as it stood, and offers nothing to change there."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import reverse

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.rules.status import Tick
from tests.board.action_plan.pages import markup, read, sends_to_the_plan
from tests.factories.action_plan import give, make_action, make_evidence, make_recommendation
from tests.factories.agencies import make_post

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def moment() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0].isoformat()


@pytest.fixture
def browser(dee, signed_in):
    return signed_in(dee)


@pytest.fixture
def line(dee):
    one = make_recommendation("142", text="Attendance must be kept")
    line = make_action(
        make_post("Matron"), by=dee, recommendation=one, text="Train the wards", deadline="May 2100"
    )
    operations.add_note(action=line, text="Begun", by=dee)
    return line


@pytest.fixture
def then(line, dee, amara) -> str:
    """A moment after which nearly everything about the line changed."""
    before = moment()
    now = Action.objects.get(pk=line.pk)
    operations.edit_action(
        action=now, version=now.version, changes={"display_text": "Drill the wards"}, by=dee
    )
    operations.move_deadline(action=now, new=operations.NewDeadline("June 2100", "Ill"), by=dee)
    operations.name_leads(action=now, leads=[make_post("Porter")], by=dee)
    operations.add_note(action=now, text="Stopped", by=dee)
    make_evidence(now, by=dee, title="Register")
    give(now, Tick.CLAIMED, by=amara, words="All done")
    make_action(by=dee, text="Added later", recommendation=line.recommendation)
    return before


@pytest.mark.parametrize("page", ["plan", "action", "recommendation"])
def test_what_stood_then_is_shown_and_nothing_of_what_came_after(browser, line, then, page):
    args = {"plan": [], "action": [line.pk], "recommendation": [line.recommendation_id]}[page]
    read(browser, page, *args)
    past, today = (table_or_page(markup(browser, page, *args, **query)) for query in ({"as_at": then}, {}))
    for words in ("Train the wards", "Matron", "May 2100", "In progress"):
        assert words in past
    for words in ("Drill the wards", "Porter", "June 2100", "Claimed, awaiting evidence"):
        assert words not in past
        assert words in today
    for words in ("Added later", "Register", "Stopped", "All done"):
        assert words not in past


def table_or_page(page: str) -> str:
    """The plan's page without its filters, which name every status there is."""
    return page[page.index("<table") :] if "filter-panel" in page else page


PAGES = ["plan", "action", "action-history", "recommendations", "recommendation", "recommendation-history"]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_can_be_changed_from_a_page_of_the_past(browser, line, then, page):
    args = [] if page in {"plan", "recommendations"} else [line.pk]
    args = [line.recommendation_id] if page.startswith("recommendation") and args else args
    then_page = markup(browser, page, *args, as_at=then)
    assert not sends_to_the_plan(then_page)
    assert "as it stood" in then_page


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_of_the_past_stay_in_the_past(browser, line, then, page):
    args = [] if page in {"plan", "recommendations"} else [line.pk]
    args = [line.recommendation_id] if page.startswith("recommendation") and args else args
    then_page = markup(browser, page, *args, as_at=then)
    main = then_page[then_page.index("<main") : then_page.index("</main>")]
    links = re.findall(r'href="(/plan/[^"]*)"', main)
    assert [link for link in links if "as_at=" not in link] == []


def test_before_the_plan_there_is_no_line_and_no_page(browser, dee):
    before = moment()
    line = make_action(by=dee)
    assert "No plan yet" in read(browser, "plan", as_at=before)
    assert browser.get(reverse("action", args=[line.pk]), {"as_at": before}).status_code == 404


def test_a_download_holds_the_plan_of_that_day(browser, line, then):
    content = browser.get(reverse("plan-export", args=["csv"]), {"as_at": then}).content.decode("utf-8-sig")
    assert "Train the wards" in content
    assert "Drill the wards" not in content


def test_nothing_is_written_into_the_past(browser, line, then):
    response = browser.post(
        f"{reverse('action-note', args=[line.pk])}?as_at={then.replace('+', '%2B')}", {"text": "x"}
    )
    assert response.status_code == 409


def test_the_history_ends_at_the_moment(browser, line, then):
    assert "Drill the wards" not in read(browser, "action-history", line.pk, as_at=then)
    assert "Drill the wards" in read(browser, "action-history", line.pk)
