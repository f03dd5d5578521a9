"""Every address says who may open it, and holds to it: for people of every role, strangers and leavers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from goldenthread.board.action_plan.models import (
    Action,
    Evidence,
    ImportBatch,
    ImportRow,
    ProgressNote,
    Recommendation,
    SavedView,
    Source,
    SubTask,
)
from goldenthread.board.agencies.rules import MAY, Permission, Role
from goldenthread.board.agencies.sign_in.second_factor import SET_UP_PAGES
from goldenthread.board.documents.models import Document, Version
from tests.factories.agencies import make_agency, make_board_office, make_person, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SAME_FOR_ALL = {"account/people/": "the demonstration's: not there elsewhere"}

SIGNING_IN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
"""Pages of django-allauth that one opens before one is signed in; all its others ask to sign in."""


@dataclass(frozen=True)
class Route:
    """One address of the site, written as the resolver has it: "posts/<int:pk>/"."""

    pattern: str
    name: str
    view: Callable[..., HttpResponse]

    @property
    def is_ours(self) -> bool:
        return not self.view.__module__.startswith("allauth.")

    @property
    def needs(self) -> object:
        return getattr(self.view, "needs", "nothing said")


def routes(patterns=None, before: str = "") -> Iterator[Route]:
    for each in patterns or get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, before + str(each.pattern))
        else:
            yield Route(before + str(each.pattern), each.name or "", each.callback)


HIDDEN = {"account_confirm_email": "account/confirm-email/<str:key>/ stands before it and answers 404"}
# The first of two routes with one pattern is the one that answers.
ALL = {route.pattern: route for route in reversed([*routes()]) if route.name not in HIDDEN}
OURS = {pattern: route for pattern, route in ALL.items() if route.is_ours}


@pytest.fixture
def world(db) -> SimpleNamespace:
    """One of each thing that an address can name, all of an agency that nobody else belongs to."""
    now = timezone.now()
    owner = make_person("Owner", role=Role.BUSINESS_MANAGER, agency=make_board_office())
    agency = make_agency("Far agency")
    person = make_person("Far person", role=Role.CONTRIBUTOR, agency=agency)
    post = make_post("Far post", agency=agency, holder=person)
    source = Source.objects.create(title="Inspection")
    recommendation = Recommendation.objects.create(source=source, ref="142", text="Text")
    action = Action.objects.create(
        recommendation=recommendation, ref="142.1", text="Text", changed_at=now, changed_by=owner
    )
    note = ProgressNote.objects.create(action=action, text="Note", written_by=owner, written_at=now)
    document, original = (
        Document.objects.create(title=title, agency=agency, added_by=owner, added_at=now)
        for title in ("Paper", "Plan")
    )
    version = Version.objects.create(
        document=original, number=1, file_name="a.txt", media_type="text/plain", size=1, sha256="0" * 64,
        added_by=owner, added_at=now,
    )  # fmt: skip
    batch = ImportBatch.objects.create(
        original=version, file_name="a.txt", sha256="0" * 64, started_by=owner, started_at=now
    )
    row = ImportRow.objects.create(batch=batch, position=1, place="line 1")
    return SimpleNamespace(
        action=action,
        recommendation=recommendation,
        note=note,
        step=SubTask.objects.create(action=action, text="Step"),
        evidence=Evidence.objects.create(action=action, document=document, added_by=owner, added_at=now),
        document=document,
        batch=batch,
        row=row,
        person=person,
        membership=person.memberships.get(),
        post=post,
        tenure=post.tenures.get(),
        agency=agency,
        view=SavedView.objects.create(person=owner, name="Mine", query=""),
    )


def things(world) -> dict[str, object]:
    """What the `pk` of an address stands for, by how the address begins."""
    return {
        "plan/actions/": world.action,
        "plan/recommendations/": world.recommendation,
        "plan/notes/": world.note,
        "plan/steps/": world.step,
        "plan/evidence/": world.evidence,
        "plan/views/": world.view,
        "documents/": world.document,
        "imports/": world.batch,
        "people/": world.person,
        "posts/": world.post,
        "agencies/": world.agency,
        "account/": world.person,
    }


def address(route: Route, world) -> str:
    """The address with an example for each of its arguments; a new kind of argument fails here."""
    examples = {
        "number": 1,
        "position": 1,
        "membership": world.membership.pk,
        "tenure": world.tenure.pk,
        "file_format": "csv",
        "token": "none",
        "digest": "none",
        "key": "none",
    }
    for start, thing in things(world).items():
        if route.pattern.startswith(start):
            examples["pk"] = thing.pk
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(examples[found[1]]), route.pattern)


@pytest.mark.parametrize("pattern", OURS)
def test_every_page_says_who_may_open_it(pattern):
    assert OURS[pattern].needs in {*Permission, None, "public"}


def test_only_pages_for_signing_in_are_open_to_strangers():
    opened = {route for route in ALL.values() if not getattr(route.view, "login_required", True)}
    assert {route.name for route in opened if not route.is_ours} <= SIGNING_IN
    assert {route.pattern for route in opened if route.is_ours} == {
        route.pattern for route in OURS.values() if route.needs == "public"
    }


def answers(client: Client, path: str) -> list[HttpResponse]:
    """The answers to a GET and to a POST, each taken back again so that the next finds the same world."""
    found = []
    for ask in (client.get, client.post):
        with transaction.atomic():
            found.append(ask(path))
            transaction.set_rollback(True)
    return found


def test_strangers_and_leavers_are_asked_to_sign_in(world):
    leaver = make_person(role=Role.BUSINESS_MANAGER, agency=make_board_office())
    gone = Client()
    gone.force_login(leaver)
    type(leaver).objects.filter(pk=leaver.pk).update(is_active=False)
    for route in OURS.values():
        if route.needs == "public":
            continue
        for response in (*answers(Client(), address(route, world)), *answers(gone, address(route, world))):
            assert response.status_code == 302, route
            assert response.headers["Location"].startswith("/account/login/"), route


IN_THE_OFFICE = {
    Role.BUSINESS_MANAGER,
    Role.CHAIR,
    Role.ANALYST,
    Role.ADMINISTRATOR,
    Role.TRAINING_OFFICER,
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_open_just_what_the_table_says(role, world, signed_in):
    client = signed_in(
        make_person(role=role, agency=make_board_office() if role in IN_THE_OFFICE else make_agency())
    )
    wrong = []
    for pattern, route in OURS.items():
        may = route.needs in {None, "public"} or route.needs in MAY[role]
        for response in answers(client, address(route, world)):
            status = response.status_code
            if status != 405 and pattern not in SAME_FOR_ALL and ((status != 403) != may or status >= 500):
                wrong.append((pattern, response.request["REQUEST_METHOD"], status))
    assert wrong == []


OWN_ONLY = {Permission.UPDATE_ACTION, Permission.CLAIM_ACTION}


def test_a_thing_of_another_agency_looks_like_a_thing_that_does_not_exist(world, chris, signed_in):
    client = signed_in(chris)
    for route in (route for route in OURS.values() if route.needs in OWN_ONLY):
        path = address(route, world)
        pk = next(thing.pk for start, thing in things(world).items() if path.startswith(f"/{start}"))
        foreign, missing = client.post(path), client.post(path.replace(f"/{pk}/", "/987654321/", 1))
        if foreign.status_code == 405:
            foreign, missing = client.get(path), client.get(path.replace(f"/{pk}/", "/987654321/", 1))
        assert foreign.status_code == missing.status_code == 404, route
        assert _without_token(foreign) == _without_token(missing), route


def test_who_has_no_second_factor_gets_nowhere_but_to_setting_one_up(world, signed_in, settings):
    client = signed_in(make_person(role=Role.BUSINESS_MANAGER, agency=make_board_office()))
    settings.SECOND_FACTOR_REQUIRED = True
    for route in ALL.values():
        if not getattr(route.view, "login_required", True) or route.name in SET_UP_PAGES:
            continue
        for response in answers(client, address(route, world)):
            assert response.status_code == 302, route
            assert response.headers["Location"] == "/account/second-factor/", route


def test_nothing_is_sent_from_another_site_in_ones_name(world, signed_in):
    client = signed_in(make_person(role=Role.BUSINESS_MANAGER, agency=make_board_office()))
    client.handler.enforce_csrf_checks = True
    for route in ALL.values():
        assert client.post(address(route, world)).status_code == 403, route


def _without_token(response) -> str:
    text = response.content.decode()
    return re.sub(r'(nonce|value|content)="[^"]*"|987654321|/\d+/', "", text)
