"""Fill colours of Excel workbooks, written as RGB, as a number of the palette or as a place in the theme."""

from __future__ import annotations

import colorsys

from lxml import etree
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.styles.proxy import StyleProxy

from .markup import parse

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
                "hlink", "folHlink")  # fmt: skip


def theme_colours(theme: bytes | None) -> tuple[str, ...]:
    """The colours "RRGGBB" of a workbook's theme, in the order in which cells number them."""
    scheme = None if theme is None else parse(theme).find(f".//{_DRAWING}clrScheme")
    if scheme is None:
        return ()
    return tuple(_theme_colour(scheme.find(_DRAWING + name)) for name in _THEME_ORDER)


def _theme_colour(element: etree._Element | None) -> str:
    inner = next(iter(element), None) if element is not None else None
    return "FFFFFF" if inner is None else inner.get("lastClr", inner.get("val", "FFFFFF"))


def fill_colour(fill: StyleProxy, theme: tuple[str, ...]) -> str | None:
    """A cell's background as "#RRGGBB"; None for none and for white."""
    pattern = getattr(fill, "patternType", None)  # openpyxl hands out a proxy, which is no PatternFill
    if pattern in {None, "none"}:
        return None
    colour = _rgb(fill.fgColor if pattern == "solid" else fill.bgColor, theme)
    return None if colour in {None, "FFFFFF"} else f"#{colour}"


def _rgb(colour: Color, theme: tuple[str, ...]) -> str | None:
    plain: str | None = None
    if colour.type == "rgb":
        plain = str(colour.rgb)[-6:]
    elif colour.type == "theme" and colour.theme < len(theme):
        plain = theme[colour.theme]
    elif colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        plain = COLOR_INDEX[colour.indexed][-6:]
    return None if plain is None else _tinted(plain, colour.tint or 0.0).upper()


def _tinted(colour: str, tint: float) -> str:
    """Lighter for a tint above 0, darker below, as the file format's standard reckons it."""
    if not tint:
        return colour
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
