"""Who may lead an action: proposals only, for "/" also divides the halves of one body's name."""

from __future__ import annotations

import re

_LINES = re.compile(r"\s*\n\s*")
_DIVIDER = re.compile(r"[/;\n]")
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:[,/&(-]|\b(?:of|and|the|for|to|in|with))$", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[•·▪◦●*–-]\s+")
_POST_WORDS = (
    r"(?:chair(?:person|man|s)?|managers?|heads?|directors?|leads?|officers?|chief|commissioner|constable|inspector"
    r"|superintendent|supt|nurse|doctor|co-?ordinator|analyst|committee|group|board|team|police|council|trust|ccg"
    r"|service|members?|teachers?|advis[eo]r|secretary)"
)
_ENDS_AS_POST = re.compile(rf"\b{_POST_WORDS}$", re.IGNORECASE)
_BEGINS_AS_POST = re.compile(rf"^(?:\w+ )?{_POST_WORDS} (?:of|for)\b", re.IGNORECASE)
_LONGEST = 100
_IN_SENTENCE = re.compile(r"\b(?:a|an|the|for|to|with|by)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_BEGINS_WITH_ACRONYM = re.compile(r"[A-Z]{2,6} \w")


def join_lines(raw: str) -> str:
    """A lead cell on one line: lines that name somebody each are divided by " / ", broken names made whole."""
    joined = ""
    for line in _LINES.split(raw.strip()):
        text = " ".join(_BULLET.sub("", line).split())
        if not joined or not text:
            joined = joined or text
        elif _UNFINISHED.search(joined) or text[0].islower() or text[0] in ",/&(":
            joined = f"{joined} {text}"
        else:
            joined = f"{joined} / {text}"
    return joined


def split_leads(text: str) -> tuple[str, ...]:
    """The leads that a cell may name, in order. Only a proposal: a person confirms it.

    "and" divides only what reads as a post on both sides, and "A/B Training Group" is one body of two boards.
    """
    leads: list[str] = []
    for part in _DIVIDER.split(text):
        for piece in _divided_by_and(" ".join(part.split()).strip(" .,")):
            if leads and _ACRONYM.fullmatch(leads[-1]) and _BEGINS_WITH_ACRONYM.match(piece):
                leads[-1] = f"{leads[-1]}/{piece}"
            elif piece:
                leads.append(piece)
    return tuple(dict.fromkeys(leads))


def reads_as_lead(text: str) -> bool:
    """Whether a cell looks like a lead: short, and all that it names are posts or bodies."""
    leads = split_leads(text)
    return len(text) <= _LONGEST and bool(leads) and all(_names_post(lead) for lead in leads)


def _names_post(lead: str) -> bool:
    head = lead.partition(",")[0]
    if _BEGINS_AS_POST.search(head) or _ACRONYM.fullmatch(head):
        return True
    return bool(_ENDS_AS_POST.search(head)) and not _IN_SENTENCE.search(head)


def _divided_by_and(text: str) -> list[str]:
    parts = _AND.split(text)
    are_posts = all(_ENDS_AS_POST.search(part) for part in parts) or all(
        _BEGINS_AS_POST.search(part) for part in parts
    )
    return parts if are_posts else [text]
