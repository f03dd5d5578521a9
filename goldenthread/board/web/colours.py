"""Whether a colour can be read: the contrast formula of WCAG 2.2."""

from __future__ import annotations

import re

LEAST_CONTRAST = 4.5
_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


class NotAColour(ValueError):
    """The text is not a colour like #1d4f5c."""


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb", from 0 (black) to 1 (white). Raises NotAColour."""
    found = _HEX.fullmatch(colour)
    if not found:
        raise NotAColour(f"{colour!r} is not a colour like #1d4f5c.")
    red, green, blue = (_linear(int(part, 16) / 255) for part in found.groups())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21. Raises NotAColour."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
