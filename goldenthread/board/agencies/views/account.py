"""One's own account, and the steps of signing in that allauth does not know."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.board.agencies import forms, operations, queries
from goldenthread.board.agencies.access import PersonRequest, public, signed_in
from goldenthread.board.agencies.sign_in.sessions import UNSENT
from goldenthread.board.agencies.views.form_page import FormPage, answer_form


@require_safe
@signed_in
def account(request: PersonRequest) -> HttpResponse:
    """What a person has here: roles, ways of signing in, sessions and preferences."""
    context = {
        "roles": request.user.memberships.on(request.on).select_related("agency"),
        "posts": queries.posts_held_by(request.user, on=request.on).order_by("title"),
        "factors": Authenticator.objects.filter(user=request.user).order_by("created_at"),
        "sessions": len(UserSession.objects.purge_and_list(request.user)),
    }
    return render(request, "agencies/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preferences(request: PersonRequest) -> HttpResponse:
    """How a person wants to be named, and to be shown pages."""
    person = request.user
    initial = {
        "name": person.name,
        "keyboard_shortcuts": person.keyboard_shortcuts,
        "follows_device_theme": person.follows_device_theme,
    }
    form = forms.PreferencesForm(request.POST or None, initial=initial)

    def save() -> str:
        operations.choose_preferences(chosen=operations.Preferences(**form.cleaned_data), by=person)
        return "Saved."

    return answer_form(request, form, FormPage("Your preferences", "Save", reverse("account")), save)


@require_safe
@signed_in
def second_factor(request: PersonRequest) -> HttpResponse:
    """Where somebody without a second factor is sent: choose one and set it up."""
    if queries.second_factors_of(request.user).exists():
        return redirect("mfa_index")
    return render(request, "agencies/second_factor.html")


@require_safe
@signed_in
def unsent(request: PersonRequest) -> HttpResponse:
    """What a person was sending when their session had ended, shown once: they send it again, or not."""
    kept = request.session.pop(UNSENT, None)
    if kept is None or kept["person"] != request.user.pk:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "agencies/unsent.html", {"kept": kept})


@require_http_methods(["GET", "HEAD", "POST"])
@public
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """The demonstration only: be one of its made-up people."""
    if not settings.DEMO:
        raise Http404
    to_try = queries.people_to_try(on=timezone.localdate())
    if request.method != "POST":
        return render(request, "agencies/sign_in_as.html", {"people": to_try})
    person = get_object_or_404(to_try, pk=_number(request.POST.get("person", "")))
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    UserSession.objects.create_from_request(request)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _number(text: str) -> int:
    """A key that a form sent; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@public
def not_here(request: HttpRequest, key: str = "") -> HttpResponse:
    """A page of allauth that would let people change by themselves what the board decides."""
    raise Http404
