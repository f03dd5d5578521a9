"""Text that seems to have lost its end, as a page break or a narrow column leaves it."""

from __future__ import annotations

import re

# What an English sentence does not end with. Verbs in -ing only where they need an object: "training" ends many.
_DANGLING = re.compile(
    r"(?:\b(?:and|or|but|nor|of|the|a|an|to|for|with|from|into|onto|upon|at|by|as|than|that|which|who|whose|whether"
    r"|if|because|via|per|including|ensuring|recommending|regarding|concerning|requiring|enabling|providing|following"
    r"|outlining|proposing|detailing|demonstrating|identifying|explaining|confirming|asking|making|showing|describing"
    r"|using|considering|its|their|our|your|this|these|those|is|are|be|been|has|have|will|should|must|can|any|all|each"
    r"|between|across|within|through|against|under|other|such|where appropriate and)|[,&/(–-])$",
    re.IGNORECASE,
)
_PREPOSITION_MAY_END = re.compile(
    r"\b(?:sign(?:ed)?|carr(?:y|ied)|follow|log(?:ged)?|build|report(?:ed)?) \w+$", re.I
)
_NAME_AT_END = re.compile(r"(?:[A-Z][\w'’-]*)(?: (?:[A-Z][\w'’-]*))+$")


def looks_cut(text: str) -> bool:
    """Whether the text stops in the middle of a sentence or a bracket."""
    text = text.rstrip()
    if not text:
        return False
    if text.count("(") > text.count(")"):
        return True
    return bool(_DANGLING.search(text)) and not _PREPOSITION_MAY_END.search(text)


def longer_name(text: str, beside: str) -> str | None:
    """The longer name that stands beside a text which ends with its first words, or None.

    "Launch Early Help" beside "The Early Help Strategy is signed off" gives "Early Help Strategy".
    """
    ending = _NAME_AT_END.search(text.rstrip())
    if ending is None:
        return None
    words = ending[0].split()
    for start in range(len(words) - 1):
        name = " ".join(words[start:])
        longer = re.search(rf"\b{re.escape(name)}((?: [A-Z][a-z]+)+)", beside)
        if longer and len(name) > 5:
            return longer[0]
    return None
