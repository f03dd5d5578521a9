"""The agencies at the table."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.board.agencies import forms, operations, queries
from goldenthread.board.agencies.access import PersonRequest, needs, signed_in
from goldenthread.board.agencies.models import Agency
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.agencies.views.form_page import FormPage, answer_form


@require_safe
@signed_in
def agencies(request: PersonRequest) -> HttpResponse:
    """Every agency with its people and posts."""
    context = {
        "agencies": queries.agencies_with_people(on=request.on),
        "may_administer": request.user.may(Permission.ADMINISTER) and not request.as_at,
    }
    return render(request, "agencies/agencies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ADMINISTER)
def add_agency(request: PersonRequest) -> HttpResponse:
    """Add an agency."""
    form = forms.AgencyForm(request.POST or None)
    page = FormPage("Add an agency", "Add", reverse("agencies"))

    def save() -> str:
        return f"{operations.add_agency(by=request.user, **form.cleaned_data).name} is added."

    return answer_form(request, form, page, save)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ADMINISTER)
def rename_agency(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct what an agency is called."""
    found = get_object_or_404(Agency, pk=pk)
    form = forms.AgencyForm(
        request.POST or None, initial={"name": found.name, "short_name": found.short_name}
    )
    page = FormPage(f"Correct the name of {found.name}", "Save", reverse("agencies"))

    def save() -> str:
        operations.rename_agency(agency=found, by=request.user, **form.cleaned_data)
        return "Saved."

    return answer_form(request, form, page, save)
