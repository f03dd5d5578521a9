"""What stands around a plan's table: its title, the day it was brought up to date, and headings of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from goldenthread.board.action_plan.imports.numbers import split_heading, split_number
from goldenthread.board.action_plan.rules.dates_in_text import find_dates
from goldenthread.board.action_plan.rules.periods import Period

_UPDATED = re.compile(
    r"\b(?:(?:last )?(?:up-?dated?|revised|amended|reviewed)|as (?:at|of|on)|dated?|position at|correct at|current at"
    r"|version|issued?|draft|v\.? ?\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:action|improvement|recovery|business|delivery|development|implementation|inspection) plan\b",
    re.IGNORECASE,
)
_NOT_OF_TITLE = re.compile(
    r"\b(?:continued|cont'?d|completed?|closed|open|outstanding|current|archived?|actions?|part|page|appendix|table"
    r"|sheet|version|draft|updated?|as at|v)\b|\d+(?:st|nd|rd|th)?|\b(?:" + "|".join(
        ("january february march april may june july august september october november december"
         " jan feb mar apr jun jul aug sept sep oct nov dec").split()
    ) + r")\b",
    re.IGNORECASE,
)  # fmt: skip
_LABELLED = re.compile(r"^[A-Z][^:]{2,60}:\s*\S")
_LONGEST_TITLE = 120
_LINES_BETWEEN = 3


def find_plan_updated(texts: Iterable[str]) -> Period | None:
    """The day (or month) a plan says it was brought up to date: the last that the texts name."""
    found = None
    for text in texts:
        for line in text.splitlines():
            found = _updated(line) or found
    return found


def _updated(line: str) -> Period | None:
    if len(line) > _LONGEST_TITLE:
        return None
    told = _UPDATED.search(line)
    if told is None:
        return None
    dates = [mention for mention in find_dates(line) if mention.period and mention.start >= told.start()]
    return dates[0].period if dates else None


def date_of_heading(heading: str) -> Period | None:
    """The date in "Progress presented to Committee Dec 2015"."""
    return next((mention.period for mention in find_dates(heading) if mention.period), None)


def find_title(texts: Iterable[str]) -> str | None:
    """The plan's own title, where one of the texts reads like one: the last such."""
    titles = [text for text in texts if len(text) <= _LONGEST_TITLE and _TITLE.search(text)]
    return titles[-1] if titles else None


def same_plan(title: str, other: str) -> bool:
    """Whether two titles name one plan, whatever their dates and parts: "… plan – completed actions"."""
    words, other_words = _title_words(title), _title_words(other)
    return words <= other_words or other_words <= words


def _title_words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", _NOT_OF_TITLE.sub(" ", title.lower())))


def heading_of_part(
    lead_in: Sequence[str], *, one_of_several: bool
) -> tuple[str, str, tuple[str, ...]] | None:
    """The recommendation that stands close above a table: its number, its text, and the lines after it.

    A line without number or key word ("Voice of the child") counts only where several tables each have theirs.
    """
    for place in range(len(lead_in) - 1, -1, -1):
        heading = split_heading(lead_in[place]) or _numbered(lead_in[place])
        if heading and heading[1]:
            return *heading, tuple(lead_in[place + 1 :])
        if heading and place + 1 < len(lead_in):
            return heading[0], " ".join(lead_in[place + 1].split()), tuple(lead_in[place + 2 :])
        if not _LABELLED.match(lead_in[place]) and len(lead_in) - place > _LINES_BETWEEN:
            break
    plain = [line for line in lead_in[-_LINES_BETWEEN:] if not _is_about_plan(line)]
    return ("", " ".join(plain[-1].split()), ()) if one_of_several and plain else None


def _is_about_plan(line: str) -> bool:
    return bool(_TITLE.search(line) or _UPDATED.search(line) or _LABELLED.match(line))


def _numbered(line: str) -> tuple[str, str] | None:
    ref, text = split_number(line)
    return (ref, text) if ref and len(text) > 15 else None
