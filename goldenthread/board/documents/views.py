"""Pages of documents."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.queries import agencies_where
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.documents import forms, operations, queries
from goldenthread.board.web.errors import Refusal
from goldenthread.board.web.notices import tell
from goldenthread.board.web.uploads import new_file


@needs(Permission.SEE_PLAN)
def document(request: PersonRequest, pk: int) -> HttpResponse:
    """One document with all its versions."""
    found = get_object_or_404(queries.with_versions(queries.documents_for(request.user)), pk=pk)
    may_change = agencies_where(request.user, Permission.UPDATE_ACTION).filter(pk=found.agency_id).exists()
    context = {
        "document": found,
        "state": f"{found.agency.name}. {found.get_visibility_display()} may open it.",
        "may_change": may_change and not request.as_at,
        "new_version": forms.NewVersion(),
        "visibility": forms.Visibility(initial={"visibility": found.visibility}),
    }
    return render(request, "documents/document.html", context)


@require_POST
@needs(Permission.UPDATE_ACTION)
def new_version(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a version to a document of an agency that the person may speak for."""
    own = agencies_where(request.user, Permission.UPDATE_ACTION)
    found = get_object_or_404(queries.documents_for(request.user).filter(agency__in=own), pk=pk)
    form = forms.NewVersion(request.POST, request.FILES)
    if not form.is_valid():
        tell(request, "Choose the file of the new version.", kind="refused")
        return redirect("document", pk=pk)
    try:
        with new_file(form.cleaned_data["file"], limit=settings.UPLOAD_BYTES) as (path, name):
            new = operations.NewFile(path, name, settings.UPLOAD_BYTES)
            version = operations.add_version(document=found, new=new, by=request.user)
    except Refusal as refusal:
        tell(request, str(refusal), kind="refused")
    else:
        tell(request, f"Version {version.number} is kept. The versions before it stay.")
    return redirect("document", pk=pk)


@require_POST
@needs(Permission.UPDATE_ACTION)
def visibility(request: PersonRequest, pk: int) -> HttpResponse:
    """Say who may open a document of one's own agency."""
    own = agencies_where(request.user, Permission.UPDATE_ACTION)
    found = get_object_or_404(queries.documents_for(request.user).filter(agency__in=own), pk=pk)
    form = forms.Visibility(request.POST)
    if form.is_valid():
        operations.change_visibility(
            document=found, visibility=form.cleaned_data["visibility"], by=request.user
        )
        tell(request, "Saved.")
    return redirect("document", pk=pk)


@needs(Permission.SEE_PLAN)
def download(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """One version as a file to keep: never opened inside the site, and checked against its hash first."""
    version = get_object_or_404(queries.versions_for(request.user), document=pk, number=number)
    try:
        data = operations.open_checked(version)
    except Refusal as refusal:
        context = {"sentence": str(refusal), "status": 409}
        return render(request, "errors/refusal.html", context, status=409)
    response = HttpResponse(data, content_type=version.media_type)
    response.headers["Content-Disposition"] = _as_attachment(version.file_name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response


def _as_attachment(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
