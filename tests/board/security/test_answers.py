"""What is kept of an answer, and by whom: nothing of anybody signed in, and never one person's page for another."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.board.agencies.rules import Role
from goldenthread.board.web import context
from tests.board.security.canaries import CANARY, hide
from tests.factories.agencies import make_agency, make_board_office, make_person
from tests.repository.test_access import OURS, address, world

__all__ = ["world"]

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_no_store_keeps_any_page_of_somebody_signed_in(world, signed_in):
    browser = signed_in(make_person(role=Role.BUSINESS_MANAGER, agency=make_board_office()))
    kept = []
    for route in OURS.values():
        if route.name == "board_style":
            continue  # the board's colour, the same for everybody
        response = browser.get(address(route, world))
        if "no-store" not in response.headers.get("Cache-Control", "") or "ETag" in response.headers:
            kept.append(route.pattern)
    assert kept == []


@pytest.mark.parametrize(
    "path",
    ["/plan/x.css", "/plan/;.js", "/plan/%2e%2e/static/a.css", "/plan/actions/1/a.css", "/account/x.png"],
)
def test_a_page_under_the_name_of_a_style_sheet_is_not_there_and_not_kept(path, dee, signed_in):
    response = signed_in(dee).get(path)
    assert response.status_code == 404
    assert "no-store" in response.headers["Cache-Control"]


def test_only_the_boards_colour_may_be_kept_for_ever(client, db):
    response = client.get(reverse("board_style", args=[context.style_digest()]))
    assert "immutable" in response.headers["Cache-Control"]
    assert "session" not in response.cookies
    assert client.get(reverse("board_style", args=["0" * 8])).status_code == 404


@pytest.mark.slow
def test_what_is_summed_up_once_for_one_person_is_never_shown_to_another(dee, harbour, chris, signed_in):
    """The plan, its findings and its rows are worked out once for all who see the same lines."""
    hide(dee, harbour)
    alone = signed_in(chris).get(reverse("plan"))
    make_agency()  # whatever was kept of the plan so far is out of date
    theirs, after_them = (signed_in(person).get(reverse("plan")) for person in (dee, chris))
    for name in ("counts", "findings"):
        assert after_them.context[name] == alone.context[name] != theirs.context[name], name
    assert CANARY in theirs.content.decode()
    assert CANARY not in after_them.content.decode()
    assert chris.name in after_them.content.decode()
    assert dee.name not in after_them.content.decode()


def test_a_page_says_that_it_depends_on_who_asks(dee, signed_in):
    response = signed_in(dee).get(reverse("plan"))
    assert "Cookie" in response.headers["Vary"]
    assert "private" in response.headers["Cache-Control"]
