"""Whether a title names a body, such as a sub-committee, or one person's post: a guess."""

from __future__ import annotations

import re

_BODY = re.compile(
    r"\b(?:committees?|groups?|boards?|panels?|partnerships?|forums?|executive|teams?|network|trust|council|police"
    r"|service|agency|agencies|partners)$",
    re.IGNORECASE,
)


def is_body(title: str) -> bool:
    """Whether the title ends as a body's does: "Training Sub Committee", not "… Sub Committee Chair"."""
    return bool(_BODY.search(title.strip(" .")))
