"""Any page shows the system as it stood, and can change nothing there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.board.agencies.models import Agency, Post
from goldenthread.board.history.middleware import time_travel
from goldenthread.board.history.operations import tracked_models
from goldenthread.board.history.rules import NotAMoment, moment_of

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def look(view, as_at: str | None) -> HttpResponse:
    request = RequestFactory().get("/", {"as_at": as_at} if as_at else {})
    request.user = type("Nobody", (), {"is_authenticated": False})()
    return time_travel(view)(request)


def names(request: HttpRequest) -> HttpResponse:
    found = Agency.objects.order_by("name").values_list("name", flat=True)
    return HttpResponse(",".join(found))


def moment() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0].isoformat()


def shown(as_at: str | None) -> str:
    return look(names, as_at).content.decode()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestThePast:
    def test_a_row_is_shown_as_it_stood_then(self):
        agency = Agency.objects.create(name="Police")
        before = moment()
        Agency.objects.filter(pk=agency.pk).update(name="Constabulary")
        assert shown(before) == "Police"
        assert shown(None) == "Constabulary"

    def test_a_deleted_row_is_still_there_in_the_past_and_gone_after(self):
        Agency.objects.create(name="Probation")
        before = moment()
        Agency.objects.all().delete()
        after = moment()
        assert shown(before) == "Probation"
        assert shown(after) == ""

    def test_a_row_added_later_is_not_there_yet(self):
        before = moment()
        Agency.objects.create(name="Housing")
        assert shown(before) == ""

    def test_rows_are_joined_as_they_stood(self):
        police, health = Agency.objects.create(name="Police"), Agency.objects.create(name="Health")
        post = Post.objects.create(title="Chair", agency=police)
        before = moment()
        Post.objects.filter(pk=post.pk).update(agency=health)
        Agency.objects.filter(pk=police.pk).update(name="Constabulary")

        def holder(request):
            return HttpResponse(Post.objects.get(agency__isnull=False).agency.name)

        assert look(holder, before).content == b"Police"
        assert look(holder, None).content == b"Health"

    def test_nothing_can_be_written_in_the_past(self):
        def write(request):
            Agency.objects.create(name="Forged")
            return HttpResponse()

        with pytest.raises(Error, match=r"read-only|cannot insert|view"):
            look(write, moment())
        assert not Agency.objects.exists()

    def test_today_is_back_after_a_page_of_the_past_even_one_that_failed(self):
        Agency.objects.create(name="Police")

        def fail(request):
            raise RuntimeError

        with pytest.raises(RuntimeError):
            look(fail, "2015-09-04")
        assert shown("2015-09-04") == ""
        assert shown(None) == "Police"

    def test_history_can_be_neither_altered_nor_backdated_by_the_web_role(self):
        with connection.cursor() as cursor:
            cursor.execute("SET goldenthread.recorded_at = '2015-09-04'")
            Agency.objects.create(name="Backdated")
            cursor.execute("RESET goldenthread.recorded_at")
        assert shown("2016-01-01") == ""
        with connection.cursor() as cursor, pytest.raises(Error):
            cursor.execute("UPDATE agencies_agencyevent SET name = 'Altered'")
        with connection.cursor() as cursor, pytest.raises(Error):
            cursor.execute("DELETE FROM agencies_agencyevent")
        with connection.cursor() as cursor, pytest.raises(Error):
            cursor.execute("INSERT INTO agencies_agencyevent SELECT * FROM agencies_agencyevent")


STEP = st.one_of(
    st.tuples(st.just("add"), st.sampled_from("abcdef")),
    st.tuples(st.just("rename"), st.sampled_from("abcdef"), st.sampled_from("uvwxyz")),
    st.tuples(st.just("remove"), st.sampled_from("abcdefuvwxyz")),
)


def apply(step: tuple[str, ...]) -> None:
    kind, name, *rest = step
    if kind == "add":
        Agency.objects.get_or_create(name=name)
    elif kind == "rename" and not Agency.objects.filter(name=rest[0]).exists():
        Agency.objects.filter(name=name).update(name=rest[0])
    elif kind == "remove":
        Agency.objects.filter(name=name).delete()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=12))
def test_every_moment_shows_just_what_was_there_at_that_moment(steps):
    Agency.objects.all().delete()
    seen = []
    for step in steps:
        apply(step)
        seen.append((moment(), shown(None)))
    assert [shown(at) for at, _ in seen] == [then for _, then in seen]


@pytest.mark.django_db
def test_every_tracked_table_has_a_past_with_the_same_columns():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY column_name)"
            " FROM information_schema.columns WHERE table_schema = 'as_at' GROUP BY 1"
        )
        past = dict(cursor.fetchall())
    today = {
        model._meta.db_table: sorted(field.column for field in model._meta.concrete_fields)
        for model, _ in tracked_models()
    }
    assert past == today


@pytest.mark.django_db
def test_a_change_posted_into_the_past_is_refused(client):
    response = client.post("/health?as_at=2015-09-04")
    assert response.status_code == 409
    assert "Nothing can be changed in the past" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["yesterday", "2015-13-40", "'; DROP TABLE", "9" * 50, "0000-00-00", "9999-12-31T99"]
)
def test_what_is_no_date_is_answered_with_a_sentence(client, text):
    response = client.get("/health", {"as_at": text})
    assert response.status_code == 400
    assert "like 2015-09-04" in response.content.decode()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2015-09-04", datetime(2015, 9, 4, 22, 59, 59, 999999, tzinfo=UTC)),
        ("2015-12-04", datetime(2015, 12, 4, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2026-10-25", datetime(2026, 10, 25, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2015-09-04T10:30", datetime(2015, 9, 4, 9, 30, tzinfo=UTC)),
        ("2030-01-01", NOW),
    ],
)
def test_a_date_means_the_end_of_that_day_in_london_and_never_the_future(text, moment):
    assert moment_of(text, now=NOW) == moment


def test_a_date_before_the_calendar_is_no_moment():
    with pytest.raises(NotAMoment):
        moment_of("15-09-04", now=NOW)
