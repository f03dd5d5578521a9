"""Word documents: every word that a reader of the page sees, in its cell."""

from __future__ import annotations

import pytest

from goldenthread.readers import Limits, read_here
from tests.readers.files import (
    WORD_MACRO_TYPE,
    cell,
    packed,
    paragraph,
    plain_table,
    row,
    table,
    unpacked,
    word,
)
from tests.readers.reading import only_table, refusal, texts


def only_cell(content: str, properties: str = "", **parts: str):
    (read,) = only_table(word(table(row(cell(content, properties))), **parts)).rows[0].cells
    return read


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_paragraphs_between_tables_lead_in_the_table_after_them():
    body = (
        paragraph("Plan") + plain_table([["a"]]) + paragraph("Next") + plain_table([["b"]]) + paragraph("End")
    )
    file = read_here(word(body))
    assert [table.lead_in for table in file.tables] == [("Plan",), ("Next",)]
    assert file.closing == ("End",)
    assert [table.place for table in file.tables] == ["table 1", "table 2"]


def test_a_cell_across_columns_says_how_many_and_moves_the_next():
    wide = only_table(word(table(row(cell("wide", '<w:gridSpan w:val="2"/>'), cell("after")))))
    assert [(each.text, each.column, each.column_span) for each in wide.rows[0].cells] == [
        ("wide", 0, 2),
        ("after", 2, 1),
    ]
    assert wide.rows[0].at(1).text == "wide"


def test_a_cell_down_rows_stands_once_and_says_how_far_it_reaches():
    start, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    merged = only_table(
        word(
            table(
                row(cell("142", start), cell("one")),
                row(cell("", more), cell("two")),
                row(cell("", more), cell("three")),
                row(cell("143", start), cell("four")),
            )
        )
    )
    assert texts(merged) == [["142", "one"], ["two"], ["three"], ["143", "four"]]
    assert merged.rows[0].cells[0].row_span == 3
    assert merged.rows[1].cells[0].column == 1


def test_a_cell_that_goes_on_from_nothing_stands_by_itself():
    rows = [cell("142", '<w:vMerge w:val="restart"/>'), cell("between"), cell("after", "<w:vMerge/>")]
    table_of_one_column = only_table(word(table(*(row(each, cell("x")) for each in rows))))
    assert [each.cells[0].text for each in table_of_one_column.rows] == ["142", "between", "after"]
    assert [each.cells[0].row_span for each in table_of_one_column.rows] == [1, 1, 1]


def test_cells_left_out_at_the_start_of_a_row_keep_the_others_in_their_columns():
    indented = only_table(word(table(row(cell("a"), properties='<w:gridBefore w:val="2"/>'))))
    assert indented.rows[0].cells[0].column == 2


def test_a_horizontal_merge_of_the_old_kind_is_one_cell():
    old = only_table(
        word(table(row(cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("b"))))
    )
    assert [(each.text, each.column, each.column_span) for each in old.rows[0].cells] == [
        ("a", 0, 2),
        ("b", 2, 1),
    ]


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="1"/>'])
def test_text_struck_through_as_a_whole_is_struck(mark):
    read = only_cell(f"<w:p>{run('all', mark)}{run(' ')}{run('of it', mark)}</w:p>")
    assert (read.text, read.struck, read.struck_text) == ("all of it", True, "")


def test_text_struck_through_in_part_names_the_part():
    read = only_cell(f"<w:p>{run('September', '<w:strike/>')}{run(' October')}</w:p>")
    assert (read.text, read.struck, read.struck_text) == ("September October", False, "September")


def test_a_strike_that_is_switched_off_is_none():
    assert not only_cell(paragraph("kept", '<w:strike w:val="false"/>')).struck


def test_an_empty_cell_is_not_struck():
    assert not only_cell(paragraph("", "<w:strike/>")).struck


def test_strike_by_a_named_style_counts():
    styles = (
        '<w:style w:styleId="Done"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="Finished"><w:basedOn w:val="Done"/></w:style>'
    )
    assert only_cell(paragraph("x", '<w:rStyle w:val="Finished"/>'), styles=styles).struck
    assert only_cell(paragraph("x", properties='<w:pStyle w:val="Done"/>'), styles=styles).struck


def test_tracked_changes_are_read_as_accepted():
    changed = (
        f'<w:p><w:del w:id="1">{run("ZZ").replace("w:t>", "w:delText>")}</w:del>'
        f'<w:ins w:id="2">{run("new")}</w:ins></w:p>'
    )
    assert only_cell(changed).text == "new"


def test_a_row_deleted_by_a_tracked_change_is_gone_in_both_counts():
    file = read_here(word(table(row(cell("kept")), row(cell("gone"), properties='<w:del w:id="1"/>'))))
    assert texts(file.tables[0]) == [["kept"]]
    assert file.rows_counted == 1


@pytest.mark.parametrize(
    ("shading", "fill"),
    [
        ('<w:shd w:val="clear" w:fill="00b050"/>', "#00B050"),
        ('<w:shd w:val="clear" w:fill="auto"/>', None),
        ('<w:shd w:val="clear" w:fill="FFFFFF"/>', None),
        ('<w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>', "#FF0000"),
        ('<w:shd w:val="clear" w:fill="FFC000" w:themeFill="accent4"/>', "#FFC000"),
        ('<w:shd w:val="clear" w:themeFill="accent4"/>', None),
    ],
)
def test_the_fill_of_a_cell_is_its_shading(shading, fill):
    assert only_cell("x", shading).fill == fill


def test_shading_or_highlighting_behind_all_of_the_text_is_the_cells_fill():
    assert only_cell(paragraph("G", '<w:highlight w:val="green"/>')).fill == "#00FF00"
    assert only_cell(paragraph("G", properties='<w:shd w:val="clear" w:fill="92D050"/>')).fill == "#92D050"
    highlighted = run("b", '<w:highlight w:val="red"/>')
    assert only_cell(f"<w:p>{run('a')}{highlighted}</w:p>").fill is None


def test_header_rows_and_hidden_rows_are_marked():
    marked = only_table(
        word(
            table(
                row(cell("h"), properties="<w:tblHeader/>"),
                row(cell("x"), properties="<w:hidden/>"),
                row(cell("y")),
            )
        )
    )
    assert [(each.header, each.hidden) for each in marked.rows] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_hidden_text_is_left_out_and_said_so():
    file = read_here(word(table(row(cell(f"<w:p>{run('ZZCANARY', '<w:vanish/>')}{run('seen')}</w:p>")))))
    assert texts(file.tables[0]) == [["seen"]]
    assert file.remarks == ("Passages of hidden text that were left out: 1.",)


def test_line_breaks_tabs_and_hyphens_are_kept():
    marks = "<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
    assert only_cell(f"<w:p><w:r>{marks}</w:r></w:p>" + paragraph("e")).text == "a\nb\tc-d\ne"


def test_a_field_shows_its_result_and_never_its_code():
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>DDEAUTO cmd ZZCANARY</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("4 May")}</w:p>'
    )
    assert only_cell(field).text == "4 May"


def test_a_link_is_only_its_words():
    link = f'<w:p><w:hyperlink w:anchor="javascript:alert(1)">{run("see")}</w:hyperlink>{run(" here")}</w:p>'
    assert only_cell(link).text == "see here"


def numbering(number_format: str, label: str, start: int = 1) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{number_format}"/><w:lvlText w:val="{label}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )


IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_bullets_are_written_before_their_text():
    bullets = paragraph("one", properties=IN_LIST) + paragraph("", properties=IN_LIST) + paragraph("two")
    assert only_cell(bullets, numbering=numbering("bullet", "o")).text == "• one\n\ntwo"


@pytest.mark.parametrize(
    ("number_format", "label", "expected"),
    [
        ("decimal", "%1.", ["146.", "147."]),
        ("lowerLetter", "(%1)", ["(pppppp)", "(qqqqqq)"]),
        ("upperRoman", "%1", ["CXLVI", "CXLVII"]),
        ("none", "", ["", ""]),
    ],
)
def test_numbers_that_word_counts_itself_are_read_even_in_empty_cells(number_format, label, expected):
    rows = [row(cell(paragraph("", properties=IN_LIST)), cell("x")) for _ in range(2)]
    numbered = only_table(word(table(*rows), numbering=numbering(number_format, label, start=146)))
    assert [each.cells[0].text for each in numbered.rows] == expected


def test_a_list_may_come_from_the_paragraphs_style():
    styles = f'<w:style w:styleId="ListBullet"><w:pPr>{IN_LIST}</w:pPr></w:style>'
    listed = paragraph("x", properties='<w:pStyle w:val="ListBullet"/>')
    assert only_cell(listed, styles=styles, numbering=numbering("bullet", "o")).text == "• x"


def test_content_controls_around_text_cells_and_rows_change_nothing():
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    wrapped = table(
        control(row(control(cell(f"<w:p>{control(run('a'))}</w:p>")), cell("b"))), row(cell("c"), cell("d"))
    )
    file = read_here(word(control(wrapped)))
    assert texts(file.tables[0]) == [["a", "b"], ["c", "d"]]
    assert file.rows_counted == 2


def test_a_text_box_is_read_once_though_word_writes_it_twice():
    box = f"<w:drawing><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:drawing>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    twice = f"<mc:AlternateContent>{choices}</mc:AlternateContent>"
    assert only_cell(f"<w:p>{run('text')}<w:r>{twice}</w:r></w:p>").text == "text\nboxed"


def test_a_table_inside_a_cell_becomes_the_cells_text_and_is_mentioned():
    inner = table(row(cell("a"), cell("b")), row(cell("c"), cell("d")))
    file = read_here(word(table(row(cell(paragraph("x") + inner + paragraph("y")), cell("z")))))
    assert texts(file.tables[0]) == [["x\na\tb\nc\td\ny", "z"]]
    assert file.remarks == ("Tables inside cells that were read as text of the cell: 1.",)


def test_a_table_that_only_frames_another_is_looked_through():
    inner = table(row(cell("a"), cell("b")), row(cell("c"), cell("d")))
    file = read_here(word(table(row(cell(paragraph("Plan") + inner + paragraph("End"))))))
    assert texts(file.tables[0]) == [["a", "b"], ["c", "d"]]
    assert (file.tables[0].lead_in, file.closing) == (("Plan",), ("End",))


def test_text_behind_merged_cells_is_not_shown_by_word_and_is_mentioned():
    behind = table(row(cell("seen", '<w:vMerge w:val="restart"/>')), row(cell("ZZCANARY", "<w:vMerge/>")))
    assert read_here(word(behind)).remarks == (
        "Merged cells with text that Word does not show, which was left out: 1.",
    )


def test_an_embedded_document_is_not_read_and_is_mentioned():
    file = read_here(word('<w:altChunk r:id="x" xmlns:r="r"/>' + plain_table([["a"]])))
    assert file.remarks == ("Documents embedded in the file that were left out: 1.",)


def test_words_strict_flavour_is_read_too():
    parts = unpacked(word(plain_table([["a", "b"]])))
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
        b"http://purl.oclc.org/ooxml/wordprocessingml/",
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(usual, strict)
    assert texts(only_table(packed(parts))) == [["a", "b"]]


def test_a_document_without_tables_keeps_its_paragraphs():
    file = read_here(word(paragraph("one") + paragraph("") + paragraph("two")))
    assert (file.tables, file.closing) == ((), ("one", "two"))


def test_macros_in_a_word_file_are_refused():
    assert "macros" in refusal(word(plain_table([["a"]]), content_type=WORD_MACRO_TYPE))


def test_too_many_rows_are_refused():
    assert "more than 3 rows" in refusal(word(plain_table([["a"]] * 4)), limits=Limits(rows=3))
    assert read_here(word(plain_table([["a"]] * 3)), limits=Limits(rows=3)).rows_counted == 3


def test_a_row_lost_by_one_of_the_two_counts_is_refused(monkeypatch):
    monkeypatch.setattr("goldenthread.readers.word.rows_in", lambda _: 3)
    assert "(2 and 3)" in refusal(word(plain_table([["a"]] * 2)))
