"""Questions about agencies, people and posts."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, QuerySet

from goldenthread.board.agencies.models import Agency, Person, Post, Tenure
from goldenthread.board.agencies.rules import Permission


def agencies_where(person: Person, permission: Permission) -> QuerySet[Agency]:
    """The agencies for which a person may do something: the only place that draws an agency's boundary."""
    reached = person.rights.agencies_where(permission)
    return Agency.objects.all() if reached is None else Agency.objects.filter(pk__in=reached)


def second_factors_of(person: Person) -> QuerySet[Authenticator]:
    """What a person signs in with besides a code or a password; recovery codes alone do not count."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=person.pk, type__in=kinds)


def posts_held_by(person: Person, *, on: date) -> QuerySet[Post]:
    """The posts and bodies that a person held on a day."""
    return Post.objects.filter(tenures__in=Tenure.objects.on(on).filter(person=person))


def posts_with_holders(*, on: date) -> QuerySet[Post]:
    """All posts by title, with `holders`: the tenures that hold on a day, their people loaded."""
    holding = Tenure.objects.on(on).select_related("person")
    return (
        Post.objects.select_related("agency")
        .prefetch_related(Prefetch("tenures", holding, to_attr="holders"))
        .order_by("title")
    )
