"""Web pages, and what Excel and Word save as such."""

from __future__ import annotations

import pytest

from goldenthread.readers import Limits, read_here
from tests.readers.reading import only_table, refusal, texts


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def only_cell(cell: str, head: str = ""):
    return only_table(page(f"<table><tr>{cell}<td>x</td></tr></table>", head)).rows[0].cells[0]


def test_text_before_between_and_after_tables():
    file = read_here(
        page("<h1>Plan</h1><p>of <b>2015</b></p><table><tr><td>a</table>x<br>y<table><tr><td>b</table><p>End")
    )
    assert [table.lead_in for table in file.tables] == [("Plan", "of 2015"), ("x", "y")]
    assert file.closing == ("End",)


def test_spans_place_the_cells_in_one_grid():
    table = only_table(
        page(
            "<table><tr><td rowspan=3>a</td><td colspan=2>b</td><td>c</td></tr>"
            "<tr><td>d</td><td rowspan=2>e</td><td>f</td></tr><tr><td>g</td><td>h</td></tr></table>"
        )
    )
    places = [[(cell.text, cell.column) for cell in row.cells] for row in table.rows]
    assert places == [[("a", 0), ("b", 1), ("c", 3)], [("d", 1), ("e", 2), ("f", 3)], [("g", 1), ("h", 3)]]
    assert (table.rows[0].cells[0].row_span, table.rows[0].cells[1].column_span) == (3, 2)


def test_a_span_never_reaches_past_the_table():
    table = only_table(
        page("<table><tr><td rowspan=9999999>a</td><td rowspan=0>b</td></tr><tr><td>c</td></tr></table>")
    )
    assert [cell.row_span for cell in table.rows[0].cells] == [2, 2]


@pytest.mark.parametrize(
    "cell",
    [
        "<td><del>a</del></td>",
        "<td><s>a</s> <strike>b</strike></td>",
        "<td style='text-decoration: line-through'>a",
    ],
)
def test_struck_text(cell):
    assert only_cell(cell).struck


def test_text_struck_in_part():
    cell = only_cell("<td><s>September</s> October</td>")
    assert (cell.text, cell.struck, cell.struck_text) == ("September October", False, "September")


@pytest.mark.parametrize(
    ("cell", "fill"),
    [
        ("<td bgcolor='#00b050'>G</td>", "#00B050"),
        ("<td style='background:#0f0 none'>G</td>", "#00FF00"),
        ("<td style='background-color: rgb(255, 192, 0)'>A</td>", "#FFC000"),
        ("<td class=xl65>G</td>", "#92D050"),
        ("<td bgcolor=red>R</td>", "#FF0000"),
        ("<td><span style='background:yellow'>Y</span></td>", "#FFFF00"),
        ("<td bgcolor=white>x</td>", None),
        ("<td style='background:url(http://x/y.png)'>x</td>", None),
    ],
)
def test_the_fill_of_a_cell(cell, fill):
    style = "<style><!-- .xl65, td.xl66 {mso-pattern:black none; background:#92D050;} --></style>"
    assert only_cell(cell, style).fill == fill


def test_a_row_and_a_table_lend_their_background_to_their_cells():
    table = only_table(page("<table bgcolor=red><tr bgcolor=lime><td>a</td></tr><tr><td>b</td></tr></table>"))
    assert [row.cells[0].fill for row in table.rows] == ["#00FF00", "#FF0000"]


def test_lines_and_bullets_inside_a_cell():
    assert only_cell("<td>a<br>b<p>c</p><ul><li>d<li>e</ul></td>").text == "a\nb\nc\n• d\n• e"


def test_white_space_is_as_the_page_shows_it():
    assert only_cell("<td>  a\n   <b>b</b>&nbsp;c </td>").text == "a b\xa0c"


def test_scripts_comments_and_markup_in_text_are_never_run_nor_read():
    cell = only_cell(
        "<td>a<script>ZZ</script><!-- ZZ --><style>ZZ</style>&lt;b&gt;<a href='javascript:ZZ'>b</a></td>"
    )
    assert cell.text == "a<b>b"


def test_hidden_rows_tables_and_text():
    file = read_here(
        page(
            "<p style='display:none'>ZZCANARY</p>"
            "<table><tr style='display:none'><td>a<span hidden>ZZ</span></td></tr></table>"
            "<div style='display:none'><table><tr><td>b</td></tr></table></div>"
        )
    )
    assert [row.hidden for row in file.tables[0].rows] == [True]
    assert texts(file.tables[0]) == [["a"]]
    assert [table.hidden for table in file.tables] == [False, True]
    assert file.remarks == ("Passages of hidden text that were left out: 2.",)


def test_headings_are_marked():
    table = only_table(
        page("<table><thead><tr><td>a</td></tr></thead><tr><th>b</th></tr><tr><td>c</td></tr></table>")
    )
    assert [row.header for row in table.rows] == [True, True, False]


def test_a_caption_and_stray_text_come_before_the_table():
    file = read_here(page("<table><caption>Priority 1</caption><tr><td>a</td></tr></table>"))
    assert file.tables[0].lead_in == ("Priority 1",)


def test_a_table_inside_a_cell_is_text_and_a_framing_table_is_looked_through():
    inner = "<table><tr><td>a</td><td>b</td></tr></table>"
    file = read_here(page(f"<table><tr><td>x{inner}</td><td>y</td></tr></table>"))
    assert texts(file.tables[0]) == [["x\na\tb", "y"]]
    assert texts(only_table(page(f"<table><tr><td>Plan{inner}</td></tr></table>"))) == [["a", "b"]]


def test_unclosed_rows_and_cells_are_read():
    assert texts(only_table(page("<table><tr><td>a<td>b<tr><td>c<td>d</table>"))) == [["a", "b"], ["c", "d"]]


def test_a_page_in_another_encoding():
    data = "<html><body><table><tr><td>Zoë – O’Brien</td></tr></table></body></html>".encode("cp1252")
    assert texts(only_table(data)) == [["Zoë – O’Brien"]]


def test_entities_and_definitions_are_not_expanded():
    data = (
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<html><body><table><tr><td>a&x;b</td></tr></table></body></html>"
    )
    assert "root:" not in only_table(data).rows[0].cells[0].text


def test_a_page_nested_without_end_is_refused_or_read_without_harm():
    refusal(page("<div>" * 100_000 + "<table><tr><td>a</table>"))


def test_the_limits_hold():
    assert "more than 2 rows" in refusal(
        page("<table>" + "<tr><td>a" * 3 + "</table>"), limits=Limits(rows=2)
    )
    assert "more than 2 columns" in refusal(
        page("<table><tr>" + "<td>a" * 3 + "</table>"), limits=Limits(columns=2)
    )
