"""The words that changed in 2018, when boards became partnerships: a setting chooses between them."""

from collections.abc import Mapping

from django.conf import settings

LABEL_SETS: Mapping[str, Mapping[str, str]] = {
    "lscb_2015": {
        "board": "board",
        "boards": "boards",
        "the board": "the board",
        "safeguarding board": "local safeguarding children board",
        "chair": "independent chair",
        "sub-committee": "sub-committee",
        "sub-committees": "sub-committees",
        "executive": "executive",
        "business manager": "business manager",
        "agency": "partner agency",
        "agencies": "partner agencies",
        "case review": "serious case review",
        "case reviews": "serious case reviews",
    },
    "partnership": {
        "board": "partnership",
        "boards": "partnerships",
        "the board": "the partnership",
        "safeguarding board": "safeguarding children partnership",
        "chair": "independent scrutineer",
        "sub-committee": "subgroup",
        "sub-committees": "subgroups",
        "executive": "executive group",
        "business manager": "partnership manager",
        "agency": "safeguarding partner",
        "agencies": "safeguarding partners",
        "case review": "local child safeguarding practice review",
        "case reviews": "local child safeguarding practice reviews",
    },
}


def label(key: str) -> str:
    """This installation's word for `key`; written "Board", the word starts with a capital.

    Raises KeyError for a word that the label set does not hold.
    """
    word = LABEL_SETS[settings.LABEL_SET][key.lower()]
    return word[0].upper() + word[1:] if key[0].isupper() else word
