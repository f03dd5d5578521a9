"""Giving evidence for an action, and taking it away."""

from __future__ import annotations

from contextlib import ExitStack

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.board.action_plan import forms, operations, queries
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.operations.sending import note_sending
from goldenthread.board.action_plan.views.answering import line_where, saved
from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.models import Agency
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.documents import operations as documents
from goldenthread.board.documents.models import Document
from goldenthread.board.documents.queries import documents_for
from goldenthread.board.web.errors import Refusal
from goldenthread.board.web.notices import tell
from goldenthread.board.web.uploads import new_file


@require_safe
@needs(Permission.UPDATE_ACTION)
def choose(request: PersonRequest, pk: int) -> HttpResponse:
    """Give files, or a document that is here already."""
    return _page(request, line_where(request, Permission.UPDATE_ACTION, pk))


@require_POST
@needs(Permission.UPDATE_ACTION)
def upload(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep files, all or none, and link them."""
    action = line_where(request, Permission.UPDATE_ACTION, pk)
    form = forms.UploadEvidence(request.POST, request.FILES, agencies=_agencies(request))
    if not saved(form, lambda: _keep(request, action, form)):
        return _page(request, action, upload_form=form)
    tell(request, "The evidence is kept and linked.")
    return redirect("action", pk)


@transaction.atomic
def _keep(request: PersonRequest, action: Action, form: forms.UploadEvidence) -> None:
    given = form.cleaned_data
    note_sending(given["token"], by=request.user)
    with ExitStack() as uploads:
        files = []
        for upload in given["files"]:
            path, name = uploads.enter_context(new_file(upload, limit=settings.UPLOAD_BYTES))
            files.append(documents.NewFile(path, name, settings.UPLOAD_BYTES))
        kept = documents.keep_files(
            files=files,
            agency=given["agency"],
            visibility=given["visibility"],
            conflict=documents.Conflict(given["conflict"]),
            by=request.user,
        )
    for document in kept:
        operations.add_evidence(action=action, document=document, shows=given["shows"], by=request.user)


@require_POST
@needs(Permission.UPDATE_ACTION)
def link(request: PersonRequest, pk: int) -> HttpResponse:
    """Link a document that is here already."""
    action = line_where(request, Permission.UPDATE_ACTION, pk)
    form = forms.LinkEvidence(request.POST, documents=_documents(request))
    if not saved(form, lambda: operations.add_evidence(action=action, by=request.user, **form.cleaned_data)):
        return _page(request, action, link_form=form)
    tell(request, "The document is linked.")
    return redirect("action", pk)


@require_POST
@needs(Permission.UPDATE_ACTION)
def take_away(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a document away from an action; the document stays."""
    evidence = get_object_or_404(queries.evidence_where(request.user, Permission.UPDATE_ACTION), pk=pk)
    try:
        operations.take_away_evidence(evidence=evidence, by=request.user)
    except Refusal as refusal:
        tell(request, str(refusal), kind="refused")
    else:
        tell(request, "The document is no longer linked here. It is kept, and so is the history.")
    return redirect("action", evidence.action_id)


def _agencies(request: PersonRequest) -> QuerySet[Agency]:
    """The agencies in whose name this person may give a file."""
    return Agency.objects.filter(pk__in=request.user.rights.agencies).order_by("name")


def _documents(request: PersonRequest) -> QuerySet[Document]:
    return documents_for(request.user).order_by("title", "pk")


def _page(
    request: PersonRequest,
    action: Action,
    *,
    upload_form: forms.UploadEvidence | None = None,
    link_form: forms.LinkEvidence | None = None,
) -> HttpResponse:
    failed = upload_form or link_form
    context = {
        "action": action,
        "upload_form": upload_form or forms.UploadEvidence(agencies=_agencies(request)),
        "link_form": link_form or forms.LinkEvidence(documents=_documents(request)),
        "has_documents": _documents(request).exists(),
        "form": failed,
        "limit": settings.UPLOAD_BYTES // 1_000_000,
    }
    return render(request, "action_plan/evidence.html", context, status=422 if failed else 200)
