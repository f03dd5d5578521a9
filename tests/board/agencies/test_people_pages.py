"""Inviting, giving roles and letting leavers out, as the business manager does it by the pages."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from goldenthread.board.agencies.models import Membership, Person
from goldenthread.board.agencies.rules import Role
from tests.factories.agencies import make_agency, make_membership, make_person

TODAY = timezone.localdate


def send(browser, path, **fields):
    return browser.post(path, fields, follow=True)


def uk(day: date) -> str:
    return f"{day.day} {day.month} {day.year}"


@pytest.fixture
def office(signed_in, dee):
    return signed_in(dee)


def test_an_invited_person_gets_one_link_and_no_password(
    office, harbour, django_capture_on_commit_callbacks, settings
):
    settings.SITE_ADDRESS = "https://board.example"
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(
            office,
            "/people/invite/",
            name="Ewa",
            email="Ewa@Harbour.example",
            role=Role.CONTRIBUTOR,
            agency=harbour.pk,
            starts_on=uk(TODAY()),
        )
    assert "Ewa is invited" in answer.content.decode()
    ewa = Person.objects.get(email="ewa@harbour.example")
    assert not ewa.has_usable_password()
    assert ewa.memberships.get().agency == harbour
    (letter,) = mail.outbox
    assert letter.to == ["ewa@harbour.example"]
    assert re.findall(r"https?://\S+", letter.body) == ["https://board.example/account/login/code/"]


def test_an_address_is_invited_once_whatever_its_case(office, ben, harbour):
    answer = send(
        office,
        "/people/invite/",
        name="Ben again",
        email=ben.email.upper(),
        role=Role.CONTRIBUTOR,
        agency=harbour.pk,
        starts_on="1 1 2026",
    )
    assert "Ben already has an account" in answer.content.decode()
    assert Person.objects.filter(email__iexact=ben.email).count() == 1


def test_names_in_letters_are_text(office, harbour, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(
            office,
            "/people/invite/",
            name="O'Neil <b>\nBcc: x@evil.example",
            email="o@harbour.example",
            role=Role.READER,
            agency=harbour.pk,
            starts_on="1 1 2026",
        )
    (letter,) = mail.outbox
    assert letter.recipients() == ["o@harbour.example"]
    assert "O'Neil <b> Bcc: x@evil.example" in letter.body, "one line"


def test_the_list_is_filtered_by_words_agency_and_role(office, amara, chris):
    assert "Chris" in office.get("/people/").content.decode()
    by_agency = office.get(f"/people/?agency={amara.memberships.get().agency_id}").content.decode()
    assert "Amara" in by_agency
    assert "Chris" not in by_agency
    assert "Nobody matches" in office.get("/people/?words=zzz").content.decode()


def test_the_list_asks_the_same_questions_for_one_person_and_ten(office, django_assert_num_queries):
    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as asked:
            office.get("/people/")
        return len(asked)

    office.get("/people/")
    few = queries()
    for _ in range(9):
        make_person()
    assert queries() == few


def test_a_role_holds_between_its_days_and_no_longer(office, ben, signed_in):
    agency = make_agency("Lake Housing")
    send(
        office,
        f"/people/{ben.pk}/roles/give/",
        role=Role.SUBCOMMITTEE_CHAIR,
        agency=agency.pk,
        starts_on=uk(TODAY() - timedelta(days=9)),
        ends_on=uk(TODAY() - timedelta(days=1)),
    )
    given = ben.memberships.get(role=Role.SUBCOMMITTEE_CHAIR)
    assert given.ends_on == TODAY() - timedelta(days=1)
    assert Role.SUBCOMMITTEE_CHAIR not in Person.objects.get(pk=ben.pk).rights.roles


def test_nobody_gives_themselves_a_role(office, dee, harbour):
    answer = send(
        office,
        f"/people/{dee.pk}/roles/give/",
        role=Role.CHAIR,
        agency=harbour.pk,
        starts_on=uk(TODAY()),
    )
    assert "cannot give yourself a role" in answer.content.decode()
    assert dee.memberships.count() == 1


def test_an_inspector_always_has_a_last_day(office, ben, harbour):
    answer = send(
        office,
        f"/people/{ben.pk}/roles/give/",
        role=Role.INSPECTOR,
        agency=harbour.pk,
        starts_on=uk(TODAY()),
    )
    assert "Say which day is the last" in answer.content.decode()


def test_the_same_role_is_not_held_twice_on_one_day(office, ben, harbour):
    answer = send(
        office,
        f"/people/{ben.pk}/roles/give/",
        role=Role.CONTRIBUTOR,
        agency=harbour.pk,
        starts_on=uk(TODAY()),
    )
    assert "already" in answer.content.decode()
    assert ben.memberships.count() == 1


def test_the_last_business_manager_stays(office, dee, signed_in):
    administrator = signed_in(make_person("Ada", role=Role.ADMINISTRATOR))
    own = dee.memberships.get()
    refused = "last business manager"
    ended = send(administrator, f"/people/{dee.pk}/roles/{own.pk}/end/", ends_on=uk(TODAY()))
    assert refused in ended.content.decode()
    assert refused in send(administrator, f"/people/{dee.pk}/close/").content.decode()
    own.refresh_from_db()
    assert own.ends_on is None


def test_one_of_two_business_managers_may_go(office, dee):
    other = make_person("Second", role=Role.BUSINESS_MANAGER)
    send(office, f"/people/{other.pk}/close/")
    other.refresh_from_db()
    assert not other.is_active


def test_a_manager_who_only_begins_tomorrow_does_not_count(office, dee, signed_in):
    administrator = signed_in(make_person("Ada", role=Role.ADMINISTRATOR))
    later = make_person("Later", role=None)
    make_membership(later, role=Role.BUSINESS_MANAGER, starts_on=TODAY() + timedelta(days=1))
    own = dee.memberships.get()
    send(administrator, f"/people/{dee.pk}/roles/{own.pk}/end/", ends_on=uk(TODAY()))
    own.refresh_from_db()
    assert own.ends_on is None


def test_a_leaver_is_out_at_the_next_request(office, ben, signed_in):
    theirs = signed_in(ben)
    assert theirs.get("/account/").status_code == 200
    send(office, f"/people/{ben.pk}/close/")
    assert theirs.get("/account/").status_code == 302
    assert not Membership.objects.on(TODAY()).filter(person=ben).exists()


def test_reopening_an_account_wakes_no_old_session_and_no_role(office, ben, signed_in):
    theirs = signed_in(ben)
    send(office, f"/people/{ben.pk}/close/")
    send(office, f"/people/{ben.pk}/reopen/")
    assert Person.objects.get(pk=ben.pk).is_active
    assert theirs.get("/account/").status_code == 302
    assert not Person.objects.get(pk=ben.pk).rights.roles


def test_nobody_closes_their_own_account(office, dee):
    assert "cannot close your own" in send(office, f"/people/{dee.pk}/close/").content.decode()


def test_a_changed_address_is_told_to_the_old_one(office, ben, django_capture_on_commit_callbacks):
    before = ben.email
    with django_capture_on_commit_callbacks(execute=True):
        send(office, f"/people/{ben.pk}/correct/", name="Ben", email="new@harbour.example")
    assert [letter.to for letter in mail.outbox] == [[before]]
    assert Person.objects.get(pk=ben.pk).email == "new@harbour.example"


def test_a_changed_address_no_longer_lets_anybody_in(office, ben):
    from allauth.account.models import EmailAddress

    before = ben.email
    EmailAddress.objects.create(user=ben, email=before, verified=True, primary=True)
    send(office, f"/people/{ben.pk}/correct/", name="Ben", email="new@harbour.example")
    Client().post("/account/login/code/", {"email": before})
    assert "No account has it" in mail.outbox[-1].body


def test_two_colleagues_who_invite_the_same_person_at_once_make_one_account(
    office, ben, harbour, monkeypatch
):
    from goldenthread.board.agencies.operations import people

    monkeypatch.setattr(people, "_refuse_known", lambda email: None)
    answer = send(
        office,
        "/people/invite/",
        name="Ben",
        email=ben.email,
        role=Role.READER,
        agency=harbour.pk,
        starts_on="1 1 2026",
    )
    assert "already has an account" in answer.content.decode()


def test_a_letter_that_cannot_be_sent_undoes_nothing(office, monkeypatch):
    from goldenthread.board.agencies import emails

    def refuse(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr(emails, "send_mail", refuse)
    ewa = make_person("Ewa")
    assert "could not be sent" in send(office, f"/people/{ewa.pk}/invite-again/").content.decode()


def test_one_does_not_change_ones_own_address(office, dee):
    answer = send(office, f"/people/{dee.pk}/correct/", name="Dee", email="elsewhere@board.example")
    assert "Somebody else who may" in answer.content.decode()
    assert Person.objects.get(pk=dee.pk).email == dee.email


def test_the_history_says_who_did_what_and_when(office, ben, dee):
    role = ben.memberships.get()
    send(office, f"/people/{ben.pk}/roles/{role.pk}/end/", ends_on=uk(TODAY()))
    page = office.get(f"/people/{ben.pk}/").content.decode()
    assert "Role ended: Partner agency contributor for Harbour Hospitals" in page
    assert "by Dee" in page


def test_lists_of_people_are_only_for_those_who_administer(signed_in, amara):
    assert signed_in(amara).get("/people/").status_code == 403
