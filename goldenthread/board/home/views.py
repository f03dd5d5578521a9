"""The page each person lands on, and search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.board.agencies.access import PersonRequest, needs, signed_in
from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.home import queries


@require_safe
@signed_in
def home(request: PersonRequest) -> HttpResponse:
    """My work: what waits for this person, and for those who answer for the plan, the board at a glance."""
    waiting = queries.waiting_for(request.user, on=request.on)
    context = {
        "waiting": waiting,
        "state": _state(sum(each.total for each in waiting), request.user),
        "glance": queries.glance(request.user, on=request.on, as_at=request.as_at),
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
