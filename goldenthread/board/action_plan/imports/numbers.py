"""The numbers in front of recommendations and actions, in all the ways that plans write them."""

from __future__ import annotations

import re

from goldenthread.board.action_plan.rules.dates_in_text import find_dates

_REF = r"[A-Z]{0,4}\d{1,4}(?:\.\d{1,3})*[a-z]?"
_KIND = (
    r"(?:(?:strategic|key|ofsted|business|board|improvement|corporate) )?"
    r"(?:priority(?: area)?|recommendation|rec|objective|standard|theme|outcome|aim|goal|finding|workstream"
    r"|area (?:for|of) (?:improvement|development|focus)|learning point|judgement)"
)
_HEADING = re.compile(
    rf"^\W*(?P<kind>{_KIND})(?![a-z])(?:\s+(?:no\.?|number))?(?:\s*(?P<ref>{_REF}|[A-Z](?![a-z]))\b\W*|\s*[:–—-]\s*)(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(
    rf"^\s*\(?(?:(?P<ref>{_REF})(?:[.):]+\s*(?=\D|$)|\s+[–—-]\s+|(?<=\d\d)\s+(?=[A-Z\"'‘“])|(?<=\.\d)[a-z]?\s+|(?<=[A-Z]\d)\s+)"
    r"|(?P<letter>[a-z]|[ivx]{1,4})(?:\)|\.\s)\s*)(?P<text>.*)$",
    re.DOTALL,
)
_ACTION_NUMBER = re.compile(
    r"^\s*\(?(?P<ref>[A-Z]{0,4}\d{1,4}(?:\.\d{1,3})+[a-z]?[.):]*\s+|[A-Z]{0,4}\d{1,4}[a-z]?[.):]+\s*(?=\D)|(?:[a-z]|[ivx]{1,4})\)\s*)"
    r"(?P<text>\S.*)$",
    re.DOTALL,
)
_ALONE = re.compile(
    rf"^\W*(?:{_KIND}\W+)?(?P<ref>{_REF}|[A-Za-z]|[ivx]{{1,4}})(?P<more>\W.*)?$", re.IGNORECASE | re.DOTALL
)
_YEAR = re.compile(r"(?:19|20)\d\d$")


def split_heading(text: str) -> tuple[str, str] | None:
    """ "PRIORITY 3: Voice of the child" → ("3", "Voice of the child"); None for a line that is no such heading."""
    found = _HEADING.match(text)
    return (found["ref"] or "", _tidy(found["text"])) if found else None


def split_number(text: str) -> tuple[str, str]:
    """ "142. Ensure that …" → ("142", "Ensure that …"); ("", text) where no number stands in front."""
    if heading := split_heading(text):
        return heading
    found = _NUMBERED.match(text)
    if not found or _begins_with_date(text) or _YEAR.match(found["ref"] or ""):
        return "", _tidy(text)
    return found["ref"] or found["letter"], _tidy(found["text"])


def split_action_number(text: str) -> tuple[str, str]:
    """ "142.1 Agree …" or "3) Agree …" → its number and the rest. A bare number belongs to the sentence."""
    found = _ACTION_NUMBER.match(text)
    if not found or _begins_with_date(text):
        return "", text.strip()
    return found["ref"].strip(" .):\n\t"), found["text"].strip()


def read_ref(text: str) -> tuple[str, tuple[str, ...]]:
    """A cell of numbers: its own, and others in brackets ("17. (57, 138)" → "17" and 57, 138)."""
    text = re.sub(r"^(\d+)\.0+$", r"\1", text.strip())
    found = _ALONE.match(text)
    if not found or (found["more"] and re.search(r"[A-Za-z]{4,}", found["more"])):
        return "", ()
    return found["ref"], tuple(re.findall(_REF, found["more"] or ""))


def is_ref(text: str) -> bool:
    return len(text) <= 30 and bool(read_ref(text)[0])


def _begins_with_date(text: str) -> bool:
    dates = find_dates(text[:40])
    return bool(dates) and text[: dates[0].start].strip(" (") == ""


def _tidy(text: str) -> str:
    return " ".join(text.split())
