"""Every address says who may open it, and holds to it: for people of every role, strangers and leavers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
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
from goldenthread.board.documents.models import Document, Version
from tests.factories.agencies import make_agency, make_board_office, make_person, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ALLAUTH = ("account_", "mfa_", "usersessions_")
"""Pages of django-allauth: they ask to sign in, or are the way to do so, by themselves."""
SAME_FOR_ALL = {"sign_in_as": "the demonstration's; 404 elsewhere", "static": "files"}


def routes(patterns=None) -> Iterator[URLPattern]:
    for each in patterns or get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns)
        elif each.name and not each.name.startswith(ALLAUTH):
            yield each


ROUTES = {route.name: route for route in routes()}


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
    document = Document.objects.create(title="Paper", agency=agency, added_by=owner, added_at=now)
    version = Version.objects.create(
        document=document, number=1, file_name="a.txt", media_type="text/plain", size=1, sha256="0" * 64,
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
    }


def address(route: URLPattern, world) -> str:
    """The address of a route with an example for each of its arguments; a new kind of argument fails here."""
    found = str(route.pattern)
    arguments = {}
    for name in route.pattern.converters:
        if name == "pk":
            thing = next(thing for start, thing in things(world).items() if found.startswith(start))
            arguments[name] = thing.pk
        else:
            arguments[name] = {
                "number": 1,
                "position": 1,
                "membership": world.membership.pk,
                "tenure": world.tenure.pk,
                "file_format": "csv",
                "token": "none",
                "digest": "none",
                "key": "none",
            }[name]
    return reverse(route.name, kwargs=arguments)


def needed(route: URLPattern) -> object:
    return getattr(route.callback, "needs", "nothing said")


@pytest.mark.parametrize("name", ROUTES)
def test_every_page_says_who_may_open_it(name):
    assert needed(ROUTES[name]) in {*Permission, None, "public"}


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
    for route in ROUTES.values():
        if needed(route) == "public":
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
    for name, route in ROUTES.items():
        permission = needed(route)
        may = permission in {None, "public"} or permission in MAY[role]
        for response in answers(client, address(route, world)):
            status = response.status_code
            if status != 405 and name not in SAME_FOR_ALL and ((status != 403) != may or status >= 500):
                wrong.append((name, response.request["REQUEST_METHOD"], status))
    assert wrong == []


OWN_ONLY = {Permission.UPDATE_ACTION, Permission.CLAIM_ACTION}


def test_a_thing_of_another_agency_looks_like_a_thing_that_does_not_exist(world, chris, signed_in):
    client = signed_in(chris)
    for route in (route for route in ROUTES.values() if needed(route) in OWN_ONLY):
        path = address(route, world)
        pk = next(thing.pk for start, thing in things(world).items() if path.startswith(f"/{start}"))
        foreign, missing = client.post(path), client.post(path.replace(f"/{pk}/", "/987654321/", 1))
        if foreign.status_code == 405:
            foreign, missing = client.get(path), client.get(path.replace(f"/{pk}/", "/987654321/", 1))
        assert foreign.status_code == missing.status_code == 404, route
        assert _without_token(foreign) == _without_token(missing), route


def _without_token(response) -> str:
    text = response.content.decode()
    return re.sub(r'(nonce|value|content)="[^"]*"|987654321|/\d+/', "", text)
