"""Bullet points, as Word and its converters leave them in a cell."""

from __future__ import annotations

import re

BULLETS = "•·▪◦●‣"
BULLET = re.compile(rf"^\s*(?:[{BULLETS}*]|[-–o](?=\s))\s*")
"""A bullet in front of a line."""


def without_bullets(text: str) -> str:
    """Lines without the bullets in front of them; a bullet glued to its word stays, as part of the text."""
    return re.sub(rf"(?m)^[ \t]*[{BULLETS}*–-][ \t]+", "", text)


def with_bullets_in_line(text: str) -> str:
    """An action on one line, with "•" before each of its sub-tasks; one bullet in front of it all is only layout."""
    first, *others = BULLET.sub("", text.strip()).split("\n")
    lines = [first, *(BULLET.sub("• ", line) for line in others)]
    return " ".join(" ".join(lines).split())


def sub_tasks(action: str) -> tuple[str, ...]:
    """The bullet points inside an action."""
    return tuple(part.strip() for part in re.split(f"[{BULLETS}]", action)[1:] if part.strip())
