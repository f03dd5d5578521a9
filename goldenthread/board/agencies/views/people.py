"""Inviting people, giving and ending roles, letting leavers out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.board.agencies import forms, operations, queries
from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.models import Membership, Person
from goldenthread.board.agencies.rules import Permission, Role
from goldenthread.board.agencies.views.form_page import FormPage, answer_form
from goldenthread.board.web import listing, notices
from goldenthread.board.web.errors import Refusal

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.ADMINISTER)
def people(request: PersonRequest) -> HttpResponse:
    """Everybody who has an account, and what each may do."""
    filters = forms.PeopleFilter(request.GET)
    asked: dict[str, Any] = filters.cleaned_data if filters.is_valid() else {}
    found = queries.people(on=request.on, **asked)
    context = {
        "filters": filters,
        "chips": listing.chips(filters, request.GET),
        "page": listing.page_of(found, request.GET),
    }
    return render(request, "agencies/people.html", context)


@require_safe
@needs(Permission.ADMINISTER)
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """One person: roles and posts from when until when, and what was changed by whom."""
    found = get_object_or_404(queries.person_with_all(on=request.on), pk=pk)
    until = request.as_at or timezone.now()
    context = {
        "person": found,
        "factors": queries.second_factors_of(found).count(),
        "past": queries.past_of_person(found, until=until),
        "is_oneself": found == request.user,
    }
    return render(request, "agencies/person.html", context)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def invite(request: PersonRequest) -> HttpResponse:
    """Give somebody an account and write to them."""
    form = forms.Invitation(request.POST or None, initial={"starts_on": request.on})
    page = FormPage("Invite a person", "Send the invitation", reverse("people"))

    def save() -> str:
        given = form.cleaned_data
        newcomer = operations.Newcomer(**{**given, "role": Role(given["role"])})
        invited = operations.invite_person(newcomer=newcomer, by=request.user)
        return f"{invited.name} is invited. We wrote to {invited.email}."

    return answer_form(request, form, page, save)


@require_POST
@needs(Permission.ADMINISTER)
def invite_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Write to an invited person once more."""
    found = get_object_or_404(Person, pk=pk)
    try:
        operations.invite_again(person=found, by=request.user)
    except Refusal as refusal:
        notices.tell(request, str(refusal), kind="refused")
    else:
        notices.tell(request, f"We wrote to {found.email} again.")
    return redirect("person", pk=pk)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct a person's name or address."""
    found = get_object_or_404(Person, pk=pk)
    form = forms.PersonForm(request.POST or None, initial={"name": found.name, "email": found.email})
    page = FormPage(f"Correct the name or address of {found.name}", "Save", reverse("person", args=[pk]))

    def save() -> str:
        operations.correct_person(person=found, by=request.user, **form.cleaned_data)
        return "Saved."

    return answer_form(request, form, page, save)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def give_role(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a person act in a role for an agency."""
    found = get_object_or_404(Person, pk=pk)
    form = forms.RoleForm(request.POST or None, initial={"starts_on": request.on})
    page = FormPage(f"Give {found.name} a role", "Give the role", reverse("person", args=[pk]))

    def save() -> str:
        given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        membership = operations.give_role(person=found, by=request.user, **given)
        return f"{found.name} is {membership.get_role_display().lower()} for {membership.agency.name}."

    return answer_form(request, form, page, save)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def end_role(request: PersonRequest, pk: int, membership: int) -> HttpResponse:
    """Say which day is the last in a role."""
    held = get_object_or_404(Membership.objects.select_related("person"), pk=membership, person=pk)
    form = forms.LastDay(request.POST or None, initial={"ends_on": request.on})
    page = FormPage(
        f"End a role of {held.person.name}",
        "End the role",
        reverse("person", args=[pk]),
        f"{held.get_role_display()} for {held.agency.name}. It may be used until the end of its last day.",
    )

    def save() -> str:
        operations.end_role(membership=held, by=request.user, **form.cleaned_data)
        return "The last day of the role is set."

    return answer_form(request, form, page, save)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def close_account(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a leaver out at once."""
    found = get_object_or_404(Person, pk=pk)
    form = forms.Confirmation(request.POST if request.method == "POST" else None)
    page = FormPage(
        f"Close the account of {found.name}",
        "Close the account",
        reverse("person", args=[pk]),
        "They are signed out everywhere at once. Their roles and posts end, and history keeps them.",
        is_warning=True,
    )

    def save() -> str:
        operations.close_account(person=found, by=request.user)
        return f"The account of {found.name} is closed."

    return answer_form(request, form, page, save)


@require_POST
@needs(Permission.ADMINISTER)
def reopen_account(request: PersonRequest, pk: int) -> HttpResponse:
    """Let somebody who left sign in again."""
    found = get_object_or_404(Person, pk=pk)
    operations.reopen_account(person=found, by=request.user)
    notices.tell(request, f"{found.name} can sign in again. Give them a role.")
    return redirect("person", pk=pk)


@require_http_methods(GET_OR_POST)
@needs(Permission.ADMINISTER)
def reset_sign_in(request: PersonRequest, pk: int) -> HttpResponse:
    """For somebody who lost phone or key."""
    found = get_object_or_404(Person, pk=pk)
    form = forms.Confirmation(request.POST if request.method == "POST" else None)
    page = FormPage(
        f"Reset how {found.name} signs in",
        "Reset",
        reverse("person", args=[pk]),
        "Make sure that it is really them who asks: speak with them on a number you know. "
        "Their password, passkeys, app and recovery codes stop working, and they are signed out everywhere.",
        is_warning=True,
    )

    def save() -> str:
        operations.reset_sign_in(person=found, by=request.user)
        return f"{found.name} signs in by a mailed code next time, and sets up a second factor again."

    return answer_form(request, form, page, save)
