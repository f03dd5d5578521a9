"""Pages that belong to no app: the board's colour, the gallery of components, and the pages for faults."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldenthread.board.web import context
from goldenthread.board.web.gallery import samples

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def board_style(request: HttpRequest, digest: str) -> HttpResponse:
    """The board's colour as a style sheet, so that no page needs an inline style."""
    if digest != context.style_digest():
        raise Http404
    colour = settings.BOARD_COLOUR
    style = f":root{{--board-colour:{colour};--govuk-brand-colour:{colour}}}\n"
    return HttpResponse(style, content_type="text/css", headers={"Cache-Control": FOR_EVER})


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, on one page."""
    return render(request, "web/gallery.html", samples())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be understood, so nothing of it is read again for the page that says so."""
    return HttpResponse(render_to_string("errors/400.html", _bare(request)), status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: a page that this person may not open."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or one whose existence is not this person's to know."""
    return render(request, "errors/404.html", status=404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not sent from a page of ours, or the page was too old."""
    return render(request, "errors/csrf.html", status=403)


def server_fault(request: HttpRequest) -> HttpResponse:
    """500: our fault. Asks neither the database nor who is signed in, since either may be what failed."""
    fault = {"at": timezone.localtime(), "reference": getattr(request, "reference", "")}
    return HttpResponse(render_to_string("errors/500.html", _bare(request) | fault), status=500)


def _bare(request: HttpRequest) -> dict[str, Any]:
    return {"frame": context.bare_frame(), "csp_nonce": getattr(request, "csp_nonce", "")}
