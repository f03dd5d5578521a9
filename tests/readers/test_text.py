"""Text extracted from Word or PDF: lines with tabs are tables, the rest are paragraphs."""

from __future__ import annotations

from goldenthread.readers import Limits, read_here
from tests.readers.reading import only_table, refusal, texts


def test_runs_of_lines_with_tabs_are_tables_with_the_lines_before_them():
    file = read_here(
        b"# Plan\n**Updated\n\nRef\tAction\n1\tOne\n\nRef\tAction\n\tTwo\n\nEnd\n", name="plan.txt"
    )
    assert [table.place for table in file.tables] == ["lines 4 to 5", "lines 7 to 8"]
    assert file.tables[0].lead_in == ("Plan", "Updated")
    assert [row.number for row in file.tables[1].rows] == [7, 8]
    assert file.closing == ("End",)


def test_empty_cells_at_the_start_of_a_line_keep_their_columns():
    table = only_table(b"Ref\tAction\tLead\n\t\tChair\n", "plan.txt")
    assert texts(table)[1] == ["", "", "Chair"]
    assert table.rows[1].cells[2].column == 2


def test_a_line_without_a_tab_inside_a_table_stays_in_it():
    table = only_table(b"Ref\tAction\n1\tOne\nand more\n2\tTwo\nAfter\n", "plan.txt")
    assert texts(table) == [["Ref", "Action"], ["1", "One"], ["and more"], ["2", "Two"]]


def test_text_without_tables_is_paragraphs():
    file = read_here(b"First, something.\nSecond, another thing, and more.\n", name="notes.txt")
    assert (file.tables, file.closing) == ((), ("First, something.", "Second, another thing, and more."))


def test_too_many_lines_are_refused():
    assert "more than 3 lines" in refusal(b"a\tb\n" * 4, name="plan.txt", limits=Limits(rows=3))


def test_a_text_file_whose_lines_are_divided_alike_is_a_csv_file():
    assert read_here(b"Ref,Action\n1,One\n2,Two\n3,Three\n", name="plan.txt").kind == "csv"


def test_quotation_marks_in_extracted_text_are_letters():
    assert texts(only_table(b'Ref\tAction\n1\t"Deep dive" audits\n', "plan.txt"))[1] == [
        "1",
        '"Deep dive" audits',
    ]


def test_lines_divided_by_bars_are_tables_too_and_ruled_lines_are_empty_rows():
    text = b"Plan\n\n| Ref | Action | Lead |\n|---|---|---|\n| 1 | Ask | Chair |\n\nA | choice | of | bars\n"
    file = read_here(text, name="plan.txt")
    assert texts(file.tables[0]) == [["Ref", "Action", "Lead"], ["1", "Ask", "Chair"]]
    assert file.tables[0].lead_in == ("Plan",)
