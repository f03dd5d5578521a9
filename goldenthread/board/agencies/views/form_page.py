"""The one way in which these pages ask, refuse and save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.board.agencies.access import PersonRequest
from goldenthread.board.web import notices
from goldenthread.board.web.errors import Refusal


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words around a form, and the page it came from."""

    heading: str
    button: str
    back: str
    words: str = ""
    is_warning: bool = False


def answer_form(
    request: PersonRequest, form: forms.Form, page: FormPage, save: Callable[[], str]
) -> HttpResponse:
    """Show a form, or save what was sent and go back; `save` returns the sentence to show there.

    A refusal is shown above the form, with everything that was typed.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = save()
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            notices.tell(request, done)
            return redirect(page.back)
    return render(request, "agencies/form.html", {"form": form, "page": page})
