"""Tables of any words, written as each kind of file, are read back equal."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from html import escape
from io import BytesIO, StringIO

import docx
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.readers import read_here
from tests.readers.files import cell as word_cell
from tests.readers.files import open_document, paragraph, row, table, word

pytestmark = pytest.mark.slow

LETTERS = st.characters(exclude_categories=("C", "Zl", "Zp", "Zs"), exclude_characters="_") | st.sampled_from(
    " ’–ŵłë£•"
)
WORDS = st.text(LETTERS, max_size=12).map(lambda text: " ".join(text.split()))
LINES = st.lists(WORDS.filter(bool), max_size=3).map("\n".join)
COLOURS = st.sampled_from([None, "#00B050", "#FF0000", "#FFC000"])


@dataclass(frozen=True)
class Written:
    text: str
    struck: bool = False
    fill: str | None = None


def grids(cells: st.SearchStrategy) -> st.SearchStrategy:
    """Tables of two to four columns whose first cell always holds something."""

    def rows(columns: int) -> st.SearchStrategy:
        numbered = st.lists(cells, min_size=columns, max_size=columns)
        return st.lists(numbered, min_size=1, max_size=6)

    return (
        st.integers(2, 4)
        .flatmap(rows)
        .map(
            lambda found: [[Written(str(number)), *cells[1:]] for number, cells in enumerate(found, start=1)]
        )
    )


PLAIN = grids(st.builds(Written, LINES))
LOOKING = grids(st.builds(Written, LINES, st.booleans(), COLOURS))
slowly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shown(data: bytes, name: str = "") -> list[dict[int, Written]]:
    """What was read, without the cells that hold nothing."""
    (found,) = read_here(data, name=name).tables
    return [
        {
            cell.column: Written(cell.text, cell.struck, cell.fill)
            for cell in row.cells
            if cell.text or cell.fill
        }
        for row in found.rows
    ]


def expected(grid: list[list[Written]]) -> list[dict[int, Written]]:
    return [
        {
            column: Written(cell.text, cell.struck and bool(cell.text), cell.fill)
            for column, cell in enumerate(cells)
            if cell.text or cell.fill
        }
        for cells in grid
    ]


@slowly
@given(
    PLAIN,
    st.sampled_from(",;|\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_csv(grid, separator, encoding, end):
    text = StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator=end)
    writer.writerows([cell.text for cell in cells] for cells in grid)
    assert shown(text.getvalue().encode(encoding), "plan.csv") == expected(grid)


@slowly
@given(grids(st.builds(Written, WORDS)))
def test_text_with_tabs(grid):
    lines = "\n".join("\t".join(cell.text for cell in cells) for cells in grid)
    assert shown(f"The plan\n\n{lines}\n".encode(), "plan.txt") == expected(grid)


@slowly
@given(LOOKING)
def test_word(grid):
    rows = (row(*(word_cell(_paragraphs(cell), _shading(cell)) for cell in cells)) for cells in grid)
    assert shown(word(table(*rows))) == expected(grid)


def _paragraphs(cell: Written) -> str:
    return "".join(paragraph(line, "<w:strike/>" if cell.struck else "") for line in cell.text.split("\n"))


def _shading(cell: Written) -> str:
    return f'<w:shd w:val="clear" w:fill="{cell.fill[1:]}"/>' if cell.fill else ""


@slowly
@given(PLAIN)
def test_word_as_python_docx_writes_it(grid):
    document = docx.Document()
    written = document.add_table(rows=len(grid), cols=len(grid[0]))
    for cells, line in zip(written.rows, grid, strict=True):
        for cell, source in zip(cells.cells, line, strict=True):
            cell.text = source.text
    file = BytesIO()
    document.save(file)
    assert shown(file.getvalue()) == expected(grid)


@slowly
@given(LOOKING)
def test_excel(grid):
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Plan")
        for number, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                look = {"font_strikeout": cell.struck} | ({"bg_color": cell.fill} if cell.fill else {})
                if cell.text:
                    sheet.write_string(number, column, cell.text, book.add_format(look))
                else:
                    sheet.write_blank(number, column, None, book.add_format(look))
    assert shown(file.getvalue()) == expected(grid)


@slowly
@given(LOOKING)
def test_open_document(grid):
    styles = "".join(
        f'<style:style style:name="s{struck}{(fill or "")[1:]}">'
        f'<style:table-cell-properties fo:background-color="{fill or "transparent"}"/>'
        f'<style:text-properties style:text-line-through-style="{line}"/></style:style>'
        for struck, line in ((True, "solid"), (False, "none"))
        for fill in (None, "#00B050", "#FF0000", "#FFC000")
    )
    rows = "".join(f"<table:table-row>{''.join(map(_open_cell, cells))}</table:table-row>" for cells in grid)
    assert shown(open_document(f'<table:table table:name="Plan">{rows}</table:table>', styles)) == expected(
        grid
    )


def _open_cell(cell: Written) -> str:
    style = f"s{cell.struck}{(cell.fill or '')[1:]}"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n"))
    return (
        f'<table:table-cell office:value-type="string" table:style-name="{style}">{lines}</table:table-cell>'
    )


@slowly
@given(LOOKING)
def test_web_page(grid):
    rows = "".join("<tr>" + "".join(map(_web_cell, cells)) + "</tr>" for cells in grid)
    assert shown(f"<html><body><table>{rows}</table></body></html>".encode()) == expected(grid)


def _web_cell(cell: Written) -> str:
    text = escape(cell.text).replace("\n", "<br>")
    colour = f' style="background-color: {cell.fill}"' if cell.fill else ""
    return f"<td{colour}>{f'<s>{text}</s>' if cell.struck else text}</td>"
