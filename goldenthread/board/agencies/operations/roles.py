"""Giving and ending roles: what a person may do here, for which agency, between which days."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from goldenthread.board.agencies.models import Agency, Membership, Person
from goldenthread.board.agencies.rules import MUST_END, Role
from goldenthread.board.history.recording import recorded
from goldenthread.board.web.errors import Refusal


class CannotGiveRole(Refusal):
    pass


class CannotEndRole(Refusal):
    pass


@recorded
def give_role(
    *, person: Person, role: Role, agency: Agency, starts_on: date, ends_on: date | None = None, by: Person
) -> Membership:
    """Let a person act in a role for an agency, from one day until the end of another.

    Raises CannotGiveRole: nobody gives themselves a role, and nobody holds the same one twice.
    """
    # Locking the person keeps two colleagues from giving the same role in the same moment.
    person = Person.objects.select_for_update().get(pk=person.pk)
    _refuse_person(person, by)
    _refuse_days(role, starts_on, ends_on)
    if _held_between(person, role, agency, starts_on, ends_on):
        raise CannotGiveRole(
            f"{person.name} is already {role.label.lower()} for {agency.name} on those days."
        )
    return Membership.objects.create(
        person=person, role=role, agency=agency, starts_on=starts_on, ends_on=ends_on
    )


def _refuse_person(person: Person, by: Person) -> None:
    if person == by:
        raise CannotGiveRole("You cannot give yourself a role. Ask somebody else who may.")
    if not person.is_active:
        raise CannotGiveRole(f"{person.name}'s account is closed. Open it again first.")


def _refuse_days(role: Role, first: date, last: date | None) -> None:
    if last is None and role in MUST_END:
        raise CannotGiveRole(f"Say which day is the last: {role.label.lower()} is never a role for good.")
    if last is not None and last < first:
        raise CannotGiveRole("The last day must be on or after the first day.")


def _held_between(person: Person, role: Role, agency: Agency, first: date, last: date | None) -> bool:
    held = person.memberships.running_after(first - timedelta(days=1)).filter(role=role, agency=agency)
    return bool((held if last is None else held.filter(starts_on__lte=last)).exists())


@recorded
def end_role(*, membership: Membership, ends_on: date, by: Person) -> None:
    """Say which day is the last in a role; a role that would end before it began was never held.

    Raises CannotEndRole for the last business manager, and where the role has ended already.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.ends_on is not None and membership.ends_on < timezone.localdate():
        raise CannotEndRole("This role has already ended.")
    refuse_leaving_no_manager(without=[membership])
    end_membership(membership, ends_on)


def end_membership(membership: Membership, ends_on: date) -> None:
    """Write the last day of a membership; take it away where that is before its first."""
    if ends_on < membership.starts_on:
        membership.delete()
        return
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])


def refuse_leaving_no_manager(*, without: list[Membership]) -> None:
    """Raise CannotEndRole where nobody would be left to run the board's office without these memberships."""
    leaving = {membership.pk for membership in without}
    managers = Membership.objects.filter(
        Q(ends_on__isnull=True), role=Role.BUSINESS_MANAGER, person__is_active=True
    ).select_for_update(of=("self",))
    running = {membership.pk for membership in managers if membership.starts_on <= timezone.localdate()}
    if running and running <= leaving:
        raise CannotEndRole(
            "This is the last business manager. First make somebody else business manager, with no last day."
        )


def yesterday() -> date:
    """The last whole day: a role that ended then holds no longer."""
    return timezone.localdate() - timedelta(days=1)
