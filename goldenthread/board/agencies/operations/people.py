"""Inviting people, correcting what is known of them, and closing their accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from goldenthread.board.agencies import emails
from goldenthread.board.agencies.models import Agency, Membership, Person, Tenure
from goldenthread.board.agencies.operations.roles import (
    end_membership,
    give_role,
    refuse_leaving_no_manager,
    yesterday,
)
from goldenthread.board.agencies.operations.taken import unless_taken
from goldenthread.board.agencies.rules import Role
from goldenthread.board.history.recording import recorded
from goldenthread.board.web.errors import Refusal


class CannotInvite(Refusal):
    pass


class CannotChangePerson(Refusal):
    pass


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be invited, and what they are to be here at first."""

    name: str
    email: str
    role: Role
    agency: Agency
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def found_board(*, office: str, name: str, email: str, on: date) -> Person:
    """Begin an empty installation with the board's office and its business manager, who invites the others.

    Raises CannotInvite where somebody has an account already.
    """
    if Person.objects.exists():
        raise CannotInvite("This board has people already. Its business manager invites others.")
    agency = Agency.objects.create(name=office, is_board_office=True)
    person = Person.objects.create_user(email, name=name)
    Membership.objects.create(person=person, agency=agency, role=Role.BUSINESS_MANAGER, starts_on=on)
    return person


@recorded
def add_person(*, newcomer: Newcomer, by: Person) -> Person:
    """Give somebody an account without a password, and a first role. Raises CannotInvite, CannotGiveRole."""
    _refuse_known(newcomer.email)
    with unless_taken(CannotInvite("Somebody already has an account with this e-mail address.")):
        person = Person.objects.create_user(newcomer.email, name=newcomer.name)
    give_role(
        person=person,
        role=newcomer.role,
        agency=newcomer.agency,
        starts_on=newcomer.starts_on,
        ends_on=newcomer.ends_on,
        by=by,
    )
    return person


@recorded
def invite_person(*, newcomer: Newcomer, by: Person) -> Person:
    """Add a person and write to them where to sign in. Raises CannotInvite, CannotGiveRole."""
    person = add_person(newcomer=newcomer, by=by)
    transaction.on_commit(lambda: emails.invite(person, by=by))
    return person


def invite_again(*, person: Person, by: Person) -> None:
    """Write to an invited person once more. Raises CannotInvite where the account is closed."""
    if not person.is_active:
        raise CannotInvite(f"{person.name}'s account is closed. Open it again first.")
    emails.invite(person, by=by)


@recorded
def correct_person(*, person: Person, name: str, email: str, by: Person) -> None:
    """Correct a person's name or address; a changed address is told to the old one.

    Raises CannotInvite where somebody else has the address, CannotChangePerson for one's own address:
    whoever takes over a session must not be able to take the account with it.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    before, email = person.email, email.lower()
    person.name, person.email = name, email
    if email != before:
        if person == by:
            raise CannotChangePerson("Somebody else who may must change your e-mail address for you.")
        _refuse_known(email)
        EmailAddress.objects.filter(user=person).delete()
        transaction.on_commit(lambda: emails.tell_address_changed(person, before=before))
    with unless_taken(CannotInvite("Somebody already has an account with this e-mail address.")):
        person.save(update_fields=["name", "email"])


def _refuse_known(email: str) -> None:
    if known := Person.objects.filter(email__iexact=email).first():
        state = "" if known.is_active else " It is closed, and can be opened again."
        raise CannotInvite(f"{known.name} already has an account with this e-mail address.{state}")


@recorded
def close_account(*, person: Person, by: Person) -> None:
    """Let a leaver out at once: roles and posts end, every session dies, the history stays.

    Raises CannotChangePerson for one's own account, CannotEndRole for the last business manager.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person == by:
        raise CannotChangePerson("You cannot close your own account.")
    memberships = list(person.memberships.running_after(yesterday()))
    refuse_leaving_no_manager(without=memberships)
    for membership in memberships:
        end_membership(membership, yesterday())
    for tenure in person.tenures.running_after(yesterday()):
        _end_tenure_of_leaver(tenure)
    _end_sessions(person)
    person.is_active = False
    person.save(update_fields=["is_active", "password"])


def _end_tenure_of_leaver(tenure: Tenure) -> None:
    if tenure.starts_on > yesterday():
        tenure.delete()
        return
    tenure.ends_on = yesterday()
    tenure.save(update_fields=["ends_on"])


@recorded
def reopen_account(*, person: Person, by: Person) -> None:
    """Let somebody who left sign in again; roles must be given anew."""
    person.is_active = True
    person.save(update_fields=["is_active"])


@recorded
def reset_sign_in(*, person: Person, by: Person) -> None:
    """For somebody who lost phone or key: no factor and no password is left, and every session dies.

    Raises CannotChangePerson for oneself: a stolen session must not be able to do this.
    """
    if person == by:
        raise CannotChangePerson("Somebody else who may must do this for you.")
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)
    person.save(update_fields=["password"])
    transaction.on_commit(lambda: emails.tell_sign_in_reset(person))


def _end_sessions(person: Person) -> None:
    """Every session holds a digest of the password as it was; an unusable password is new each time."""
    person.set_unusable_password()


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chooses for themselves."""

    name: str
    keyboard_shortcuts: bool
    follows_device_theme: bool


@recorded
def choose_preferences(*, chosen: Preferences, by: Person) -> None:
    """Keep how a person wants to be called, and to be shown pages."""
    by.name = chosen.name
    by.keyboard_shortcuts = chosen.keyboard_shortcuts
    by.follows_device_theme = chosen.follows_device_theme
    by.save(update_fields=["name", "keyboard_shortcuts", "follows_device_theme"])
