"""CSV files: strict quotes, any separator, and a second count of the rows."""

from __future__ import annotations

import time

import pytest

from goldenthread.readers import Limits, read_here
from tests.readers.reading import only_table, refusal, texts


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_divides_the_lines_evenly(separator):
    lines = [
        ["Ref", "Action", "Lead"],
        ["1", "Review, and implement", "Chair"],
        ["2", "Agree; then tell", "Chair"],
    ]
    written = "\n".join(separator.join(f'"{text}"' for text in line) for line in lines)
    assert texts(only_table(written.encode(), "plan.csv")) == lines


def test_a_line_break_between_quotes_is_part_of_the_cell():
    table = only_table(b'Action,Lead\r\n"one\r\ntwo","Chair"\r\n"say ""yes""",x\r\n', "plan.csv")
    assert texts(table) == [["Action", "Lead"], ["one\r\ntwo", "Chair"], ['say "yes"', "x"]]
    assert [row.number for row in table.rows] == [1, 2, 3]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("last", [b"", b"\n"])
def test_any_line_ending_and_a_missing_last_one(end, last):
    data = b"a,b" + end + b"c,d" + (last and end)
    assert texts(only_table(data, "plan.csv")) == [["a", "b"], ["c", "d"]]


def test_an_unclosed_quote_is_refused_with_its_line():
    data = b'Action,Lead\none,Chair\n"ZZCANARY,Chair\nthree,Chair\n'
    assert "begins on line 3" in refusal(data, name="plan.csv")


@pytest.mark.parametrize("line", [b'"one" stray,x', b'"a"b",x'])
def test_stray_quotes_are_refused_with_their_line(line):
    assert "begins on line 2" in refusal(b"Action,Lead\n" + line + b"\n", name="plan.csv")


def test_a_quote_inside_an_unquoted_cell_is_a_letter():
    assert texts(only_table(b'Action,Lead\n6" nails,x\n', "plan.csv"))[1] == ['6" nails', "x"]


def test_empty_lines_are_no_rows_but_are_counted_on():
    table = only_table(b"a,b\n\n,\nc,d\n", "plan.csv")
    assert [(row.number, row.cells[0].text) for row in table.rows] == [(1, "a"), (4, "c")]


def test_rows_with_too_many_cells_are_named():
    file = read_here(b"a,b\n1,2\n3,4,5\n6,7\n", name="plan.csv")
    assert file.remarks == (
        "Rows with more cells than the 2 of most rows, where a separator may stand in a text: 3.",
    )
    assert [cell.text for cell in file.tables[0].rows[2].cells] == ["3", "4", "5"]


def test_a_field_of_200_kilobytes_is_read_whole():
    data = b'a,b\n"' + b"x" * 200_000 + b'",c\n'
    assert len(only_table(data, "plan.csv").rows[1].cells[0].text) == 200_000


def test_the_limits_hold():
    assert "more than 2 rows" in refusal(b"a,b\n" * 3, name="plan.csv", limits=Limits(rows=2))
    assert "2 columns" in refusal(b"a,b,c\n" * 3, name="plan.csv", limits=Limits(columns=2))


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "warned"), [(65_535, True), (65_536, True), (65_537, False)])
def test_a_file_that_ends_at_excels_old_limit_is_mentioned(rows, warned):
    file = read_here(b"a,b\n" * rows, name="plan.csv")
    assert file.rows_counted == len(file.tables[0].rows) == rows
    assert any("limit of 65,536 rows" in remark for remark in file.remarks) is warned


def test_rows_that_the_two_counts_see_differently_are_refused(monkeypatch):
    monkeypatch.setattr("goldenthread.readers.delimited._logical_lines", lambda _: ["a"])
    assert "(2 and 1)" in refusal(b"a,b\nc,d\n", name="plan.csv")


def test_a_file_cut_off_in_a_quoted_cell_is_refused():
    whole = b'Action,Lead\n"one",Chair\n"two and more",Chair\n'
    assert "line 3" in refusal(whole[:30], name="plan.csv")


@pytest.mark.slow
def test_a_file_of_only_quotes_takes_no_longer_than_its_length():
    started = time.perf_counter()
    refusal(b'"' * 2_000_001, name="plan.csv")
    assert time.perf_counter() - started < 2
