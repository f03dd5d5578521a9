"""The first wall: which permission opens a page. The second, which rows, is in each app's queries."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.web.http import AskedRequest


class PersonRequest(AskedRequest):
    """A request by somebody who is signed in."""

    user: Person


View = Callable[..., HttpResponse]


def needs(permission: Permission) -> Callable[[View], View]:
    """Open a page only to people who have the permission for at least one agency; others get 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not (isinstance(request.user, Person) and request.user.may(permission)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.needs = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def signed_in(view: View) -> View:
    """Open a page to everybody who is signed in; sign-in itself is asked for by the middleware."""
    view.needs = None  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Open a page to everybody, signed in or not."""
    from django.contrib.auth.decorators import login_not_required

    view.needs = "public"  # type: ignore[attr-defined]
    return login_not_required(view)
