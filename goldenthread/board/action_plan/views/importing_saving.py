"""The preview of an import and its saving."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.board.action_plan import jobs
from goldenthread.board.action_plan.models import ImportBatch, ImportRow
from goldenthread.board.action_plan.operations.importing_choices import leave_out
from goldenthread.board.action_plan.operations.importing_save import PlanChanged, begin_saving
from goldenthread.board.action_plan.queries.importing import decisions
from goldenthread.board.action_plan.queries.importing_preview import (
    NOT_IN_FILE,
    in_a_sentence,
    new_or_changed,
    page_of_lines,
)
from goldenthread.board.action_plan.rules.importing import Decisions, Verdict
from goldenthread.board.action_plan.views.importing import Tab
from goldenthread.board.action_plan.views.importing_steps import open_import, positions
from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.web.errors import Refusal
from goldenthread.board.web.notices import tell


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT_PLAN)
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """What saving would do, line by line; single lines can be left out, and all the others be saved."""
    batch = open_import(request, pk)
    if request.method == "POST":
        return _answer(request, batch)
    decided = decisions(batch)
    verdict = request.GET.get("verdict", "")
    context = {
        "batch": batch,
        "decided": decided,
        "state": in_a_sentence(decided),
        "fingerprint": decided.fingerprint(),
        "recommendations": new_or_changed(decided),
        "tabs": list(_tabs(decided, verdict)),
        "page": page_of_lines(batch, decided, verdict, request.GET.get("page")),
        "not_in_file": verdict == NOT_IN_FILE,
    }
    return render(request, "action_plan/import_preview.html", context)


def _tabs(decided: Decisions, verdict: str) -> Iterator[Tab]:
    yield Tab("All lines", "?", len(decided.lines), verdict == "")
    for each in ImportRow.Verdict:
        yield Tab(each.label, f"?verdict={each}", decided.counts[Verdict(each.value)], verdict == each)
    if decided.not_in_file:
        yield Tab(
            "Not in this file", f"?verdict={NOT_IN_FILE}", len(decided.not_in_file), verdict == NOT_IN_FILE
        )


def _answer(request: PersonRequest, batch: ImportBatch) -> HttpResponse:
    """Keep the ticks; then save, or show the preview again. Only what was shown is ever saved."""
    seen = decisions(batch).fingerprint() == request.POST.get("fingerprint")
    try:
        leave_out(
            batch=batch,
            shown=positions(request.POST.getlist("shown")),
            kept=positions(request.POST.getlist("kept")),
            by=request.user,
        )
        if request.POST.get("do") != "save":
            return redirect(request.get_full_path())
        if not seen:
            raise PlanChanged
        with transaction.atomic():
            begin_saving(batch=batch, fingerprint=decisions(batch).fingerprint(), by=request.user)
            jobs.start_saving(batch, by=request.user)
    except Refusal as refusal:
        tell(request, str(refusal), kind="refused")
        return redirect("import-preview", batch.pk)
    return redirect("import", batch.pk)
