"""Recommendations: all of them, one as a one-page story, and what the board says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.board.action_plan import forms, operations, queries
from goldenthread.board.action_plan.models import Recommendation
from goldenthread.board.action_plan.queries import FieldChange
from goldenthread.board.action_plan.rules.thread import Link
from goldenthread.board.action_plan.views.answering import saved
from goldenthread.board.action_plan.views.rows import as_at_of, row_of
from goldenthread.board.agencies.access import PersonRequest, needs
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.web.notices import tell


@require_safe
@needs(Permission.SEE_PLAN)
def recommendations(request: PersonRequest) -> HttpResponse:
    """All recommendations, each with how far it is and where its thread is weakest."""
    context = {
        "threads": queries.threads(request.user, on=request.on),
        "may_edit": request.user.may(Permission.EDIT_PLAN) and not request.as_at,
    }
    return render(request, "action_plan/recommendations.html", context)


@require_safe
@needs(Permission.SEE_PLAN)
def recommendation(request: PersonRequest, pk: int) -> HttpResponse:
    """One recommendation: finding, actions, evidence, effect, and what is left."""
    found = get_object_or_404(queries.recommendations(), pk=pk)
    thread = queries.thread(request.user, found, on=request.on)
    may_edit = request.user.may(Permission.EDIT_PLAN) and not request.as_at
    context = {
        "recommendation": found,
        "thread": thread,
        "chain": _chain(thread.weakest.link),
        "rows": [row_of(line, may_edit=may_edit, query=as_at_of(request)) for line in thread.lines],
        "add_query": f"recommendation={pk}",
        "effects": queries.effects(thread),
        "evidence": queries.evidence_of(request.user, [line.action for line in thread.lines]),
        "likely_number": queries.likely_number(found),
        "may_edit": may_edit,
    }
    return render(request, "action_plan/recommendation.html", context)


@dataclass(frozen=True)
class ChainLink:
    """A link of the thread through a recommendation."""

    words: str
    state: Literal["holds", "breaks", "open"]
    """ "open" after the first that breaks: nobody need look there yet."""


LINK_WORDS = {
    Link.ACTION: "Action",
    Link.LEAD: "Lead",
    Link.DEADLINE: "Deadline",
    Link.CLAIM: "Claimed",
    Link.EVIDENCE: "Evidence",
    Link.SEEN: "Seen",
    Link.VERIFIED: "Verified",
    Link.EFFECT: "Worked",
}


def _chain(weakest: Link | None) -> list[ChainLink]:
    order = list(LINK_WORDS)
    holding = order if weakest is None else order[: order.index(weakest)]
    return [
        ChainLink(words, "holds" if link in holding else "breaks" if link is weakest else "open")
        for link, words in LINK_WORDS.items()
    ]


@require_safe
@needs(Permission.SEE_PLAN)
def history(request: PersonRequest, pk: int) -> HttpResponse:
    """Who changed what in one recommendation, and when."""
    found = get_object_or_404(queries.recommendations(), pk=pk)
    changes = queries.changes_of_recommendation(request.user, found, as_at=request.as_at)
    context = {"recommendation": found, "changes": changes}
    return render(request, "action_plan/recommendation_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_PLAN)
def add(request: PersonRequest) -> HttpResponse:
    """Add a recommendation."""
    form = forms.AddRecommendation(request.POST if request.method == "POST" else None)
    made: list[Recommendation] = []

    def change() -> None:
        made.append(operations.add_recommendation(by=request.user, **form.cleaned_data))

    if request.method == "POST" and saved(form, change):
        tell(request, "The recommendation is in the plan.")
        return redirect("recommendation", made[0].pk) if made else redirect("recommendations")
    return render(
        request, "action_plan/recommendation_add.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_PLAN)
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what the board says of a recommendation."""
    found = get_object_or_404(queries.recommendations(), pk=pk)
    form = forms.EditRecommendation(found, _sent(request))

    def change() -> None:
        version = form.cleaned_data["version"]
        operations.edit_recommendation(
            recommendation=found, version=version, changes=form.changes, by=request.user
        )

    template = "action_plan/recommendation_edit.html"
    try:
        if request.method == "POST" and saved(form, change):
            tell(request, "The recommendation is saved.")
            return redirect("recommendation", pk)
    except operations.RecommendationChanged as faster:
        form = forms.EditRecommendation(faster.recommendation, _with_version(request, faster.recommendation))
        context = {
            "form": form,
            "recommendation": faster.recommendation,
            "changed_meanwhile": faster,
            "both": _both(form),
        }
        return render(request, template, context, status=409)
    context = {"form": form, "recommendation": found}
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_PLAN)
def number(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a recommendation the number that its source left out."""
    found = get_object_or_404(queries.recommendations(), pk=pk)
    likely = queries.likely_number(found)
    form = forms.NumberRecommendation(
        _sent(request), initial={"version": found.version, "ref": found.ref or likely}
    )

    def change() -> None:
        operations.number_recommendation(recommendation=found, by=request.user, **form.cleaned_data)

    try:
        if request.method == "POST" and saved(form, change):
            tell(request, "The recommendation is numbered, and its actions with it.")
            return redirect("recommendation", pk)
    except operations.RecommendationChanged as faster:
        form = forms.NumberRecommendation(_with_version(request, faster.recommendation))
        form.add_error(None, str(faster))
    context = {"form": form, "recommendation": found, "likely_number": likely}
    return render(
        request, "action_plan/recommendation_number.html", context, status=422 if form.errors else 200
    )


def _both(form: forms.EditRecommendation) -> list[FieldChange]:
    """What stands there now, and what the form would put in its place."""
    fields = (
        (field, _shown(field, field.initial), _shown(field, field.data)) for field in form.visible_fields()
    )
    return [FieldChange(str(field.label), now, yours) for field, now, yours in fields if now != yours]


def _shown(field: BoundField, value: object) -> str:
    known = {str(key): str(words) for key, words in getattr(field.field, "choices", ())}
    return known.get(str(value), str(value or ""))


def _sent(request: HttpRequest) -> dict[str, str] | None:
    return request.POST.dict() if request.method == "POST" else None


def _with_version(request: HttpRequest, now: Recommendation) -> dict[str, object]:
    """What was sent, to be sent again in full knowledge of the other change."""
    return {**request.POST.dict(), "version": now.version}
