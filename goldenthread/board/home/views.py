"""The page each person lands on, and search."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.board.action_plan.forms.filters import FINDING_WORDS
from goldenthread.board.action_plan.queries import Lately, done_since
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.board.agencies.access import PersonRequest, needs, signed_in
from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.agencies.sign_in.last_visit import last_visit
from goldenthread.board.home import queries


@require_safe
@signed_in
def home(request: PersonRequest) -> HttpResponse:
    """My work: what waits for this person, and for those who answer for the plan, the board at a glance."""
    waiting = queries.waiting_for(request.user, on=request.on)
    glance = queries.glance(request.user, on=request.on, as_at=request.as_at)
    context = {
        "waiting": waiting,
        "state": _state(sum(each.total for each in waiting), request.user),
        "glance": glance,
        "findings": _in_words(glance.findings) if glance else [],
        "lately": _lately(request),
        "posts": queries.held_posts(request.user, on=request.on),
        "may_see_plan": request.user.may(Permission.SEE_PLAN),
        "may_import": request.user.may(Permission.IMPORT_PLAN) and not request.as_at,
        "may_administer": request.user.may(Permission.ADMINISTER),
        "has_plan": queries.has_plan(),
    }
    return render(request, "home/home.html", context)


def _state(count: int, person: Person) -> str:
    roles = ", ".join(sorted(role.label for role in person.rights.roles)) or "No role here yet"
    if not count:
        return f"{roles}. Nothing is waiting for you."
    return f"{roles}. {count} {'thing is' if count == 1 else 'things are'} waiting for you."


def _in_words(findings: Mapping[Code, int]) -> list[tuple[str, int, str]]:
    """Each kind of finding in the order of settling: what it is called, how many, and what shows them."""
    return [
        (words, findings[code], f"finding={code.value}")
        for code, (words, *_) in FINDING_WORDS.items()
        if findings.get(code)
    ]


def _lately(request: PersonRequest) -> Lately | None:
    since = last_visit(request)
    if since is None or request.as_at or not request.user.may(Permission.SEE_PLAN):
        return None
    return done_since(request.user, since)


@require_safe
@needs(Permission.SEE_PLAN)
def search(request: PersonRequest) -> HttpResponse:
    """Everything this person may read that holds the words."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = queries.search(request.user, words)
    nearest = queries.nearest_words(request.user, words) if words and not found else ""
    count = sum(each.count for each in found)
    context = {
        "words": words,
        "search_words": words,
        "found": found,
        "count": count,
        "nearest": nearest,
    }
    return render(request, "home/search.html", context)
