"""Days as people in the United Kingdom write them: the day first."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[\s/.,-]+(\d{1,2})[\s/.,-]+(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/.,-]+([a-z]{3,9})[\s/.,-]+(\d{4}|\d{2})", re.IGNORECASE)


def day_of(text: str) -> date:
    """The day that "31 10 2026", "31/10/26", "31 October 2026" or "2026-10-31" names.

    Two-digit years are 20xx. Raises ValueError if it is none of these, or no such day exists.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMBERS.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _WORDS.fullmatch(text):
        day, month, year = int(found[1]), _month_of(found[2]), int(found[3])
    else:
        raise ValueError("not a day")
    return date(year + 2000 if year < 100 else year, month, day)


def _month_of(word: str) -> int:
    """1 to 12 for "sept" or "September". Raises ValueError."""
    for number, month in enumerate(_MONTHS, start=1):
        if month.startswith(word.lower()):
            return number
    raise ValueError("not a month")
