"""The main parts of the site, as data: settings.NAVIGATION lists them, each page shows those one may open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Item:
    """One part of the site, for settings.NAVIGATION."""

    words: str
    page: str
    """The name of its page, as `reverse` takes it."""
    permission: str | None = None
    """What one must be allowed to do to see it; None for everybody who is signed in."""
    key: str = ""
    """The letter that opens it after `g`."""


@dataclass(frozen=True)
class Link:
    """One part of the site as it stands in the frame of a page."""

    words: str
    path: str
    key: str
    is_current: bool


def links(items: Iterable[Item], request: HttpRequest, person: Any) -> list[Link]:
    """The parts this person may open, the one that holds this page marked."""
    if person is None or not person.is_authenticated:
        return []
    allowed = [item for item in items if item.permission is None or person.may(item.permission)]
    return public_links(allowed, request)


def public_links(items: Sequence[Item], request: HttpRequest) -> list[Link]:
    """The parts that everybody may open, the one that holds this page marked."""
    paths = [reverse(item.page) for item in items]
    holding = max((path for path in paths if _holds(path, request.path)), key=len, default=None)
    return [
        Link(item.words, path, item.key, is_current=path == holding)
        for item, path in zip(items, paths, strict=True)
    ]


def _holds(path: str, page: str) -> bool:
    return page == path or (path != "/" and page.startswith(path))
