"""What a web page says of how its text looks: enough CSS for what Word and Excel save."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)\s*$")
_NUMBERS = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)")
_NAMED = {
    "red": "#FF0000", "darkred": "#8B0000", "maroon": "#800000", "orange": "#FFA500", "gold": "#FFD700",
    "yellow": "#FFFF00", "green": "#008000", "darkgreen": "#006400", "lime": "#00FF00",
    "blue": "#0000FF", "navy": "#000080", "lightblue": "#ADD8E6", "purple": "#800080", "black": "#000000",
    "lightgreen": "#90EE90", "grey": "#808080", "gray": "#808080", "silver": "#C0C0C0",
    "lightgrey": "#D3D3D3", "lightgray": "#D3D3D3",
}  # fmt: skip
_STRUCK = {"del", "s", "strike"}
Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    fill: str | None = None
    struck: bool = False
    hidden: bool = False


class Looks:
    """The page's own style sheet, for its elements."""

    def __init__(self, root: etree._Element) -> None:
        self._classes: dict[str, Declarations] = {}
        for sheet in root.iter("style"):
            for selectors, body in _RULE.findall(
                re.sub(r"/\*.*?\*/|<!--|-->", "", sheet.text or "", flags=re.S)
            ):
                for selector in selectors.split(","):
                    if found := _CLASS.search(selector.strip()):
                        self._classes.setdefault(found[1], {}).update(_declarations(body))

    def of(self, element: etree._Element) -> Look:
        """What an element says of itself, its parents left aside."""
        rules: Declarations = {}
        for name in (element.get("class") or "").split():
            rules |= self._classes.get(name, {})
        rules |= _declarations(element.get("style") or "")
        background = rules.get("background-color") or rules.get("background") or element.get("bgcolor") or ""
        return Look(
            _colour(background),
            element.tag in _STRUCK or "line-through" in rules.get("text-decoration", ""),
            element.get("hidden") is not None or rules.get("display") == "none",
        )


def _declarations(text: str) -> Declarations:
    pairs = (part.partition(":") for part in text.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if name.strip()}


def _colour(text: str) -> str | None:
    for word in (text.strip(), *text.split()):
        colour = _one_colour(word.lower())
        if colour:
            return None if colour == "#FFFFFF" else colour
    return None


def _one_colour(word: str) -> str | None:
    if re.fullmatch(r"#[0-9a-f]{6}", word):
        return word.upper()
    if re.fullmatch(r"#[0-9a-f]{3}", word):
        return "#" + "".join(digit * 2 for digit in word[1:]).upper()
    if found := _NUMBERS.match(word):
        return "#" + "".join(f"{min(int(number), 255):02X}" for number in found.groups())
    return _NAMED.get(word)
