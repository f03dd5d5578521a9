"""What the plan's pages do alike: find the line, try the change, and come back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.board.action_plan import operations, queries
from goldenthread.board.action_plan.models import Action
from goldenthread.board.agencies.access import PersonRequest
from goldenthread.board.agencies.models import Post
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.web.errors import Refusal


def line_where(request: PersonRequest, permission: Permission, pk: int) -> Action:
    """The line, if this person may do this for it; else the same 404 as for one that never was."""
    found = queries.actions_where(request.user, permission)
    return get_object_or_404(found.select_related("recommendation__source", "changed_by"), pk=pk)


def saved(form: forms.Form, change: Callable[[], object]) -> bool:
    """Whether the form is in order and the change was made; why not stands in the form.

    A form that was saved before is answered like the first time, and changes nothing.
    """
    if not form.is_valid():
        return False
    try:
        change()
    except operations.SentAlready:
        return True
    except (operations.ChangedMeanwhile, operations.RecommendationChanged):
        raise  # the view shows both
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def back_path(request: HttpRequest, default: str, *args: object) -> str:
    """Where the form or the browser says that the person came from, if it is a page of ours."""
    asked = request.POST.get("back") or _came_from(request)
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return reverse(default, args=args)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that led to this one, with its filters; nothing where it is this one or another site's."""
    came = urlsplit(request.headers.get("Referer", ""))
    if request.method != "GET" or came.netloc != request.get_host() or came.path == request.path:
        return ""
    return f"{came.path}?{came.query}" if came.query else came.path


def posts() -> list[tuple[int, str]]:
    """All posts and bodies, as choices."""
    return list(Post.objects.order_by("title").values_list("pk", "title"))
