"""What a page with a long table needs besides its rows: chips for the filters in force, and the order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class Chip:
    """One filter in force, and the query that is left when it is taken off."""

    words: str
    query: str


def chips(form: forms.Form, query: QueryDict) -> list[Chip]:
    """One chip for each value that a filter form was given, in the order of its fields."""
    return [
        Chip(f"{field.label}: {_shown(field, value)}", _without(query, field.html_name, value))
        for field in form
        for value in query.getlist(field.html_name)
        if value and field.name not in form.errors
    ]


def page_of(rows: QuerySet[Any], query: QueryDict) -> Page[Any]:
    """The page that ?page= names; the first or last one where it names none."""
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(query.get("page"))


def ordering(query: QueryDict, allowed: Iterable[str], default: str) -> str:
    """The column that ?sort= names, with a minus for downwards, if it is one of those allowed."""
    asked = query.get("sort", default)
    return asked if asked.removeprefix("-") in set(allowed) else default


def _shown(field: forms.BoundField, value: str) -> str:
    """What the person chose, in the words they chose it by."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return "yes"
    for known, words in getattr(field.field, "choices", ()):
        group = words if isinstance(words, list | tuple) else [(known, words)]
        for each, name in group:
            if str(each) == value:
                return str(name)
    return value


def _without(query: QueryDict, name: str, value: str) -> str:
    left = query.copy()
    left.setlist(name, [kept for kept in query.getlist(name) if kept != value])
    left.pop("page", None)
    return f"?{left.urlencode()}"
