"""Sentences shown once, at the top of the next page: what was done, with Undo, or why it was not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.contrib import messages
from django.http import HttpRequest

Kind = Literal["done", "warning", "refused", "information"]

_LEVELS: dict[Kind, int] = {
    "done": messages.SUCCESS,
    "warning": messages.WARNING,
    "refused": messages.ERROR,
    "information": messages.INFO,
}
_KINDS: dict[int, Kind] = {level: kind for kind, level in _LEVELS.items()}
_UNDO = "undo:"


@dataclass(frozen=True)
class Notice:
    """One sentence for the person, and where a POST undoes what it tells of."""

    kind: Kind
    words: str
    undo_path: str = ""


def tell(request: HttpRequest, words: str, *, kind: Kind = "done", undo_path: str = "") -> None:
    """Show `words` on the next page. With `undo_path`, an Undo button posts there."""
    messages.add_message(request, _LEVELS[kind], words, extra_tags=f"{_UNDO}{undo_path}" if undo_path else "")


def waiting(request: HttpRequest) -> list[Notice]:
    """The notices not shown yet; asking takes them off the list."""
    return [
        Notice(
            _KINDS.get(message.level, "information"),
            str(message.message),
            (message.extra_tags or "").partition(_UNDO)[2],
        )
        for message in messages.get_messages(request)
    ]
