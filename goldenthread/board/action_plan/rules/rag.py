"""Reads red, amber, green and blue from a letter, a word, a score with its key, or the shading of a cell."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Rag(StrEnum):
    GREEN = "green"
    AMBER_GREEN = "amber-green"
    AMBER = "amber"
    AMBER_RED = "amber-red"
    RED = "red"
    BLUE = "blue"
    GREY = "grey"
    NONE = "none"

    @property
    def letter(self) -> str:
        """As plans abbreviate it: "A/G"; "" where nothing is assessed."""
        return _LETTERS[self]


_LETTERS = {
    Rag.GREEN: "G",
    Rag.AMBER_GREEN: "A/G",
    Rag.AMBER: "A",
    Rag.AMBER_RED: "A/R",
    Rag.RED: "R",
    Rag.BLUE: "B",
    Rag.GREY: "Grey",
    Rag.NONE: "",
}


@dataclass(frozen=True, slots=True)
class RagReading:
    raw: str
    """The plan's own letter or word; the letter, where the plan says it by shading or by a score."""
    rag: Rag
    understood: bool = True
    """False where the cell says something that is no colour to us."""


_COLOUR = re.compile(r"\b(red|amber|yellow|orange|green|blue|gr[ea]y|[rabg])\b", re.IGNORECASE)
_COLOURS = {
    "r": Rag.RED, "red": Rag.RED,
    "a": Rag.AMBER, "amber": Rag.AMBER, "yellow": Rag.AMBER, "orange": Rag.AMBER,
    "g": Rag.GREEN, "green": Rag.GREEN,
    "b": Rag.BLUE, "blue": Rag.BLUE,
    "grey": Rag.GREY, "gray": Rag.GREY,
}  # fmt: skip
_SHORT = {
    "ag": Rag.AMBER_GREEN,
    "ga": Rag.AMBER_GREEN,
    "ar": Rag.AMBER_RED,
    "ra": Rag.AMBER_RED,
    "n/a": Rag.GREY,
    "na": Rag.GREY,
}
_MIXED = {
    frozenset({Rag.AMBER, Rag.GREEN}): Rag.AMBER_GREEN,
    frozenset({Rag.AMBER, Rag.RED}): Rag.AMBER_RED,
}
# What the words of a key or a status mean; the first that fits counts, so "not achieved" stands before "achieved".
_MEANINGS: tuple[tuple[re.Pattern[str], Rag], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), rag)
    for words, rag in (
        (r"not (?:yet )?(?:started|begun|due|commenced|assessed|applicable)|on hold|no longer", Rag.GREY),
        (r"partial(?:ly)?|partly|some(?:what)?|at risk|slipp(?:ed|ing|age)|minor|behind|in danger", Rag.AMBER),
        (r"off[ -]?(?:track|target)|not (?:on track|achieved|met|complete|completed)|un(?:met|achieved)"
         r"|overdue|failed|missed|serious|significant(?:ly)? (?:delay|behind|issues?)|delayed|no progress", Rag.RED),
        (r"on[ -](?:track|target|schedule|course)|in progress|underway|under way|progressing|started|good progress",
         Rag.GREEN),
        (r"(?:fully |now )?(?:complete|completed|achieved|embedded|met|closed|done|implemented)", Rag.BLUE),
    )
)  # fmt: skip
_KEY_ENTRY = re.compile(
    r"(?:^|[\s,;:|(/•-])(?P<token>[RAGB](?:/[RAG])?|\d|[Rr]ed|[Aa]mber|[Gg]reen|[Bb]lue|[Gg]r[ea]y"
    r"|RED|AMBER|GREEN|BLUE|GREY)\)?\s*(?:=|:|[-–—]|\t|\s)\s*"
    r"(?P<meaning>[A-Za-z][^=\n,;|]*?)(?=\s*(?:$|[\n,;|]|\b[RAGB\d]\s*(?:=|[-–:]\s)))",
    re.MULTILINE,
)


def read_rag(text: str, *, key: Mapping[str, Rag] | None = None) -> RagReading:
    """What a RAG cell's text says. The plan's own key counts before common usage."""
    shown = " ".join(text.split())
    token = _token(shown)
    if not token:
        return RagReading("", Rag.NONE)
    if key and token in key:
        rag = key[token]
        return RagReading(rag.letter if token.isdigit() else shown, rag)
    found = _by_colour_word(token) or meaning_of(token)
    return RagReading(shown, found or Rag.NONE, understood=found is not None)


def _token(text: str) -> str:
    return re.sub(r"\.0+$", "", text.strip(" .:()[]*-–").lower())


def _by_colour_word(token: str) -> Rag | None:
    if token in _SHORT:
        return _SHORT[token]
    named = [
        _COLOURS[colour.lower()] for colour in _COLOUR.findall(token) if len(colour) > 1 or len(token) <= 5
    ]
    if not named:
        return None
    return _MIXED.get(frozenset(named[:2]), named[0])


def meaning_of(words: str) -> Rag | None:
    """The colour that a status in words stands for ("on track" is green), if it stands for one."""
    return next((rag for pattern, rag in _MEANINGS if pattern.search(words)), None)


def read_key(texts: Iterable[str]) -> dict[str, Rag]:
    """The plan's own key: "1 Fully achieved", "R = off track". Only what explains a letter, a digit or a colour."""
    key: dict[str, Rag] = {}
    for text in texts:
        entries = [(entry["token"], entry["meaning"]) for entry in _KEY_ENTRY.finditer(text)]
        for token, meaning in entries:
            rag = _by_colour_word(meaning.lower()) or meaning_of(meaning)
            if rag and token.lower() not in key:
                key[token.lower()] = rag
    return key if len(key) > 1 else {}


class _Hue(StrEnum):
    RED = "red"
    ORANGE = "orange"
    GOLD = "gold"
    YELLOW = "yellow"
    LIME = "lime"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


_HUES = ((14, _Hue.RED), (36, _Hue.ORANGE), (52, _Hue.GOLD), (70, _Hue.YELLOW), (108, _Hue.LIME),
         (172, _Hue.GREEN), (255, _Hue.BLUE), (335, None), (361, _Hue.RED))  # fmt: skip
_PALE = 0.16  # below this saturation a fill is a tint of the page, not a colour of its own
_WARM = (_Hue.ORANGE, _Hue.GOLD, _Hue.YELLOW)


def is_tint(fill: str) -> bool:
    """Whether a fill is too pale to be a colour of its own, as banded rows are."""
    return _saturation(fill) < _PALE


def read_fills(fills: Iterable[str]) -> dict[str, Rag]:
    """The colour that each fill ("#RRGGBB") of one plan stands for.

    A plan's palette is judged as a whole: light green is amber-green beside a darker green, and green alone.
    """
    hues = {fill: _hue(fill) for fill in set(fills)}
    used = {hue for hue in hues.values() if hue}
    meaning = _meaning_of_hues(used)
    return {fill: meaning[hue] for fill, hue in hues.items() if hue}


def _saturation(fill: str) -> float:
    return colorsys.rgb_to_hsv(*_channels(fill))[1]


def _channels(fill: str) -> tuple[float, float, float]:
    red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _hue(fill: str) -> _Hue | None:
    hue, saturation, value = colorsys.rgb_to_hsv(*_channels(fill))
    if value < 0.2:
        return None
    if saturation < 0.08:
        return _Hue.GREY if value < 0.95 else None
    if saturation < _PALE:
        return None
    return next(name for limit, name in _HUES if hue * 360 < limit)


def _meaning_of_hues(used: set[_Hue]) -> dict[_Hue, Rag]:
    meaning = {
        _Hue.RED: Rag.RED,
        _Hue.GREEN: Rag.GREEN,
        _Hue.BLUE: Rag.BLUE,
        _Hue.GREY: Rag.GREY,
        _Hue.LIME: Rag.AMBER_GREEN if _Hue.GREEN in used else Rag.GREEN,
    }
    warm = [hue for hue in _WARM if hue in used]
    meaning.update(dict.fromkeys(warm, Rag.AMBER))
    if _Hue.ORANGE in warm and len(warm) > 1:
        meaning[_Hue.ORANGE] = Rag.AMBER_RED
    if _Hue.YELLOW in warm and _Hue.GOLD in warm:
        meaning[_Hue.YELLOW] = Rag.AMBER_GREEN
    return meaning
