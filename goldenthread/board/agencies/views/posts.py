"""Posts and bodies, and who held them from when until when."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.board.agencies import forms, operations, queries
from goldenthread.board.agencies.access import PersonRequest, needs, signed_in
from goldenthread.board.agencies.models import Post, Tenure
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.agencies.views.form_page import FormPage, answer_form

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def posts(request: PersonRequest) -> HttpResponse:
    """Every post and body with who holds it."""
    context = {
        "posts": queries.posts_with_holders(on=request.on),
        "may_administer": request.user.may(Permission.ADMINISTER),
    }
    return render(request, "agencies/posts.html", context)


@require_safe
@signed_in
def post(request: PersonRequest, pk: int) -> HttpResponse:
    """One post with everybody who ever held it."""
    found = get_object_or_404(queries.post_with_all(on=request.on), pk=pk)
    context = {
        "post": found,
        "past": queries.past_of_post(found, until=request.as_at or timezone.now()),
        "may_administer": request.user.may(Permission.ADMINISTER) and not request.as_at,
    }
    return render(request, "agencies/post.html", context)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def add_post(request: PersonRequest) -> HttpResponse:
    """Add a post or a body."""
    form = forms.NewPost(request.POST or None)
    page = FormPage("Add a post or body", "Add", reverse("posts"))

    def save() -> str:
        given = {**form.cleaned_data, "kind": Post.Kind(form.cleaned_data["kind"])}
        return f"{operations.add_post(by=request.user, **given).title} is added. Nobody holds it yet."

    return answer_form(request, form, page, save)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def rename_post(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct what a post is called, or whose it is."""
    found = get_object_or_404(Post, pk=pk)
    form = forms.PostTitle(request.POST or None, initial={"title": found.title, "agency": found.agency})
    page = FormPage(f"Correct {found.title}", "Save", reverse("post", args=[pk]))

    def save() -> str:
        operations.rename_post(post=found, by=request.user, **form.cleaned_data)
        return "Saved."

    return answer_form(request, form, page, save)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def appoint(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a person hold a vacant post or sit on a body."""
    found = get_object_or_404(Post, pk=pk)
    form = forms.Holder(request.POST or None, initial={"starts_on": request.on})
    page = FormPage(f"Appoint somebody: {found.title}", "Appoint", reverse("post", args=[pk]))

    def save() -> str:
        tenure = operations.appoint(post=found, by=request.user, **form.cleaned_data)
        return f"{tenure.person.name} is appointed."

    return answer_form(request, form, page, save)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def hand_over(request: PersonRequest, pk: int) -> HttpResponse:
    """Let another person hold a post from a day on, the holder ending the day before."""
    found = get_object_or_404(Post, pk=pk)
    form = forms.Holder(request.POST or None, initial={"starts_on": request.on})
    page = FormPage(f"Hand over: {found.title}", "Hand over", reverse("post", args=[pk]))

    def save() -> str:
        given = form.cleaned_data
        operations.hand_over_post(post=found, to=given["person"], on=given["starts_on"], by=request.user)
        return f"{given['person'].name} takes over {found.title}."

    return answer_form(request, form, page, save)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def end_tenure(request: PersonRequest, pk: int, tenure: int) -> HttpResponse:
    """Say which day is the last of somebody in a post."""
    held = get_object_or_404(Tenure.objects.select_related("post", "person"), pk=tenure, post=pk)
    form = forms.LastDay(request.POST or None, initial={"ends_on": request.on})
    page = FormPage(
        f"{held.person.name} leaves: {held.post.title}", "Save the last day", reverse("post", args=[pk])
    )

    def save() -> str:
        operations.end_tenure(tenure=held, by=request.user, **form.cleaned_data)
        return "The last day is set."

    return answer_form(request, form, page, save)
