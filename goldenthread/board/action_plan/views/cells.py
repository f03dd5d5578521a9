"""Changing one thing of one line: in its place by htmx, on a page without; and what if somebody was faster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.board.action_plan import forms, operations, queries
from goldenthread.board.action_plan.forms.changes import wording_in_words
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.queries import Line
from goldenthread.board.action_plan.rules.status import Rag, Status
from goldenthread.board.action_plan.views.answering import back_path, line_where, posts, saved
from goldenthread.board.action_plan.views.rows import row_of
from goldenthread.board.agencies.access import PersonRequest, View, needs
from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.web.notices import tell


@dataclass(frozen=True)
class Cell:
    """One thing of a line that can be changed in its place."""

    name: str
    form: Callable[[Action, Any], forms.LineForm]
    save: Callable[[Action, Any, int, Person], object]
    """Line, form, the version that the person saw, and who."""
    shown: Callable[[Any], str]
    """What it holds, in words: of a line now, or of its event in the past."""


def _set_status(action: Action, form: forms.SetStatus, version: int, by: Person) -> object:
    status, reason = Status(form.cleaned_data["status"]), form.cleaned_data["reason"]
    if status == action.status and version == action.version:
        return action
    return operations.change_status(action=action, status=status, reason=reason, by=by, version=version)


def _name_leads(action: Action, form: forms.NameLeads, version: int, by: Person) -> object:
    return operations.name_leads(action=action, leads=form.posts, by=by, version=version)


def _move_deadline(action: Action, form: forms.MoveDeadline, version: int, by: Person) -> object:
    given = form.cleaned_data
    new = operations.NewDeadline(given["deadline"], given["reason"], given["agreed_by"], given["agreed_on"])
    return operations.move_deadline(action=action, new=new, by=by, version=version)


def _override_rag(action: Action, form: forms.OverrideRag, version: int, by: Person) -> object:
    rag = Rag(form.cleaned_data["rag"]) if form.cleaned_data["rag"] else None
    return operations.override_rag(
        action=action, rag=rag, reason=form.cleaned_data["reason"], by=by, version=version
    )


def _edit(action: Action, form: forms.Wording, version: int, by: Person) -> object:
    return operations.edit_action(action=action, version=version, changes=form.changes, by=by)


def _lead_form(action: Action, data: Any) -> forms.LineForm:
    return forms.NameLeads(action, data, posts=posts())


CELLS: Mapping[str, Cell] = {
    cell.name: cell
    for cell in (
        Cell("status", forms.SetStatus, _set_status, lambda line: Status(line.status).label),
        Cell("lead", _lead_form, _name_leads, lambda _line: ""),
        Cell("deadline", forms.MoveDeadline, _move_deadline, lambda line: line.deadline_raw or "None"),
        Cell(
            "rag",
            forms.OverrideRag,
            _override_rag,
            lambda line: Rag(line.rag_override).label if line.rag_override else "As computed",
        ),
        Cell("wording", forms.Wording, _edit, lambda line: wording_in_words(forms.Wording.values(line))),
    )
}


def cell_view(name: str) -> View:
    """The page that changes one thing of a line."""
    cell = CELLS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @needs(Permission.EDIT_PLAN)
    def view(request: PersonRequest, pk: int) -> HttpResponse:
        action = line_where(request, Permission.EDIT_PLAN, pk)
        if request.method != "POST":
            closed = bool(request.GET.get("cell"))
            return _closed(request, action, cell) if closed else _open(request, action, cell, None)
        form = cell.form(action, request.POST)
        try:
            done = saved(form, lambda: cell.save(action, form, form.cleaned_data["version"], request.user))
        except operations.ChangedMeanwhile as faster:
            return _conflict(request, cell, form, faster.action)
        return _done(request, action, cell) if done else _open(request, action, cell, form)

    return view


def _by_script(request: PersonRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _line(request: PersonRequest, action: Action) -> Line:
    return queries.lines([action], on=request.on)[0]


def _open(request: PersonRequest, action: Action, cell: Cell, form: forms.LineForm | None) -> HttpResponse:
    template = "action_plan/cell_open.html" if _by_script(request) else "action_plan/cell_page.html"
    context = {
        "action": action,
        "line": _line(request, action),
        "cell": cell.name,
        "path": request.path,
        "form": form or cell.form(action, None),
        "back": back_path(request, "action", action.pk),
    }
    status = 422 if form and not _by_script(request) else 200
    return render(request, template, context, status=status)


def _closed(request: PersonRequest, action: Action, cell: Cell, *, saved_at: str = "") -> HttpResponse:
    context = {"row": row_of(_line(request, action), may_edit=True), "saved_at": saved_at}
    return render(request, f"action_plan/cells/{cell.name}.html", context)


def _done(request: PersonRequest, action: Action, cell: Cell) -> HttpResponse:
    action.refresh_from_db()
    if _by_script(request):
        return _closed(request, action, cell, saved_at=f"{timezone.localtime():%H:%M}")
    tell(request, f"{action.ref} saved.")
    return redirect(back_path(request, "action", action.pk))


def _conflict(request: PersonRequest, cell: Cell, form: forms.LineForm, now: Action) -> HttpResponse:
    """Both texts side by side, nothing saved and nothing lost: the person chooses."""
    leads = cell.name == "lead"
    theirs = _line(request, now).lead or "Nobody" if leads else cell.shown(now)
    if now.changed_by_id == request.user.pk and theirs == form.yours:
        return _done(request, now, cell)  # the same form sent twice
    before = queries.version_of(now, form.cleaned_data["version"])
    context = {
        "action": now,
        "cell": cell.name,
        "path": request.path,
        "heading": form.heading,
        "before": "" if leads or before is None else cell.shown(before),
        "theirs": theirs,
        "yours": form.yours,
        "sent": [(name, value) for name, value in request.POST.items() if name not in _NOT_SENT_AGAIN],
        "back": back_path(request, "action", now.pk),
    }
    template = "action_plan/conflict_cell.html" if _by_script(request) else "action_plan/conflict.html"
    return render(request, template, context, status=200 if _by_script(request) else 409)


_NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", "version", "back"})
