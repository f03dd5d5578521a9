"""Whatever was typed or imported is text: on no page of the plan is it markup, a link or a template."""

from __future__ import annotations

from html import escape

import pytest
from django.urls import reverse

from goldenthread.board.action_plan import operations
from goldenthread.board.action_plan.models import Recommendation, Source
from goldenthread.board.action_plan.rules.status import Rag, Tick
from tests.board.action_plan.pages import markup
from tests.factories.action_plan import give, make_action, make_evidence
from tests.factories.agencies import make_agency, make_person, make_post

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ request.user.password }}{% now 'Y' %}",
    "<c-button path='x'>y</c-button>",
    "javascript:alert(1)//' onmouseover='alert(1)",
]


@pytest.fixture(params=HOSTILE)
def words(request) -> str:
    return request.param


@pytest.fixture
def line(words, dee):
    """A line in which everything that can be said is hostile, by people and posts of hostile names."""
    stranger = make_person(words[:80], agency=make_agency(words), email="hostile@board.example")
    source = Source.objects.create(title=words)
    recommendation = Recommendation.objects.create(
        source=source, ref=words[:20], text=words, display_text=words, aliases=[words],
        statement_variants=[words], response_words=words, impact_statement=words,
    )  # fmt: skip
    post = make_post(words, holder=stranger)
    line = make_action(
        post,
        by=stranger,
        recommendation=recommendation,
        text=words,
        success_measure=words,
        deadline="May 2100",
    )
    operations.edit_action(action=line, version=1, changes={"display_text": f"{words} shown"}, by=stranger)
    operations.override_rag(action=line, rag=Rag.RED, reason=words, by=stranger)
    new = operations.NewDeadline("June 2100", words, words)
    operations.move_deadline(action=line, new=new, by=stranger)
    operations.add_note(action=line, text=words, by=stranger)
    operations.add_sub_task(action=line, text=words, by=stranger)
    make_evidence(line, by=stranger, title=words)
    give(line, Tick.CLAIMED, by=stranger, words=words)
    operations.save_view(name=words[:80], query="deadline=overdue", shared=True, by=dee)
    return line


@pytest.fixture
def pages(line):
    note = line.notes.get()
    own = (
        f"action-{name}" for name in ("history", "evidence", "status", "lead", "deadline", "rag", "wording")
    )
    of_it = ("", "-history", "-edit", "-number")
    return [
        ("plan",),
        ("recommendations",),
        ("action-add",),
        ("note-promote", note.pk),
        ("action", line.pk),
        *((name, line.pk) for name in own),
        *((f"recommendation{name}", line.recommendation_id) for name in of_it),
    ]


def test_every_page_shows_it_as_it_was_typed(dee, signed_in, words, pages):
    browser = signed_in(dee)
    for name, *args in pages:
        page = markup(browser, name, *args)
        assert_is_text(page, words, name)
    assert escape(words) in markup(browser, "action", pages[4][1])


def assert_is_text(page: str, words: str, name: str) -> None:
    begun = page[page.index("<main") : page.index("</main>")]
    assert words not in begun or words == escape(words) or ("<" not in words and '"' not in words), name
    assert "<script>alert" not in page, name
    assert "<img src=x" not in page, name
    assert 'role="button" draggable="false" class="govuk-button" data-module="govuk-button">y<' not in page, (
        name
    )


def test_filters_chips_and_what_is_kept_of_the_address_are_text(dee, signed_in, line, words):
    page = markup(signed_in(dee), "plan", text=words, sort=words, page=words, lead=words)
    assert_is_text(page, words, "plan")


def test_a_sent_back_form_shows_it_as_text(dee, signed_in, line, words):
    response = signed_in(dee).post(reverse("action-note", args=[line.pk]), {"text": words, "said_on": words})
    assert response.status_code == 422
    assert_is_text(response.content.decode(), words, "action")


def test_previews_and_conflicts_show_it_as_text(dee, signed_in, line, words):
    browser = signed_in(dee)
    sent = {"chosen": line.pk, "deadline": "July 2100", "reason": words}
    assert_is_text(browser.post(reverse("plan-bulk-preview"), sent).content.decode(), words, "preview")
    sent = {"version": 1, "deadline": "July 2100", "reason": words, "agreed_by": words}
    conflict = browser.post(reverse("action-deadline", args=[line.pk]), sent)
    assert conflict.status_code == 409
    assert_is_text(conflict.content.decode(), words, "conflict")


def test_the_token_of_a_form_is_checked_before_it_reaches_the_database(dee, signed_in, line):
    sent = {"text": "x", "token": "'; DROP TABLE action_plan_action; --"}
    assert signed_in(dee).post(reverse("action-note", args=[line.pk]), sent).status_code == 422
