"""Imports as a list, and one import as a list of tasks, from the file given to the lines saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.board.action_plan import jobs
from goldenthread.board.action_plan.forms.importing import Upload
from goldenthread.board.action_plan.models import ImportBatch
from goldenthread.board.action_plan.operations.importing import KnownFile, give_up_import, receive_file
from goldenthread.board.action_plan.operations.importing_save import reopen_import
from goldenthread.board.action_plan.operations.importing_undo import undo_import
from goldenthread.board.action_plan.queries.importing import counts_by_verdict, imports_for, saved_rows
from goldenthread.board.action_plan.queries.importing_steps import steps
from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.documents.operations import NewFile
from goldenthread.board.web.errors import Refusal
from goldenthread.board.web.listing import page_of
from goldenthread.board.web.notices import tell
from goldenthread.board.web.uploads import new_file

State = ImportBatch.State
BECAME = {"add": "Added", "change": "Changed", "unchanged": "Unchanged", "skip": "Skipped"}
UNDER_WAY = frozenset({State.RECEIVED, State.READING, State.SAVING})


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to narrow a table, and how many lines it would leave."""

    words: str
    query: str
    count: int
    current: bool


def import_where(request: PersonRequest, pk: int) -> ImportBatch:
    """The import, if this person may see it."""
    return get_object_or_404(imports_for(request.user), pk=pk)


@require_safe
@needs(Permission.IMPORT_PLAN)
def imports(request: PersonRequest) -> HttpResponse:
    """Every file that was given, what became of it, and where to give the next."""
    page = page_of(imports_for(request.user), request.GET)
    return render(request, "action_plan/imports.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT_PLAN)
def upload(request: PersonRequest) -> HttpResponse:
    """Give a file. A known one leads to its first import; one that cannot be kept is refused."""
    form = Upload(request.POST, request.FILES) if request.method == "POST" else Upload()
    if request.method == "POST" and form.is_valid():
        try:
            batch = _receive(form.cleaned_data["file"], by=request.user)
        except KnownFile as known:
            tell(request, str(known), kind="information")
            return redirect("import", known.first.pk)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("import", batch.pk)
    status = 422 if form.errors else 200
    return render(request, "action_plan/import_new.html", {"form": form}, status=status)


def _receive(file: UploadedFile[Any], *, by: Person) -> ImportBatch:
    with new_file(file, limit=settings.UPLOAD_BYTES) as (path, name), transaction.atomic():
        batch = receive_file(new=NewFile(path, name, settings.UPLOAD_BYTES), by=by)
        jobs.start_reading(batch)
    return batch


@require_safe
@needs(Permission.IMPORT_PLAN)
def one_import(request: PersonRequest, pk: int) -> HttpResponse:
    """How far an import has come: its progress, its list of tasks, or its result."""
    batch = import_where(request, pk)
    context = {"batch": batch, "under_way": batch.state in UNDER_WAY, **_work(batch)}
    if batch.state == State.READ:
        context["steps"] = steps(batch)
    if batch.state in {State.SAVED, State.UNDONE}:
        context |= _result(request, batch)
    return render(request, "action_plan/import.html", context)


def _result(request: PersonRequest, batch: ImportBatch) -> dict[str, object]:
    """What became of the lines, narrowed to one verdict where the address asks for it."""
    counts = counts_by_verdict(batch)
    verdict = request.GET.get("verdict", "")
    return {
        "counts": counts,
        "tabs": [
            Tab("All lines", "?", sum(counts.values()), verdict == ""),
            *(
                Tab(words, f"?verdict={each}", counts[each], verdict == each)
                for each, words in BECAME.items()
            ),
        ],
        "page": page_of(saved_rows(batch, verdict), request.GET),
    }


@require_safe
@needs(Permission.IMPORT_PLAN)
def progress(request: PersonRequest, pk: int) -> HttpResponse:
    """The line that says how far the work has come; when it is done, the whole page is asked for."""
    batch = import_where(request, pk)
    response = render(request, "action_plan/import_progress.html", {"batch": batch, **_work(batch)})
    if batch.state not in UNDER_WAY:
        response.headers["HX-Refresh"] = "true"
    return response


def _work(batch: ImportBatch) -> dict[str, object]:
    stopped = batch.state in UNDER_WAY and not jobs.is_under_way(batch)
    return {"stopped": stopped, "words": _words(batch)}


def _words(batch: ImportBatch) -> str:
    """What is being done, in words."""
    if batch.state != State.SAVING:
        return f"Reading {batch.file_name}"
    return f"Saving: {batch.steps_done} of {batch.steps_total} lines"


@require_POST
@needs(Permission.IMPORT_PLAN)
def again(request: PersonRequest, pk: int) -> HttpResponse:
    """Take up work that has stopped. What was done by half was not kept, so nothing is done twice."""
    batch = import_where(request, pk)
    if batch.state == State.SAVING:
        jobs.start_saving(batch, by=request.user)
    elif batch.state in UNDER_WAY:
        jobs.start_reading(batch)
    return redirect("import", pk)


@require_POST
@needs(Permission.IMPORT_PLAN)
def give_up(request: PersonRequest, pk: int) -> HttpResponse:
    """Drop an import before it is saved; one whose saving has stopped goes back to its preview."""
    batch = import_where(request, pk)
    try:
        if batch.state == State.SAVING:
            reopen_import(batch=batch, message="", by=request.user)
            return redirect("import", pk)
        give_up_import(batch=batch, by=request.user)
    except Refusal as refusal:
        tell(request, str(refusal), kind="refused")
        return redirect("import", pk)
    tell(request, f"The import of {batch.file_name} was given up. Nothing of it was kept.")
    return redirect("imports")


@require_POST
@needs(Permission.IMPORT_PLAN)
def undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what an import did, except for lines that somebody has built on."""
    batch = import_where(request, pk)
    try:
        undone = undo_import(batch=batch, by=request.user)
    except Refusal as refusal:
        tell(request, str(refusal), kind="refused")
    else:
        tell(request, undone.words, kind="warning" if undone.stay else "done")
    return redirect("import", pk)
