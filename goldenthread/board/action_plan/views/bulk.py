"""One change to many lines: choose, preview, save, and take back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.board.action_plan import forms, operations, queries
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.rules.status import Status
from goldenthread.board.action_plan.views.answering import posts
from goldenthread.board.action_plan.views.plan import narrowing_of
from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.models import Post
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.web.notices import tell

KEPT = 5
"""How many bulk changes a person can still take back."""


@require_safe
@needs(Permission.EDIT_PLAN)
def choose(request: PersonRequest) -> HttpResponse:
    """What to change in the lines that were ticked, or in all that match the filters."""
    if request.GET.get("all_matching"):
        narrowing = narrowing_of(request)
        keys = queries.plan(request.user, narrowing, on=request.on).values_list("pk", flat=True)
        chosen = ",".join(map(str, keys))
    else:
        chosen = ",".join(request.GET.getlist("chosen"))
    actions = _chosen(request, chosen)
    if not actions:
        tell(request, "Tick at least one action first.", kind="refused")
        return redirect("plan")
    return _form(request, forms.Bulk(posts=posts(), chosen=_keys(actions)), actions)


@require_POST
@needs(Permission.EDIT_PLAN)
def preview(request: PersonRequest) -> HttpResponse:
    """What the change would do, line by line; nothing is saved yet."""
    form = forms.Bulk(request.POST, posts=posts())
    actions = _chosen(request, request.POST.get("chosen", ""))
    if not form.is_valid():
        return _form(request, form, actions, status=422)
    change = _change(form)
    seen = operations.preview_many(actions=actions, change=change, by=request.user)
    context = {
        "form": form,
        "preview": seen,
        "will_change": queries.lines(seen.will_change, on=request.on),
        "change": change,
    }
    return render(request, "action_plan/bulk_preview.html", context)


@require_POST
@needs(Permission.EDIT_PLAN)
def save(request: PersonRequest) -> HttpResponse:
    """Make the change, and offer to take it back."""
    form = forms.Bulk(request.POST, posts=posts())
    actions = _chosen(request, request.POST.get("chosen", ""))
    if not form.is_valid():
        return _form(request, form, actions, status=422)
    made, undo = operations.change_many(actions=actions, change=_change(form), by=request.user)
    words = f"{_lines(len(made.will_change))} changed."
    if made.cannot:
        words += f" {_lines(len(made.cannot))} could not be."
    tell(request, words, undo_path=_keep(request, undo) if undo else "")
    return redirect("plan")


@require_POST
@needs(Permission.EDIT_PLAN)
def undo(request: PersonRequest, token: str) -> HttpResponse:
    """Take a bulk change of one's own back, except where somebody has built on it."""
    kept: dict[str, Any] = request.session.get("bulk_changes", {})
    if token not in kept:
        raise Http404
    back = operations.undo_many(undo=kept.pop(token), by=request.user)
    request.session["bulk_changes"] = kept
    words = f"{_lines(len(back.will_change))} put back."
    if back.cannot:
        refs = ", ".join(action.ref for action, _ in back.cannot)
        words += f" Somebody changed {refs} since, so nothing was put back there."
    tell(request, words, kind="done" if back.will_change else "warning")
    return redirect("plan")


def _chosen(request: PersonRequest, chosen: str) -> list[Action]:
    """The lines that were named and that this person may change; the others are as if they were not there."""
    form = forms.Chosen({"chosen": chosen})
    keys = form.cleaned_data["chosen"] if form.is_valid() else ()
    own = queries.actions_where(request.user, Permission.EDIT_PLAN)
    return list(
        own.filter(pk__in=keys).select_related("recommendation").order_by("recommendation", "position")
    )


def _keys(actions: list[Action]) -> str:
    return ",".join(str(action.pk) for action in actions)


def _form(
    request: PersonRequest, form: forms.Bulk, actions: list[Action], *, status: int = 200
) -> HttpResponse:
    return render(request, "action_plan/bulk.html", {"form": form, "actions": actions}, status=status)


def _change(form: forms.Bulk) -> operations.BulkChange:
    given = form.cleaned_data
    return operations.BulkChange(
        status=Status(given["status"]) if given["status"] else None,
        leads=list(Post.objects.filter(pk=given["lead"])) if given["lead"] else None,
        deadline=given["deadline"] or None,
        reason=given["reason"],
    )


def _keep(request: PersonRequest, undo_data: dict[str, Any]) -> str:
    """Keep what undoing needs with the session, never in the page; the path that undoes it."""
    token = uuid4().hex
    kept = {**request.session.get("bulk_changes", {}), token: undo_data}
    request.session["bulk_changes"] = dict(list(kept.items())[-KEPT:])
    return reverse("plan-bulk-undo", args=[token])


def _lines(count: int) -> str:
    return "1 action" if count == 1 else f"{count} actions"
