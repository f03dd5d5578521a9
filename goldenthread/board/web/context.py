"""What the frame around every page shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldenthread.board.web.navigation import Link, links, public_links
from goldenthread.board.web.notices import Notice, waiting

VERSION = version("goldenthread")


@dataclass(frozen=True)
class Frame:
    """The board's name and look, where one may go, and the day that is shown."""

    board_name: str
    style_path: str
    contact: str
    """Who helps: “the board's business manager, 0191 498 0000”."""
    version: str = VERSION
    is_demo: bool = False
    as_at: datetime | None = None
    follows_device_theme: bool = False
    keyboard_shortcuts: bool = True
    navigation: list[Link] = field(default_factory=list)
    account: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)
    notices: Callable[[], list[Notice]] = list


def style_digest() -> str:
    """Changes with the board's colour."""
    return sha256(settings.BOARD_COLOUR.encode()).hexdigest()[:12]


def style_path() -> str:
    """Where the board's colour is served: a path that changes with it, so that it can be kept for ever."""
    return reverse("board_style", args=[style_digest()])


def bare_frame() -> Frame:
    """The frame for a page that must not ask the database or know who reads it."""
    return Frame(settings.BOARD_NAME, style_path(), settings.OFFICE_CONTACT, is_demo=settings.DEMO)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `frame` and `csp_nonce` in every template."""
    # A page for a fault may be shown before anybody knows who asks.
    person: Any = getattr(request, "user", None)
    around = Frame(
        board_name=settings.BOARD_NAME,
        style_path=style_path(),
        contact=settings.OFFICE_CONTACT,
        is_demo=settings.DEMO,
        as_at=getattr(request, "as_at", None),
        follows_device_theme=getattr(person, "follows_device_theme", False),
        keyboard_shortcuts=getattr(person, "keyboard_shortcuts", True),
        navigation=links(settings.NAVIGATION, request, person),
        account=links(settings.ACCOUNT_PAGES, request, person),
        footer=public_links(settings.FOOTER_PAGES, request),
        notices=partial(waiting, request),
    )
    return {"frame": around, "csp_nonce": getattr(request, "csp_nonce", "")}
