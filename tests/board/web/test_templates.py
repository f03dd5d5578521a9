"""What every template and style sheet keeps to, so that the Content Security Policy and the gallery hold."""

import re

import pytest

from tests.board.web.markup import STATIC, TEMPLATES
from tests.paths import CHECKOUT

ALL = sorted(TEMPLATES.rglob("*.html"))
OURS = [path for path in ALL if "emails" not in path.parts]
GALLERY = (TEMPLATES / "web" / "gallery.html").read_text()
FRAME = "".join(path.read_text() for path in (TEMPLATES / "base.html", *(TEMPLATES / "frame").glob("*.html")))
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
SHEETS = sorted((STATIC / "css").rglob("*.css"))


def named(paths):
    return {"argvalues": paths, "ids": [str(path.relative_to(CHECKOUT / "goldenthread")) for path in paths]}


@pytest.mark.parametrize("path", **named(OURS))
def test_no_template_holds_an_inline_style_or_handler(path):
    assert not re.search(r"""\s(style|on[a-z]+|hx-on[:-][^=]*)\s*=""", path.read_text())


@pytest.mark.parametrize("path", **named(OURS))
def test_every_inline_script_names_the_nonce(path):
    for attributes in re.findall(r"<script([^>]*)>", path.read_text()):
        assert "src=" in attributes or 'nonce="{{ csp_nonce }}"' in attributes


@pytest.mark.parametrize("path", **named(OURS))
def test_no_template_marks_text_as_safe(path):
    assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text())


@pytest.mark.parametrize("path", **named(OURS))
def test_no_value_passed_to_a_component_is_dropped(path):
    """Behind a colon cotton takes a bare name or a literal, and passes over anything else without a word."""
    assert not re.findall(r"""<c-[^>]*?\s:[a-z_]+="[^"]*(?:\||\{\{)""", path.read_text())


@pytest.mark.parametrize("path", **named(sorted((TEMPLATES / "components").glob("*.html"))))
def test_no_component_passes_attributes_through(path):
    """Cotton does not escape them: a name with a quotation mark in it would become markup."""
    assert not re.search(r"\{\{\s*attrs", path.read_text())


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_is_in_the_gallery(name):
    tag = f"<c-{name.replace('_', '-')}"
    assert re.search(rf"{tag}[\s/>]", GALLERY + FRAME)


def test_every_style_sheet_of_a_component_belongs_to_one():
    sheets = {path.stem for path in (STATIC / "css" / "components").glob("*.css")}
    assert sheets <= set(COMPONENTS)


@pytest.mark.parametrize(
    "path", **named([sheet for sheet in SHEETS if sheet.stem not in {"variables", "print"}])
)
def test_colours_and_sizes_of_type_are_set_in_one_place(path):
    css = path.read_text()
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", css)
    assert not re.findall(r"font-size: (?!var\(|inherit|[\d.]+em\b)[^;]+", css)


def test_every_variable_that_is_used_is_set():
    css = "".join(path.read_text() for path in SHEETS)
    used = set(re.findall(r"var\((--[a-z-]+)\)", css))
    assert used <= set(re.findall(r"(--[a-z-]+):", css))
