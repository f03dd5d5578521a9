"""Settings of the look that are wrong stop the start, not a page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from goldenthread.board.web.colours import LEAST_CONTRAST, NotAColour, contrast
from goldenthread.board.web.labels import LABEL_SETS

LOOK = "look"


@register(LOOK)
def board_colour_can_be_read(**_: Any) -> list[CheckMessage]:
    """The board's name stands in white on the board's colour."""
    try:
        ratio = contrast(settings.BOARD_COLOUR, "#ffffff")
    except NotAColour as reason:
        return [Error(f"BOARD_COLOUR: {reason}", id="web.E001")]
    if ratio < LEAST_CONTRAST:
        words = f"BOARD_COLOUR: white words on {settings.BOARD_COLOUR} have a contrast of {ratio:.1f} to 1."
        return [Error(words, hint=f"Choose a darker colour: {LEAST_CONTRAST} to 1 or more.", id="web.E002")]
    return []


@register(LOOK)
def label_set_is_known(**_: Any) -> list[CheckMessage]:
    """LABEL_SET names one of the label sets."""
    if settings.LABEL_SET in LABEL_SETS:
        return []
    return [Error(f"LABEL_SET must be one of: {', '.join(LABEL_SETS)}.", id="web.E003")]
