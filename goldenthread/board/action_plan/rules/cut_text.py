"""Text that seems to have lost its end, as a page break or a narrow column leaves it."""

from __future__ import annotations

import re

# What an English sentence does not end with. Verbs in -ing only where they need an object: "training" ends
# many a sentence, "recommending" none.
_DANGLING = frozenset(
    """a about across after against all an and any are as asking at be because been before between both but by can
    concerning confirming considering demonstrating describing detailing during each either enabling ensure ensuring
    every explaining following for from has have identifying if include includes including into is its making must
    nor of on onto or other our outlining over per proposing providing recommending regarding requiring shall should
    showing such than that the their these this those through to under until upon using via what when where whether
    which who whose will with within without would your""".split()
)
_MARKS = ",/&(–-"
# "to be signed off", "built on": a verb that takes its small word with it.
_COMPLETE = re.compile(
    r"\b(?:sign(?:ed)?|carr(?:y|ied)|follow(?:ed)?|log(?:ged)?|built?|report(?:ed)?|act(?:ed)?|set|put|rol(?:l|led)"
    r"|work(?:ed)?|agreed|based|handed|taken|brought|drawn|met|held)"
    r" (?:on|off|out|up|in|over|upon|to|with|by|for|into|through|under)$",
    re.IGNORECASE,
)
_END = 60
_NAME_AT_END = re.compile(r"(?:[A-Z][\w'’-]*)(?: (?:[A-Z][\w'’-]*))+$")


def looks_cut(text: str) -> bool:
    """Whether the text stops in the middle of a sentence or a bracket."""
    if text.count("(") > text.count(")"):
        return True
    end = text.rstrip()[-_END:]
    if not end:
        return False
    last = end.rsplit(maxsplit=1)[-1]
    return last[-1] in _MARKS or (last in _DANGLING and not _COMPLETE.search(end))


def longer_name(text: str, beside: str) -> str | None:
    """The longer name that stands beside a text which ends with its first words, or None.

    "Launch Early Help" beside "The Early Help Strategy is signed off" gives "Early Help Strategy".
    """
    ending = _NAME_AT_END.search(text.rstrip()[-_END:])
    if ending is None:
        return None
    words = ending[0].split()
    for start in range(len(words) - 1):
        name = " ".join(words[start:])
        longer = re.search(rf"\b{re.escape(name)}((?: [A-Z][a-z]+)+)", beside)
        if longer and len(name) > 5:
            return longer[0]
    return None
