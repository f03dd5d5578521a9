"""The plan's page: what is to settle first, then each line with what stands beside it, by filters in the address."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import SavedView
from goldenthread.board.action_plan.rules.status import Rag, Status, Tick
from tests.board.action_plan.pages import markup, read, send, told
from tests.factories.action_plan import day_in_words, give, make_action, make_evidence, make_recommendation
from tests.factories.agencies import make_body, make_person, make_post

pytestmark = pytest.mark.django_db
YESTERDAY = timedelta(days=1)


@pytest.fixture
def browser(dee, signed_in):
    return signed_in(dee)


@pytest.fixture
def late(dee, amara, harbour):
    """A line that was due 23 days ago."""
    day = timezone.localdate() - timedelta(days=23)
    lead = make_post("Head of nursing", agency=harbour, holder=amara)
    return make_action(lead, by=dee, text="Train the wards", deadline=day_in_words(day))


def refs(page: str) -> list[str]:
    return re.findall(r"data-open>([^<]+)<", page)


def test_an_empty_plan_says_why_it_matters_and_how_to_begin(browser):
    page = read(browser, "plan")
    assert "No plan yet" in page
    assert "Start with the Word table you have now" in page


def test_who_cannot_import_is_not_told_to(amara, signed_in):
    assert "Import a plan" not in read(signed_in(amara), "plan")


def test_what_is_to_settle_stands_before_the_table_and_counts_each_kind(browser, dee):
    make_action(by=dee, deadline="")
    make_action(by=dee, deadline="")
    page = markup(browser, "plan")
    assert page.index("To settle first") < page.index('class="moj-sub-navigation')
    assert re.search(r">2</strong> <span>lines have no deadline", page)
    assert "finding=no_deadline" in page


def test_a_finding_leads_to_its_lines_and_says_what_was_found(browser, dee, late):
    lacking = make_action(by=dee, deadline="")
    page = markup(browser, "plan", finding="no_deadline")
    assert refs(page) == [lacking.ref]
    assert "What was found, line by line" in page


def test_each_line_shows_lead_and_holder_deadline_lateness_status_ticks_and_evidence(
    browser, dee, amara, late
):
    make_evidence(late, by=dee)
    operations.add_note(action=late, text="Half of them came", by=amara)
    page = read(browser, "plan")
    assert "Train the wards Head of nursing Amara" in page
    assert f"{late.deadline_raw} Overdue by 23 days" in page
    assert "Red" in page
    assert "In progress" in page
    assert "Claimed : no Seen : no Verified : no Worked : no" in page
    assert "1 piece of evidence" in page


def test_a_post_that_nobody_holds_is_vacant_and_a_body_names_no_members(browser, dee, amara):
    make_action(make_post("Designated doctor"), make_body("Training group", members=(amara,)), by=dee)
    page = read(browser, "plan")
    assert "Designated doctor vacant" in page
    assert "Training group Amara" not in page


def test_ticks_show_as_they_stand(browser, dee, late):
    make_evidence(late, by=dee)
    give(late, Tick.CLAIMED, by=dee)
    assert "Claimed : yes Seen : no" in read(browser, "plan")


def test_a_line_that_changed_is_drawn_anew(browser, dee, late):
    assert "Amber, by hand" not in read(browser, "plan")
    operations.override_rag(action=late, rag=Rag.AMBER, reason="Agreed to wait", by=dee)
    assert "Amber, by hand" in read(browser, "plan")


def test_lines_stand_under_their_recommendation_with_how_many_are_done(browser, dee):
    one = make_recommendation("142", text="Attendance must be kept")
    make_action(by=dee, recommendation=one)
    make_action(by=dee, recommendation=one, status=Status.DRAFT)
    assert "142 Attendance must be kept 0 of 1 done" in read(browser, "plan")


def test_the_sentence_under_the_heading_counts_what_counts(browser, dee, late):
    make_action(by=dee, status=Status.DRAFT)
    assert "1 action: 0 done, 1 overdue, 0 due in 30 days. 1 more is a draft" in read(browser, "plan")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"deadline": "overdue"}, ["late"]),
        ({"deadline": "none"}, ["undated"]),
        ({"no_lead": "on"}, ["undated"]),
        ({"text": "wards"}, ["late"]),
        ({"status": "agreed"}, ["late", "undated"]),
        ({"rag": "red"}, ["late"]),
        ({"mine": "on"}, []),
        ({"recommendation": "999999"}, ["late", "undated"]),
        ({"status": "' OR 1=1 --"}, ["late", "undated"]),
    ],
)
def test_the_address_narrows_the_plan_and_what_it_cannot_mean_is_left_aside(
    browser, dee, late, query, expected
):
    lines = {"late": late.ref, "undated": make_action(by=dee, deadline="").ref}
    if query == {"rag": "red"}:
        operations.name_leads(action=late, leads=[make_post()], by=dee)
        expected = ["late", "undated"]  # nobody leads the other
    assert sorted(refs(markup(browser, "plan", **query))) == sorted(lines[name] for name in expected)


def test_mine_are_the_lines_led_by_a_post_i_hold(amara, signed_in, dee, late):
    make_action(make_post("Somebody else's"), by=dee)
    assert refs(markup(signed_in(amara), "plan", mine="on")) == [late.ref]


def test_each_filter_is_a_chip_that_takes_it_off(browser, late):
    page = markup(browser, "plan", deadline="overdue", text="wards")
    assert "Deadline: Overdue" in page
    assert "Words: wards" in page
    assert 'href="?text=wards"' in page


def test_nothing_that_matches_says_which_way_out(browser, late):
    assert "No action matches" in read(browser, "plan", text="giraffes")


def test_a_view_in_which_nothing_waits_says_so(browser, late):
    assert "Nothing here is waiting" in read(browser, "plan", deadline="soon")


def test_a_long_plan_comes_in_pages_of_fifty(browser, dee):
    one = make_recommendation("142")
    for _ in range(51):
        make_action(by=dee, recommendation=one)
    assert len(refs(markup(browser, "plan"))) == 50
    assert refs(markup(browser, "plan", page=2)) == ["142.51"]


@pytest.mark.parametrize("order", ["ref", "-ref", "deadline", "-status", "drop table"])
def test_any_order_can_be_asked_for_and_none_breaks_the_page(browser, dee, late, order):
    make_action(by=dee, deadline="")
    assert len(refs(markup(browser, "plan", sort=order))) == 2


def test_lines_without_a_deadline_come_last_whichever_way(browser, dee, late):
    lacking = make_action(by=dee, deadline="")
    for order in ("deadline", "-deadline"):
        assert refs(markup(browser, "plan", sort=order))[-1] == lacking.ref


def test_forty_lines_take_no_more_queries_than_one(browser, dee, late):
    def queries() -> int:
        read(browser, "plan")  # what is kept until the plan changes is made by the first visit
        with CaptureQueriesContext(
            connection,
        ) as counted:
            read(browser, "plan")
        return len(counted)

    before = queries()
    for _ in range(39):
        line = make_action(make_post(), by=dee)
        make_evidence(line, by=dee)
    assert queries() == before <= 14


def test_a_view_is_kept_under_a_name_and_shown_to_others_only_if_asked(browser, dee, amara, signed_in):
    send(browser, "plan-view-save", name="Late ones", query="deadline=overdue&page=3&as_at=2020-01-01")
    assert SavedView.objects.get().query == "deadline=overdue"
    assert "Late ones" in read(browser, "plan")
    assert "Late ones" not in read(signed_in(amara), "plan")
    send(browser, "plan-view-save", name="Late ones", query="deadline=overdue", shared="on")
    assert "Late ones (Dee)" in read(signed_in(amara), "plan")


def test_only_its_owner_forgets_a_view(browser, dee, amara, signed_in):
    view = operations.save_view(name="Late", query="deadline=overdue", shared=True, by=dee)
    assert send(signed_in(amara), "plan-view-drop", view.pk).status_code == 404
    assert "is gone" in told(send(browser, "plan-view-drop", view.pk))
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_what_is_shown_can_be_downloaded_with_and_without_status(browser, dee, late, kind):
    page = markup(browser, "plan", deadline="overdue")
    assert f'href="{reverse("plan-export", args=[kind])}?deadline=overdue"' in page
    for query in ({}, {"with_status": "on"}):
        response = browser.get(reverse("plan-export", args=[kind]), {"deadline": "overdue", **query})
        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]
    assert browser.get(reverse("plan-export", args=["exe"])).status_code == 404


def test_a_download_holds_only_what_is_shown(browser, dee, late):
    make_action(by=dee, text="Something else", deadline="")
    content = browser.get(reverse("plan-export", args=["csv"]), {"deadline": "overdue"}).content.decode(
        "utf-8-sig"
    )
    assert "Train the wards" in content
    assert "Something else" not in content


def test_who_only_reads_gets_no_boxes_no_buttons_and_no_cells_to_change(late, chris, signed_in):
    page = markup(signed_in(chris), "plan")
    assert "data-choose" not in page
    assert "edit-cell__change" not in page
    assert "Add an action" not in page
    assert refs(page) == [late.ref]


def test_a_person_whose_name_changes_is_shown_by_it(browser, dee, late, amara):
    read(browser, "plan")
    amara.name = "Amara Quill"
    amara.save()
    assert "Head of nursing Amara Quill" in read(browser, "plan")


def test_an_agency_that_is_added_can_be_chosen_at_once(browser, late):
    read(browser, "plan")
    make_person("New", agency=None)
    from tests.factories.agencies import make_agency

    make_agency("Lighthouse Charity")
    assert "Lighthouse Charity" in read(browser, "plan")
