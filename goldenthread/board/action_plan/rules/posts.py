"""Whether a title names a body, such as a sub-committee, or one person's post. A guess that a person may correct."""

from __future__ import annotations

import re

_BODY = re.compile(
    r"\b(?:committees?|groups?|boards?|panels?|partnerships?|forums?|executive|teams?|network|trust|council|police"
    r"|service|agency|agencies|partners)$",
    re.IGNORECASE,
)


def is_body(title: str) -> bool:
    """Whether the title ends as a body's does: "Quality Assurance Sub Committee", and not "… Sub Committee Chair"."""
    return bool(_BODY.search(title.strip(" .")))
