"""A file that cannot be a plan is sent back with one sentence, and nothing of it stays anywhere."""

from __future__ import annotations

import re
import tempfile
import zipfile
from html import unescape
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.board.action_plan.models import Action, ImportBatch, ImportRow
from goldenthread.board.action_plan.rules.personal_columns import is_nhs_number, letter, personal_columns
from goldenthread.board.documents.models import Document
from tests.board.action_plan.importing import HEADINGS, PLAN, plan_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings, tmp_path, monkeypatch, at_once):
    """The folders in which nothing may be left."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return settings.FILES, temporary


def package(**members: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def word(rows=(HEADINGS, *PLAN)) -> bytes:
    document = docx.Document()
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


def workbook(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


BAD = {
    "empty": (b"", "plan.csv"),
    "cut off": (word()[:9000], "plan.docx"),
    "with macros": (package(word__document_dot_xml=b"<x/>", word__vbaProject_dot_bin=b"x"), "plan.docm"),
    "a program": (b"MZ\x90\x00\x03\x00", "plan.docx"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "plan.png"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "plan.docx"),
    "not a workbook inside": (package(xl__workbook_dot_xml=b"nonsense"), "plan.xlsx"),
    "a letter": (b"Dear all,\r\nthe plan follows next week.\r\n", "plan.txt"),
    "a PDF of nothing": (b"%PDF-1.4\n%%EOF", "plan.pdf"),
}


def give(browser, content: bytes, name: str) -> str:
    response = browser.post(reverse("import-new"), {"file": SimpleUploadedFile(name, content)}, follow=True)
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def left(folder) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def nothing_is_left(places) -> bool:
    files, temporary = places
    kept = Document.objects.exists() or ImportRow.objects.exists() or Action.objects.exists()
    return not (kept or left(files) or left(temporary))


@pytest.mark.parametrize("kind", BAD)
def test_it_is_told_in_a_sentence_and_leaves_nothing(
    signed_in, dee, places, kind, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        told = give(signed_in(dee), *BAD[kind])
    assert re.search(r"(The file|plan\.\w+|The submitted file|No action plan) [^.]*(\.|:)", told)
    assert "Traceback" not in told
    assert nothing_is_left(places)


def test_a_file_over_the_limit_is_refused_before_it_is_copied(signed_in, dee, places, settings):
    settings.UPLOAD_BYTES = 1_000_000
    assert "larger than 1 MB" in give(signed_in(dee), bytes(1_000_001), "plan.csv")
    assert nothing_is_left(places)


def test_a_refused_file_says_why_on_its_page_and_offers_another_try(signed_in, dee):
    told = give(signed_in(dee), BAD["a letter"][0], "plan.txt")
    assert "Nothing of the file was kept" in told
    assert "Give another file" in told
    assert ImportBatch.objects.get().message.endswith(".")


def test_a_refused_file_may_be_given_again(signed_in, dee):
    for _ in range(2):
        give(signed_in(dee), *BAD["a letter"])
    assert ImportBatch.objects.filter(state=ImportBatch.State.REFUSED).count() == 2


def test_a_workbook_under_a_word_name_is_read_or_refused_in_words(signed_in, dee):
    told = give(signed_in(dee), workbook([HEADINGS, *PLAN]), "plan.docx")
    assert "3 to add" in told or "The file" in told


def test_two_plans_in_a_file_are_not_mixed(signed_in, dee):
    document = docx.Document()
    for title in ("Inspection action plan", "Training delivery plan"):
        document.add_paragraph(title)
        table = document.add_table(0, 5)
        for row in (HEADINGS, *PLAN):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    told = give(signed_in(dee), saved(document), "plans.docx")
    assert "2 different plans" in told
    assert not ImportRow.objects.exists()


def test_headings_without_lines_are_told_in_words(signed_in, dee):
    assert "headings but no lines" in give(signed_in(dee), plan_csv(()), "plan.csv")


@pytest.mark.parametrize(
    "headings",
    [("Child’s name", "Action", "Lead"), ("Action", "DoB", "Lead"), ("Action", "Lead", "NHS Number")],
)
def test_a_table_about_children_is_sent_back_at_once(
    signed_in, dee, places, headings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        told = give(signed_in(dee), workbook([headings, ("a", "b", "c")]), "plan.xlsx")
    assert "This file seems to hold children's names, NHS numbers or dates of birth. Remove column" in told
    assert nothing_is_left(places)


def test_the_columns_to_remove_are_named_as_a_spreadsheet_names_them(signed_in, dee):
    told = give(
        signed_in(dee), workbook([("Ref", "Action", "Forename", "Surname"), ("1", "a", "b", "c")]), "p.xlsx"
    )
    assert "Remove columns C and D" in told


def test_nhs_numbers_are_known_by_their_check_digit():
    assert is_nhs_number("943 476 5919")
    assert is_nhs_number("9434765919")
    assert not is_nhs_number("943 476 5918")
    assert not is_nhs_number("0191 520 5555")
    rows = [[(0, "Action"), (1, "Number")], [(0, "a"), (1, "943 476 5919")], [(0, "b"), (1, "9434765919")]]
    assert list(personal_columns(rows)) == [1]


def test_a_plan_that_speaks_of_children_is_still_a_plan():
    rows = [
        list(enumerate(row))
        for row in (HEADINGS, *PLAN, ("", "Record each child's name and DoB", "", "", ""))
    ]
    assert personal_columns(rows) == {}


def test_columns_beyond_z_have_two_letters():
    assert [letter(column) for column in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


@pytest.mark.slow
def test_reading_happens_in_a_child_process(signed_in, dee, monkeypatch):
    monkeypatch.undo()
    assert "3 to add" in give(signed_in(dee), plan_csv(), "plan.csv")
