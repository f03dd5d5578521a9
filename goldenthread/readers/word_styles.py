"""What a Word document's styles and lists add to its paragraphs: strikes, hiding, bullets and numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from . import word_names as w

_OFF = {"0", "false", "off", "none"}
_PLACEHOLDER = re.compile(r"%([1-9])")


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """A yes/no property: None where it is not mentioned."""
    found = None if properties is None else properties.find(name)
    return None if found is None else found.get(w.VALUE, "true") not in _OFF


def value(properties: etree._Element | None, name: str) -> str | None:
    found = None if properties is None else properties.find(name)
    return None if found is None else found.get(w.VALUE)


@dataclass(frozen=True, slots=True)
class Style:
    """What one named style says of the text that bears it."""

    struck: bool | None = None
    vanished: bool | None = None
    list_id: str | None = None
    level: int = 0


PLAIN = Style()


def styles_of(root: etree._Element | None) -> dict[str, Style]:
    """The styles of styles.xml by id, each with what it takes over from the style that it is based on."""
    if root is None:
        return {}
    elements = {element.get(w.STYLE_ID, ""): element for element in root.iter(w.STYLE)}
    return {style_id: _style(style_id, elements) for style_id in elements}


def _style(style_id: str, elements: dict[str, etree._Element]) -> Style:
    struck, vanished, list_id, level = None, None, None, None
    seen: set[str] = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        element = elements[style_id]
        run = element.find(w.RUN_PROPERTIES)
        paragraph = element.find(w.PARAGRAPH_PROPERTIES)
        numbering = None if paragraph is None else paragraph.find(w.NUMBERING)
        struck = is_on(run, w.STRIKE) if struck is None else struck
        vanished = is_on(run, w.VANISH) if vanished is None else vanished
        list_id = list_id or value(numbering, w.NUMBER)
        level = level or value(numbering, w.LEVEL)
        style_id = value(element, w.BASED_ON) or ""
    return Style(struck, vanished, list_id, int(level or 0))


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    label: str
    start: int


@dataclass(slots=True)
class Lists:
    """The lists of a document, counted as its paragraphs are met in order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _family: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Lists:
        """The lists of numbering.xml."""
        lists = cls()
        if root is None:
            return lists
        abstract = {element.get(w.ABSTRACT_ID, ""): _levels(element) for element in root.iter(w.ABSTRACT)}
        for element in root.iter(w.LIST):
            list_id, family = element.get(w.LIST_ID, ""), value(element, w.ABSTRACT_ID) or ""
            restarts = _restarts(element)
            levels = abstract.get(family, {})
            lists._levels[list_id] = {
                number: _Level(level.format, level.label, restarts.get(number, level.start))
                for number, level in levels.items()
            }
            lists._family[list_id] = list_id if restarts else family
        return lists

    def label(self, list_id: str, level: int) -> str:
        """What Word prints before the next paragraph of this list: "•", "3." or nothing."""
        levels = self._levels.get(list_id, {})
        here = levels.get(level)
        if here is None or here.format == "none":
            return ""
        if here.format == "bullet":
            return "•"
        counts = self._counts[self._family[list_id]]
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _PLACEHOLDER.sub(lambda found: _number(levels, counts, int(found[1]) - 1), here.label)


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {
        int(level.get(w.LEVEL, "0")): _Level(
            value(level, w.FORMAT) or "decimal", value(level, w.LABEL) or "", int(value(level, w.START) or 1)
        )
        for level in abstract.iter(w.LIST_LEVEL)
    }


def _restarts(element: etree._Element) -> dict[int, int]:
    return {
        int(override.get(w.LEVEL, "0")): int(start)
        for override in element.iter(w.OVERRIDE)
        if (start := value(override, w.RESTART)) is not None
    }


def _number(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    known = levels.get(level)
    count = counts.get(level, known.start if known else 1)
    match known.format if known else "decimal":
        case "lowerLetter":
            return _letters(count)
        case "upperLetter":
            return _letters(count).upper()
        case "lowerRoman":
            return _roman(count)
        case "upperRoman":
            return _roman(count).upper()
        case _:
            return str(count)


def _letters(count: int) -> str:
    """a to z, then aa, bb, …, as Word has it."""
    turns, letter = divmod(max(count, 1) - 1, 26)
    return chr(ord("a") + letter) * min(turns + 1, 9)


_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def _roman(count: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        written += letters * min(times, 9)
    return written
