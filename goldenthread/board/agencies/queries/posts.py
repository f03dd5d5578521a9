"""Posts and bodies, who holds them, and the agencies they belong to."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet

from goldenthread.board.agencies.models import Agency, Membership, Person, Post, Tenure


def posts_held_by(person: Person, *, on: date) -> QuerySet[Post]:
    """The posts and bodies that a person held on a day."""
    return Post.objects.filter(tenures__in=Tenure.objects.on(on).filter(person=person))


def posts_with_holders(*, on: date) -> QuerySet[Post]:
    """All posts by title, with `holders`: the tenures that hold on a day, their people loaded."""
    holding = Tenure.objects.on(on).select_related("person").order_by("person__name")
    return (
        Post.objects.select_related("agency")
        .prefetch_related(Prefetch("tenures", holding, to_attr="holders"))
        .order_by("title")
    )


def post_with_all(*, on: date) -> QuerySet[Post]:
    """Posts with `holders`, and with everybody who ever held them as `seats`, the latest first."""
    ever = Tenure.objects.select_related("person").order_by("-starts_on", "-pk")
    return posts_with_holders(on=on).prefetch_related(Prefetch("tenures", ever, to_attr="seats"))


def agencies_with_people(*, on: date) -> QuerySet[Agency]:
    """Agencies, the board's office first, with `people` (roles held on a day) and `owned` (their posts)."""
    roles = Membership.objects.on(on).filter(person__is_active=True).select_related("person")
    return Agency.objects.prefetch_related(
        Prefetch("memberships", roles.order_by("person__name"), to_attr="people"),
        Prefetch("posts", posts_with_holders(on=on), to_attr="owned"),
    ).order_by("-is_board_office", "name")
