"""Every pair of colours that the pages put together can be read (WCAG 2.2 AA)."""

import re

import pytest
from django.core.checks import run_checks

from goldenthread.board.web.checks import LOOK
from goldenthread.board.web.colours import NotAColour, contrast
from tests.board.web.markup import STATIC

TINTS = ("red", "amber", "green", "blue", "grey")
WORDS_ON = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "hover"),
    ("ink", "chosen"),
    ("quiet", "paper"),
    ("quiet", "surface"),
    ("quiet", "hover"),
    ("quiet", "chosen"),
    ("link", "paper"),
    ("link", "surface"),
    ("link", "hover"),
    ("link", "chosen"),
    ("link-visited", "paper"),
    ("past-ink", "past"),
    ("focus-ink", "focus"),
    ("red", "paper"),
    *((f"{tint}-ink", f"{tint}-surface") for tint in TINTS),
    ("red-ink", "paper"),
    ("red-ink", "hover"),
    ("green-ink", "paper"),
    ("green-ink", "hover"),
]
SHAPES_ON = [
    *((tint, f"{tint}-surface") for tint in TINTS),
    ("line-strong", "paper"),
    ("line-strong", "surface"),
    ("past-line", "paper"),
]


def palettes():
    css = (STATIC / "css" / "variables.css").read_text()
    light, dark = (
        dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", part)) for part in css.split("@media screen")
    )
    return {"light": light, "dark": {**light, **dark}}


PALETTES = palettes()


def test_the_formula_gives_the_published_ratios():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    with pytest.raises(NotAColour):
        contrast("red", "#ffffff")


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize(("words", "ground"), WORDS_ON)
def test_words_stand_out_from_their_ground(theme, words, ground):
    assert contrast(PALETTES[theme][words], PALETTES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON)
def test_shapes_and_edges_stand_out_from_their_ground(theme, shape, ground):
    assert contrast(PALETTES[theme][shape], PALETTES[theme][ground]) >= 3


def complaints(settings, **changed):
    for name, value in changed.items():
        setattr(settings, name, value)
    return [found.id for found in run_checks(tags=[LOOK])]


def test_a_board_colour_that_hides_the_boards_name_is_refused(settings):
    assert complaints(settings, BOARD_COLOUR="#1d4f5c") == []
    assert complaints(settings, BOARD_COLOUR="#ffcc00") == ["web.E002"]
    assert complaints(settings, BOARD_COLOUR="teal;}") == ["web.E001"]


def test_an_unknown_label_set_is_refused(settings):
    assert complaints(settings, LABEL_SET="lscb_1066") == ["web.E003"]
