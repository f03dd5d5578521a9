"""The tags that pages and components share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.template import Context, Library
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from goldenthread.board.web import labels

register = Library()
STATIC = Path(__file__).resolve().parents[3] / "static"


@register.simple_tag
def label(key: str) -> str:
    """The installation's word for a thing that was renamed in 2018: {% label "Sub-committee" %}."""
    return labels.label(key)


@register.simple_tag(takes_context=True)
def path(context: Context, to: Any, *args: Any, query: str = "", **kwargs: Any) -> str:
    """The address of a page by its name, or of a thing by itself, at the date that is being looked at."""
    address = reverse(to, args=args, kwargs=kwargs) if isinstance(to, str) else to.get_absolute_url()
    asked = "&".join(filter(None, (query, as_at_query(context).removeprefix("?"))))
    return f"{address}?{asked}" if asked else str(address)


@register.simple_tag(takes_context=True)
def as_at_query(context: Context) -> str:
    """“?as_at=2015-09-04” while somebody looks back, to follow a known address; nothing today."""
    as_at = context["request"].GET.get("as_at") if "request" in context else None
    return f"?{urlencode({'as_at': as_at})}" if as_at else ""


@register.simple_tag
def moment_in_words(moment: datetime) -> str:
    """“at the end of 4 September 2015”, or with the time where it is not the end of a day."""
    there = timezone.localtime(moment)
    if (there.hour, there.minute) == (23, 59):
        return f"at the end of {date_format(there, 'j F Y')}"
    return f"at {date_format(there, 'g:iA').lower()} on {date_format(there, 'j F Y')}"


@register.simple_tag(takes_context=True)
def other_parameters(context: Context, *names: str) -> list[tuple[str, str]]:
    """The query's names and values but those named, to be kept as hidden fields of a GET form."""
    query = context["request"].GET
    return [(name, value) for name, values in query.lists() if name not in names for value in values]


@dataclass(frozen=True)
class Sorting:
    """How a table is sorted by one of its columns, and what to ask for to turn it round."""

    state: str
    """"ascending", "descending" or "none", as aria-sort takes it."""
    ask: str


@register.simple_tag
def sorting(column: str, current: str = "") -> Sorting:
    """The state of a column's head, where `current` is the order the page is in."""
    if current == column:
        return Sorting("ascending", f"-{column}")
    if current == f"-{column}":
        return Sorting("descending", column)
    return Sorting("none", column)


@register.filter(is_safe=True)
def sentence_case(words: str) -> str:
    """“Two-Factor Authentication” as “Two-factor authentication”, as headings are written here."""
    return words.strip().capitalize()


@register.filter
def numbers(page: Page[Any]) -> Iterator[int | str]:
    """The page numbers to show, with an ellipsis for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def component_styles() -> SafeString:
    """A link for each component's style sheet."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in _component_sheets())
    )


@cache
def _component_sheets() -> tuple[str, ...]:
    sheets = (STATIC / "css" / "components").glob("*.css")
    return tuple(sorted(f"css/components/{sheet.name}" for sheet in sheets))
