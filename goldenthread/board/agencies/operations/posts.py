"""Posts and bodies, and who holds them from when until when."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.board.agencies.models import Agency, Person, Post, Tenure
from goldenthread.board.agencies.operations.taken import unless_taken
from goldenthread.board.history.recording import recorded
from goldenthread.board.web.errors import Refusal


class CannotNamePost(Refusal):
    pass


class CannotAppoint(Refusal):
    pass


class CannotHandOver(Refusal):
    pass


class CannotEndTenure(Refusal):
    pass


@recorded
def add_post(*, title: str, kind: Post.Kind, agency: Agency | None, by: Person) -> Post:
    """Add a post or a body. Raises CannotNamePost where the title is taken."""
    _refuse_taken(title)
    with unless_taken(_taken(title)):
        return Post.objects.create(title=title, kind=kind, agency=agency)


@recorded
def rename_post(*, post: Post, title: str, agency: Agency | None, by: Person) -> None:
    """Correct what a post is called or whose it is. Raises CannotNamePost where the title is taken."""
    _refuse_taken(title, besides=post.pk)
    post.title, post.agency = title, agency
    with unless_taken(_taken(title)):
        post.save(update_fields=["title", "agency"])


def _refuse_taken(title: str, besides: int = 0) -> None:
    if Post.objects.filter(title__iexact=title).exclude(pk=besides).exists():
        raise _taken(title)


def _taken(title: str) -> CannotNamePost:
    return CannotNamePost(f"There is already a post or body called {title}.")


@recorded
def appoint(*, post: Post, person: Person, starts_on: date, by: Person) -> Tenure:
    """Let a person hold a vacant post, or sit on a body, from a day on.

    Raises CannotAppoint where somebody holds the post already, or the person sits on the body already.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    holding = _not_ended_before(post, starts_on)
    if post.kind == Post.Kind.BODY:
        holding = [tenure for tenure in holding if tenure.person_id == person.pk]
    if holding:
        raise CannotAppoint(f"{holding[0].person.name} holds this already. Hand it over, or end that first.")
    return Tenure.objects.create(post=post, person=person, starts_on=starts_on)


@recorded
def hand_over_post(*, post: Post, to: Person, on: date, by: Person) -> Tenure:
    """End who holds a post the day before, and let another person hold it from `on`, in one step.

    Raises CannotHandOver for a body, a vacant post, a day on which the holder had not begun,
    and where the person holds the post already.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    _refuse_handing_over(post, to, on)
    for tenure in _not_ended_before(post, on):
        tenure.ends_on = on - timedelta(days=1)
        tenure.save(update_fields=["ends_on"])
    return Tenure.objects.create(post=post, person=to, starts_on=on)


def _refuse_handing_over(post: Post, to: Person, on: date) -> None:
    if post.kind == Post.Kind.BODY:
        raise CannotHandOver("A body has members: end one membership and begin another.")
    holding = _not_ended_before(post, on)
    if not holding:
        raise CannotHandOver("Nobody holds this post on that day. Appoint somebody instead.")
    for tenure in holding:
        if tenure.starts_on >= on:
            raise CannotHandOver(f"{tenure.person.name} has not begun in this post before that day.")
        if tenure.person_id == to.pk:
            raise CannotHandOver(f"{to.name} holds this post already.")


@recorded
def end_tenure(*, tenure: Tenure, ends_on: date, by: Person) -> None:
    """Say which day is the last in a post, which is vacant after it.

    Raises CannotEndTenure for a day before the first.
    """
    tenure = Tenure.objects.select_for_update().get(pk=tenure.pk)
    if ends_on < tenure.starts_on:
        raise CannotEndTenure("The last day must be on or after the first day.")
    tenure.ends_on = ends_on
    tenure.save(update_fields=["ends_on"])


def _not_ended_before(post: Post, day: date) -> list[Tenure]:
    """Who holds a post on a day or will hold it later."""
    before = day - timedelta(days=1)
    return list(post.tenures.running_after(before).select_related("person").order_by("starts_on"))
