"""OpenDocument spreadsheets."""

from __future__ import annotations

from datetime import date

from goldenthread.readers import Limits, read_here
from tests.readers.files import ODS_TYPE, open_document, packed, unpacked
from tests.readers.reading import only_table, refusal, texts


def cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}>{_line(text)}</table:table-cell>'


def valued(kind: str, attributes: str, text: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" {attributes}>{_line(text)}</table:table-cell>'


def _line(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="Plan" {attributes}>{"".join(rows)}</table:table>'


STYLES = (
    '<style:style style:name="red"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
    '<style:style style:name="done">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="away"><style:table-properties table:display="false"/></style:style>'
)


def test_rows_and_cells_that_are_repeated_stand_where_a_person_counts_them():
    table = only_table(
        open_document(
            sheet(
                row("<table:table-cell/>", attributes='table:number-rows-repeated="3"'),
                row(
                    '<table:table-cell table:number-columns-repeated="2"/>',
                    cell("x", 'table:number-columns-repeated="2"'),
                ),
                row(cell("y"), attributes='table:number-rows-repeated="2"'),
                row("<table:table-cell/>", attributes='table:number-rows-repeated="1048570"'),
            )
        )
    )
    assert [(each.number, [cell.column for cell in each.cells]) for each in table.rows] == [
        (4, [2, 3]),
        (5, [0]),
        (6, [0]),
    ]


def test_dates_and_numbers_keep_their_values():
    dated = valued("date", 'office:date-value="2015-09-04"', "4 Sep")
    share = valued("percentage", 'office:value="0.5"', "50%")
    first, second = only_table(open_document(sheet(row(dated, share)))).rows[0].cells
    assert (first.text, first.value) == ("2015-09-04", date(2015, 9, 4))
    assert (second.text, second.value) == ("50%", 0.5)


def test_looks_spans_and_what_is_hidden():
    table = sheet(
        '<table:table-column table:visibility="collapse"/>',
        row(
            cell(
                "R", 'table:style-name="red" table:number-columns-spanned="2" table:number-rows-spanned="2"'
            ),
            "<table:covered-table-cell/>",
            cell('<text:span text:style-name="done">old</text:span> new'),
            cell("all", 'table:style-name="done"'),
        ),
        row(
            "<table:covered-table-cell/>",
            "<table:covered-table-cell/>",
            cell("z"),
            attributes='table:visibility="filter"',
        ),
        attributes='table:style-name="away"',
    )
    file = read_here(open_document(table, STYLES))
    red, part, struck = file.tables[0].rows[0].cells
    assert (red.fill, red.column_span, red.row_span, red.hidden) == ("#FF0000", 2, 2, True)
    assert (part.text, part.struck, part.struck_text, part.column) == ("old new", False, "old", 2)
    assert struck.struck
    assert file.tables[0].hidden
    assert [each.hidden for each in file.tables[0].rows] == [False, True]
    assert file.tables[0].rows[1].cells[0].column == 2


def test_notes_beside_a_cell_are_not_its_text():
    noted = (
        '<table:table-cell office:value-type="string">'
        "<office:annotation><text:p>ZZ</text:p></office:annotation>"
        '<text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p></table:table-cell>'
    )
    assert texts(only_table(open_document(sheet(row(noted))))) == [["a  b\nc"]]


def test_a_formula_without_a_stored_result_is_mentioned():
    file = read_here(open_document(sheet(row(cell("x"), '<table:table-cell table:formula="of:=1"/>'))))
    assert file.remarks == ("Formulas without a stored result were read as empty in sheet 'Plan', rows 1.",)


def test_a_row_repeated_a_million_times_is_refused():
    assert "send it in parts" in refusal(
        open_document(sheet(row(cell("x"), attributes='table:number-rows-repeated="1000000"')))
    )


def test_a_cell_repeated_over_all_columns_is_refused():
    repeated = row(cell("x", 'table:number-columns-repeated="16384"'))
    assert "columns" in refusal(open_document(sheet(repeated)), limits=Limits(columns=100))


def test_a_password_and_other_open_documents_are_refused():
    parts = unpacked(open_document(sheet(row(cell("x")))))
    parts["META-INF/manifest.xml"] = (
        b'<m:manifest xmlns:m="m"><manifest:encryption-data xmlns:manifest="m"/></m:manifest>'
    )
    assert "password" in refusal(packed(parts))
    assert ".docx" in refusal(packed({"mimetype": ODS_TYPE.replace("spreadsheet", "text")}))
