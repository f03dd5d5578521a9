"""Being one of the demonstration's made-up people, in the demonstration only."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.board.agencies.rules import Role
from tests.factories.agencies import make_person

PAGE = "/account/people/"


@pytest.fixture
def demonstration(settings, db):
    settings.DEMO = True
    settings.SECOND_FACTOR_REQUIRED = False
    settings.LOGIN_REDIRECT_URL = "/account/"


def test_one_button_makes_one_a_made_up_person(demonstration, client, amara):
    page = client.get(PAGE).content.decode()
    assert "Partner agency lead, Harbour Hospitals" in page
    assert client.post(PAGE, {"person": amara.pk})["Location"] == "/account/"
    assert "Amara" in client.get("/account/").content.decode()


def test_being_somebody_else_leaves_nothing_of_the_first(demonstration, client, amara, chris):
    client.post(PAGE, {"person": amara.pk})
    client.session["kept"] = "of Amara"
    before = client.session.session_key
    client.post(PAGE, {"person": chris.pk})
    assert client.session.session_key != before
    assert "kept" not in client.session


@pytest.mark.parametrize("person", ["", "x", "-1", "0", "987654321", "9" * 40, "²"])
def test_nobody_else_can_be_chosen(demonstration, client, person):
    assert client.post(PAGE, {"person": person}).status_code == 404


def test_who_left_cannot_be_chosen(demonstration, client):
    gone = make_person("Gone", role=Role.CHAIR, is_active=False)
    assert "Gone" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"person": gone.pk}).status_code == 404


def test_outside_the_demonstration_it_is_not_there(client, amara):
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"person": amara.pk}).status_code == 404
    assert Client().get("/account/").status_code == 302
    assert client.get("/account/").status_code == 302
