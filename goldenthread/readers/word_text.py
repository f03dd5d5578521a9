"""The text of a Word document's paragraphs as a reader of the page sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from . import word_names as w
from .table import trimmed
from .word_styles import PLAIN, Lists, Style, is_on, value

_SYMBOLS = {"F0FC": "✓", "F0FE": "☑", "F0FB": "✗", "F0A8": "☐", "F0B7": "•", "F0A7": "•", "F0E0": "→"}
_HIGHLIGHTS = {
    "red": "#FF0000", "darkRed": "#800000", "yellow": "#FFFF00", "darkYellow": "#808000",
    "green": "#00FF00", "darkGreen": "#008000", "blue": "#0000FF", "darkBlue": "#000080",
    "cyan": "#00FFFF", "darkCyan": "#008080", "magenta": "#FF00FF", "darkMagenta": "#800080",
    "lightGray": "#C0C0C0", "darkGray": "#808080", "black": "#000000",
}  # fmt: skip


def inside(element: etree._Element) -> Iterator[etree._Element]:
    """An element's children, those inside wrappers such as content controls and tracked insertions too."""
    for child in element:
        if child.tag in w.TRANSPARENT:
            yield from inside(child)
        elif child.tag == w.ALTERNATIVES:
            yield from inside(_preferred(child))
        else:
            yield child


def _preferred(alternatives: etree._Element) -> etree._Element:
    """The first choice; Word keeps the same thing a second time for older programs."""
    return next(iter(alternatives), alternatives)


def shade(properties: etree._Element | None) -> str | None:
    """The background that a cell, row, table or paragraph gives itself, as "#RRGGBB"."""
    shading = None if properties is None else properties.find(w.SHADING)
    if shading is None:
        return None
    name = w.COLOUR if shading.get(w.PATTERN) == "solid" else w.FILL
    colour = shading.get(name, "auto").upper()
    is_colour = len(colour) == 6 and all(digit in "0123456789ABCDEF" for digit in colour)
    return f"#{colour}" if is_colour and colour != "FFFFFF" else None


class Passage:
    """Text being put together, with what is known of how it looks."""

    __slots__ = ("fills", "pieces", "plain", "struck")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.struck: list[str] = []
        self.plain = False
        self.fills: set[str | None] = set()

    def add(self, text: str, *, struck: bool, fill: str | None) -> None:
        self.pieces.append(text)
        if text.isspace():
            return
        self.fills.add(fill)
        if struck:
            self.struck.append(text)
        else:
            self.plain = True

    @property
    def text(self) -> str:
        return trimmed("".join(self.pieces))

    @property
    def fill(self) -> str | None:
        """The colour behind all of the text, where it is one and the same."""
        return next(iter(self.fills)) if len(self.fills) == 1 else None


class Writer:
    """Writes paragraphs into passages; knows the document's styles and counts its lists."""

    def __init__(self, styles: dict[str, Style], lists: Lists) -> None:
        self._styles = styles
        self._lists = lists
        self.left_out: Counter[str] = Counter()

    def write(self, blocks: Iterator[etree._Element], passage: Passage) -> None:
        """Paragraphs on lines of their own; a table inside as lines with tabs between its cells."""
        for position, block in enumerate(block for block in blocks if block.tag in {w.PARAGRAPH, w.TABLE}):
            if position:
                passage.pieces.append("\n")
            if block.tag == w.PARAGRAPH:
                self._paragraph(block, passage)
            else:
                self._inner_table(block, passage)

    def _inner_table(self, table: etree._Element, passage: Passage) -> None:
        self.left_out["inner tables"] += 1
        rows = (row for row in inside(table) if row.tag == w.ROW)
        for position, row in enumerate(rows):
            cells = [cell for cell in inside(row) if cell.tag == w.CELL]
            for column, cell in enumerate(cells):
                if position or column:
                    passage.pieces.append("\t" if column else "\n")
                self.write(inside(cell), passage)

    def _paragraph(self, paragraph: etree._Element, passage: Passage) -> None:
        properties = paragraph.find(w.PARAGRAPH_PROPERTIES)
        style = self._styles.get(value(properties, w.PARAGRAPH_STYLE) or "", PLAIN)
        started = len(passage.pieces)
        fill = shade(properties)
        for child in inside(paragraph):
            if child.tag == w.RUN:
                self._run(child, passage, style, fill)
        if properties is not None:
            self._label(properties, style, passage, started)

    def _label(self, properties: etree._Element, style: Style, passage: Passage, started: int) -> None:
        numbering = properties.find(w.NUMBERING)
        list_id = value(numbering, w.NUMBER) or style.list_id
        if list_id is None:
            return
        label = self._lists.label(list_id, int(value(numbering, w.LEVEL) or style.level))
        written = any(not piece.isspace() for piece in passage.pieces[started:])
        if written or label != "•":
            passage.pieces.insert(started, f"{label} " if label else "")

    def _run(self, run: etree._Element, passage: Passage, style: Style, fill: str | None) -> None:
        properties = run[0] if len(run) and run[0].tag == w.RUN_PROPERTIES else None
        struck, vanished = style.struck, style.vanished
        if properties is not None:
            named = self._styles.get(value(properties, w.RUN_STYLE) or "", PLAIN)
            own = is_on(properties, w.DOUBLE_STRIKE) or is_on(properties, w.STRIKE)
            struck = _first(own, named.struck, struck)
            vanished = _first(is_on(properties, w.VANISH), named.vanished, vanished)
            fill = shade(properties) or _HIGHLIGHTS.get(value(properties, w.HIGHLIGHT) or "") or fill
        if vanished:
            self.left_out["hidden passages"] += 1
            return
        for child in run:
            text = self._text(child)
            if text:
                passage.add(text, struck=bool(struck), fill=fill)
            elif child.tag in w.DRAWN or child.tag == w.ALTERNATIVES:
                self._text_boxes(child, passage)

    def _text(self, child: etree._Element) -> str:
        tag = child.tag
        if tag == w.TEXT:
            return child.text or ""
        if tag in {w.BREAK, w.RETURN}:
            return "\n"
        if tag == w.TAB:
            return "\t"
        if tag == w.HYPHEN:
            return "-"
        if tag == w.SYMBOL:
            return self._symbol(child.get(w.CHARACTER, "").upper())
        return ""

    def _symbol(self, code: str) -> str:
        if code not in _SYMBOLS:
            self.left_out["symbols"] += 1
        return _SYMBOLS.get(code, "\N{REPLACEMENT CHARACTER}")

    def _text_boxes(self, drawn: etree._Element, passage: Passage) -> None:
        shown = _preferred(drawn) if drawn.tag == w.ALTERNATIVES else drawn
        for box in shown.iter(w.TEXT_BOX):
            passage.pieces.append("\n")
            self.write(inside(box), passage)


def _first(*answers: bool | None) -> bool | None:
    """The first answer that was given."""
    return next((answer for answer in answers if answer is not None), None)
