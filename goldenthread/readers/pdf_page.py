"""One page of a PDF: its words in lines, its ruled tables, what is drawn behind and through the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable
from pdfplumber.utils.text import extract_words

from .table import Cell, Row

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the page's top left."""
Drawn = dict[str, Any]
"""A letter, line or rectangle as pdfplumber describes it."""

_SAME = 2.0
"""Edges nearer than this are one edge."""
_THIN = 2.0
_COVERS = 0.8


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)


def lines_of(letters: list[Drawn]) -> list[Line]:
    """Letters put together to words and lines, from top to bottom, then those turned on their side."""
    turned: dict[bool, list[Drawn]] = {True: [], False: []}
    level: list[Drawn] = []
    for letter in letters:
        across, up = letter["matrix"][:2]
        (turned[up > 0] if abs(up) > abs(across) else level).append(letter)
    runs = [_turned_run(found, upwards=upwards) for upwards, found in turned.items() if found]
    return [*_level_lines(level), *runs]


def _level_lines(letters: list[Drawn]) -> list[Line]:
    words = sorted(
        (
            Word(word["text"], word["x0"], word["x1"], word["top"], word["bottom"])
            for word in extract_words(letters)
        ),
        key=lambda word: (word.top, word.left),
    )
    lines: list[list[Word]] = []
    for word in words:
        middle = (word.top + word.bottom) / 2
        if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda word: word.left))) for line in lines]


def _turned_run(letters: list[Drawn], *, upwards: bool) -> Line:
    """What runs up or down the page, read as if the page were turned: one long word where it stands."""
    level = [letter | _turned(letter, 1 if upwards else -1) | {"upright": True} for letter in letters]
    text = " ".join(line.text for line in _level_lines(level))
    left, right = min(letter["x0"] for letter in letters), max(letter["x1"] for letter in letters)
    top, bottom = min(letter["top"] for letter in letters), max(letter["bottom"] for letter in letters)
    return Line((Word(text, left, right, top, bottom),))


def _turned(letter: Drawn, sign: int) -> Drawn:
    across = sorted((-sign * letter["bottom"], -sign * letter["top"]))
    down = sorted((sign * letter["x0"], sign * letter["x1"]))
    return {"x0": across[0], "x1": across[1], "top": down[0], "bottom": down[1], "doctop": down[0]}


def goes_on(above: Line, below: Line, right_edge: float) -> str | None:
    """What joins a line to the one above: " " or "" where it was broken to fit, None where on purpose."""
    room = right_edge - above.right
    letter = (above.right - above.left) / max(len(above.text), 1)
    first = below.words[0]
    if room > first.right - first.left + letter:
        return None
    return "" if len(above.words) == 1 and room < letter and first.text[:1].islower() else " "


def flowed(lines: Iterable[Line], right_edge: float) -> str:
    """The text of lines with the breaks that were only made to fit the width taken out."""
    text, above = "", None
    for line in lines:
        joint = None if above is None else goes_on(above, line, right_edge)
        text += ("" if above is None else "\n" if joint is None else joint) + line.text
        above = line
    return text


@dataclass(frozen=True, slots=True)
class PlacedRows:
    top: float
    cells: tuple[Box, ...]
    rows: tuple[Row, ...]
    counted: int
    """Rows as pdfplumber counts them."""


def ruled_tables(page: Page) -> list[PlacedRows]:
    """The tables whose cells are drawn with lines. A single box around something is not a table."""
    return [
        PlacedRows(table.bbox[1], tuple(table.cells), tuple(_rows(table, page)), len(table.rows))
        for table in page.find_tables()
        if len(table.cells) > 1
    ]


def _rows(table: RuledTable, page: Page) -> Iterator[Row]:
    lefts = _edges(box[0] for box in table.cells)
    tops = _edges(box[1] for box in table.cells)
    own = [letter for letter in page.chars if holds(table.bbox, letter)]
    fills = [shape for shape in page.rects if shape["fill"]]
    strokes = [shape for shape in (*page.lines, *page.rects) if shape["height"] < _THIN < shape["width"]]
    for number, top in enumerate(tops, start=1):
        boxes = sorted(box for box in table.cells if abs(box[1] - top) <= _SAME)
        yield Row(
            number,
            tuple(
                _cell(
                    box,
                    (_place(box[0], lefts), _span(box[0], box[2], lefts), _span(box[1], box[3], tops)),
                    [letter for letter in own if holds(box, letter)],
                    (fills, strokes),
                )
                for box in boxes
            ),
        )


def _cell(
    box: Box, place: tuple[int, int, int], letters: list[Drawn], shapes: tuple[list[Drawn], list[Drawn]]
) -> Cell:
    lines = lines_of(letters)
    margin = min((line.left for line in lines), default=box[0]) - box[0]
    text = flowed(lines, box[2] - margin).strip()
    fills, strokes = shapes
    inside = [stroke for stroke in strokes if box[1] + _SAME < stroke["top"] < box[3] - _SAME]
    written = [letter for letter in letters if not letter["text"].isspace()]
    struck = [letter for letter in written if any(_goes_through(stroke, letter) for stroke in inside)]
    all_struck = bool(struck) and len(struck) == len(written)
    column, across, down = place
    return Cell(
        text,
        column,
        across,
        down,
        all_struck,
        _fill(box, fills),
        struck_text="" if all_struck else " ".join(line.text for line in lines_of(struck)),
    )


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SAME:
            edges.append(place)
    return edges


def _place(edge: float, edges: list[float]) -> int:
    return sum(other < edge - _SAME for other in edges)


def _span(start: float, end: float, edges: list[float]) -> int:
    return max(1, sum(start - _SAME <= other < end - _SAME for other in edges))


def holds(box: Box, letter: Drawn) -> bool:
    """Whether the middle of a letter lies in a box."""
    across = float(letter["x0"] + letter["x1"]) / 2
    down = float(letter["top"] + letter["bottom"]) / 2
    return box[0] <= across < box[2] and box[1] <= down < box[3]


def _goes_through(stroke: Drawn, letter: Drawn) -> bool:
    middle = (letter["x0"] + letter["x1"]) / 2
    height = letter["bottom"] - letter["top"]
    return bool(
        stroke["x0"] <= middle <= stroke["x1"]
        and letter["top"] + 0.25 * height < stroke["top"] < letter["bottom"] - 0.25 * height
    )


def _fill(box: Box, fills: list[Drawn]) -> str | None:
    """The colour of the topmost filled shape that covers a cell."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    for shape in reversed(fills):
        width = min(box[2], shape["x1"]) - max(box[0], shape["x0"])
        height = min(box[3], shape["bottom"]) - max(box[1], shape["top"])
        if width > 0 and height > 0 and width * height >= _COVERS * area:
            return _colour(shape["non_stroking_color"])
    return None


def _colour(parts: object) -> str | None:
    """A PDF's grey, RGB or CMYK colour as "#RRGGBB"; None for white and for patterns."""
    numbers = parts if isinstance(parts, tuple | list) else (parts,)
    if not all(isinstance(number, int | float) for number in numbers) or len(numbers) not in {1, 3, 4}:
        return None
    if len(numbers) == 4:
        *inks, black = numbers
        numbers = [(1 - ink) * (1 - black) for ink in inks]
    shades = [max(0, min(255, round(number * 255))) for number in numbers]
    colour = "#" + "".join(f"{shade:02X}" for shade in (shades * 3 if len(shades) == 1 else shades))
    return None if colour == "#FFFFFF" else colour
