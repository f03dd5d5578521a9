"""People, their roles and what they reach."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet

from goldenthread.board.agencies.models import Agency, Membership, Person, Tenure
from goldenthread.board.agencies.rules import Permission, Role


def agencies_where(person: Person, permission: Permission) -> QuerySet[Agency]:
    """The agencies for which a person may do something: the only place that draws an agency's boundary."""
    reached = person.rights.agencies_where(permission)
    return Agency.objects.all() if reached is None else Agency.objects.filter(pk__in=reached)


def second_factors_of(person: Person) -> QuerySet[Authenticator]:
    """What a person signs in with besides a code or a password; recovery codes alone do not count."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    factors: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=person.pk, type__in=kinds)
    return factors


def people(
    *, on: date, words: str = "", agency: Agency | None = None, role: Role | str = "", closed: bool = False
) -> QuerySet[Person]:
    """People by name, with `held`: their roles on a day. People who left only where `closed` asks for them.

    `words` are looked for in names and e-mail addresses.
    """
    found = Person.objects.prefetch_related(_roles_held(on)).order_by("name", "pk")
    if not closed:
        found = found.filter(is_active=True)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    wanted = {"agency": agency, "role": role}
    if given := {field: value for field, value in wanted.items() if value}:
        found = found.filter(pk__in=Membership.objects.on(on).filter(**given).values("person"))
    return found


def people_to_try(*, on: date) -> QuerySet[Person]:
    """Everybody whom the demonstration lets one be, with `held`: their roles on a day."""
    return people(on=on).filter(pk__in=Membership.objects.on(on).values("person"))


def person_with_all(*, on: date) -> QuerySet[Person]:
    """People with `held`, and with every role and every post they ever had as `roles` and `seats`."""
    ever = Membership.objects.select_related("agency").order_by("-starts_on", "-pk")
    seats = Tenure.objects.select_related("post").order_by("-starts_on", "-pk")
    return Person.objects.prefetch_related(
        _roles_held(on),
        Prefetch("memberships", ever, to_attr="roles"),
        Prefetch("tenures", seats, to_attr="seats"),
    )


def _roles_held(on: date) -> Prefetch[str]:
    held = Membership.objects.on(on).select_related("agency").order_by("agency__name", "role")
    return Prefetch("memberships", held, to_attr="held")
