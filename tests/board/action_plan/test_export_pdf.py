"""The plan as a PDF for people who read with their eyes or their ears, and for archives."""

import re
import subprocess
import sys
import unicodedata
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from goldenthread.board.action_plan.exports import CannotExport, Format, PrintedRecommendation, pdf, write

from .export_samples import BARE_ACTION, EMPTY, FIVE_COLUMNS, FORMULAS, MARKUP, PLAN, plan_of

pytestmark = pytest.mark.slow  # each test starts the child process that sets the pages


@contextmanager
def opened(plan):
    with pikepdf.open(BytesIO(write(plan, Format.PDF))) as file:
        yield file


def text_of(plan):
    with pdfplumber.open(BytesIO(write(plan, Format.PDF))) as file:
        return "\n".join(page.extract_text() for page in file.pages)


def squeezed(text):
    """Lines of a cell break where its column ends: compare without blanks."""
    return re.sub(r"\s", "", text)


def plain(text):
    """As the page shows it: wide forms have no font, and marks that show nothing are left out."""
    return unicodedata.normalize("NFKC", squeezed(text).replace("\u200b", ""))


def tables(plan):
    with pdfplumber.open(BytesIO(write(plan, Format.PDF))) as file:
        return [table for page in file.pages for table in page.extract_tables()]


def elements(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


@contextmanager
def structure(plan):
    """The document's parts in the order in which a screen reader reads them."""
    with opened(plan) as file:
        yield list(elements(file.Root.StructTreeRoot.K))


def kinds(plan):
    with structure(plan) as parts:
        return [str(part.S) for part in parts]


def test_the_file_claims_and_carries_pdf_ua_1_and_pdf_a_2a():
    with opened(PLAN) as file:
        metadata = file.Root.Metadata.read_bytes().decode()
        assert file.Root.MarkInfo.Marked
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_its_language_is_british_english_and_its_title_is_shown():
    with opened(PLAN) as file:
        assert file.Root.Lang == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.docinfo["/Title"] == "Fellmouth Action Plan"


def test_it_reads_as_a_heading_then_two_lines_then_one_table():
    assert kinds(PLAN)[:6] == ["/Document", "/H1", "/P", "/P", "/Table", "/THead"]
    assert kinds(PLAN).count("/Table") == 1


def test_each_column_has_a_header_cell_that_says_what_it_heads():
    with structure(FIVE_COLUMNS) as parts:
        heads = [part for part in parts if part.S == "/TH"]
        assert len(heads) == 5
        assert all(any(facts.get("/Scope") == "/Column" for facts in head.A) for head in heads)


def test_steps_of_an_action_are_a_real_list():
    assert kinds(PLAN).count("/L") == 1
    assert kinds(PLAN).count("/LI") == 2


def test_the_table_holds_the_boards_own_words_in_its_own_columns():
    rows = tables(FIVE_COLUMNS)[0]
    assert rows[0] == ["Recommendation", "Action", "Lead", "Progress", "Deadline"]
    assert [squeezed(cell) for cell in rows[1]] == [
        squeezed(cell)
        for cell in (
            "142. Be sure the whole board agrees its priorities",
            "Agree how the board is governed, by:• Talking with the commissioner• A meeting of all partners",
            "Board Chair / Business Manager",
            "04.09.15 Every partner was asked. 21.09.15 Two partners have replied.",
            "September 2015",
        )
    ]


def test_title_dates_marking_board_and_pages_are_on_the_page():
    text = text_of(PLAN)
    assert text.startswith("OFFICIAL\nFellmouth Action Plan\nUpdated 4th September 2015\n")
    assert "As it stood on 23 November 2026 at 9:05am" in text
    assert text.endswith("Fellmouth Safeguarding Children Board Page 1 of 1")


def test_the_header_row_repeats_on_each_page():
    long = replace(
        BARE_ACTION, progress=tuple(f"Note {number}. " + "It goes on. " * 50 for number in range(20))
    )
    plan = replace(PLAN, recommendations=(PrintedRecommendation("1", "Keep safe", (long,)),))
    with pdfplumber.open(BytesIO(write(plan, Format.PDF))) as file:
        pages = [page.extract_text() for page in file.pages]
    assert len(pages) > 3
    assert all("Recommendation Action Lead Progress Deadline" in page for page in pages)
    assert re.findall(r"Note (\d+)\.", "\n".join(pages)) == [str(number) for number in range(20)]


def test_an_empty_plan_says_so():
    assert "This plan holds no recommendations yet." in text_of(EMPTY)


def test_a_plan_without_title_date_or_marking_can_be_printed():
    bare = replace(EMPTY, title="", board_name="", updated_on=None, as_at=None, marking="")
    assert "Action plan" in text_of(bare)
    with opened(bare) as file:
        assert str(file.docinfo["/CreationDate"]).startswith("D:19800101")


def test_whatever_is_typed_is_printed_as_text():
    """AT-054, AT-056: code of typst, of templates and of pages is shown and not run."""
    typed = [*FORMULAS, *MARKUP]
    printed = squeezed(text_of(plan_of(*typed)))
    assert [text for text in typed if plain(text) not in printed] == []
    assert "root:" not in printed


def test_typed_text_in_the_title_the_board_and_the_marking_is_text_too():
    plan = replace(EMPTY, title='#read("/etc/passwd")', board_name="$x$ #eval", marking="*{{7*7}}*")
    text = text_of(plan)
    assert all(words in text for words in ('#read("/etc/passwd")', "$x$ #eval", "*{{7*7}}*"))


@pytest.mark.parametrize("text", ["Zoë Łukasz ŵ", "Ελένη", "Анна", "café", "naïve – “quoted” ‘words’ … €5 ½"])
def test_names_of_european_languages_are_printed_as_they_are(text):
    assert squeezed(text) in squeezed(text_of(plan_of(text)))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Well done \U0001f600", "Well done [grinning face]"),
        ("\U0001f469\u200d\U0001f467", "[woman][girl]"),
        ("＝1＼＂", '=1\\"'),
        ("漢", "[U+6F22]"),
        ("\ue000 own", "[U+E000] own"),
        ("a\u202eb\u200bc\ufeffd", "abcd"),
        ("a\x00b\ud800c", "abc"),
    ],
)
def test_a_letter_that_no_font_can_draw_is_named_and_never_an_empty_box(text, printed):
    assert squeezed(printed) in squeezed(text_of(plan_of(text)))


@pytest.mark.parametrize(
    "text", ["مرحبا بالعالم", "שלום", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!", "".join(map(chr, range(0x4E00, 0x5000)))]
)
def test_other_scripts_do_not_stop_the_export(text):
    with opened(plan_of(text)) as file:
        assert file.pages


def test_a_word_wider_than_its_column_stays_inside_it():
    word = "Responsibilities" * 20
    row = tables(plan_of(word))[0][1]
    assert [squeezed(cell) for cell in row[1:]] == [word] * 4


def test_nothing_hides_in_the_file():
    """AT-082: no attachment, form, script, link, earlier version or trace of the machine."""
    made = write(PLAN, Format.PDF)
    with pikepdf.open(BytesIO(made)) as file:
        assert not {"/AcroForm", "/OpenAction", "/AA", "/Names", "/OCProperties"} & set(file.Root.keys())
        assert not any("/Annots" in page for page in file.pages)
        assert set(file.docinfo.keys()) == {"/Title", "/Author", "/Creator", "/CreationDate", "/ModDate"}
    assert made.count(b"startxref") == 1
    assert b"/tmp" not in made
    assert str(Path.home()).encode() not in made


def test_the_same_plan_gives_the_same_bytes():
    assert write(PLAN, Format.PDF) == write(PLAN, Format.PDF)


def test_typst_sees_an_empty_folder_that_is_gone_afterwards_and_no_symbolic_link(monkeypatch):
    """AT-055: there is nothing in the folder to follow."""
    seen = []
    run = subprocess.run

    def recorded(command, *, cwd, env, **options):
        seen.append((Path(cwd), list(Path(cwd).iterdir()), env))
        return run(command, cwd=cwd, env=env, **options)

    monkeypatch.setattr(subprocess, "run", recorded)
    write(EMPTY, Format.PDF)
    [(folder, content, environment)] = seen
    assert content == []
    assert not folder.exists()
    assert "HOME" not in environment


def test_the_template_reads_no_file_and_fetches_no_package():
    template = Path(pdf.CHILD).with_name("plan.typ").read_text()
    assert not re.search(r"\b(read|import|include|eval|plugin|image)\b *[\"(]", template)


def test_a_plan_that_takes_too_long_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 1)
    with pytest.raises(CannotExport, match="too large for a PDF: choose Word or Excel"):
        write(plan_of("a" * 1_000_000), Format.PDF)


def test_the_child_may_take_a_gigabyte_and_no_more_and_writes_no_file(tmp_path):
    """AT-054: what a bomb would do, done in the child's own limits."""
    greedy = "bytearray(2_000_000_000)"
    writing = f"open({str(tmp_path / 'left')!r}, 'w').write('x' * 10_000)"
    ends = []
    for deed in ("bytearray(1_000_000)", greedy, writing):
        code = f"import runpy; runpy.run_path({str(pdf.CHILD)!r})['limit_this_process'](); {deed}"
        ends.append(subprocess.run([sys.executable, "-c", code], capture_output=True, check=False))
    assert [end.returncode for end in ends] == [0, 1, 1]
    assert b"MemoryError" in ends[1].stderr
    assert b"File too large" in ends[2].stderr


def test_a_child_that_is_killed_becomes_a_sentence(monkeypatch, tmp_path):
    dying = tmp_path / "dying.py"
    dying.write_text("import os; os.abort()")
    monkeypatch.setattr(pdf, "CHILD", dying)
    with pytest.raises(CannotExport, match="too large"):
        write(EMPTY, Format.PDF)


def test_a_fault_of_our_own_is_no_refusal_and_repeats_no_text(monkeypatch, tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text("import sys; sys.exit(sys.stdin.read())")
    monkeypatch.setattr(pdf, "CHILD", broken)
    with pytest.raises(RuntimeError) as raised:
        write(PLAN, Format.PDF)
    assert str(raised.value) == "typst could not set the plan"
