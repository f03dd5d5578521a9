"""Files are kept whole, by their hash, and given back only to those who may open them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.board.documents import operations
from goldenthread.board.documents.models import Document, Version
from goldenthread.board.documents.operations import CannotKeep, Conflict, NewFile
from goldenthread.board.web.errors import Refusal
from goldenthread.board.web.uploads import new_file

pytestmark = pytest.mark.django_db
LIMIT = 1_000_000


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> Path:
    settings.FILES = tmp_path / "files"
    return settings.FILES


@pytest.fixture
def give(tmp_path):
    def make(text: str = "minutes", name: str = "minutes.txt") -> NewFile:
        path = tmp_path / "given"
        path.write_text(text, encoding="utf-8")
        return NewFile(path, name, LIMIT)

    return make


def test_the_same_bytes_lie_once_and_are_given_back_as_they_were(give, dee, harbour, files):
    first = operations.add_document(new=give(), agency=harbour, by=dee)
    second = operations.add_document(new=give(name="copy.txt"), agency=harbour, by=dee)
    assert first.sha256 == second.sha256
    assert operations.open_checked(second) == b"minutes"
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1


def test_files_can_be_read_by_nobody_else_on_the_machine(give, dee, harbour, files):
    version = operations.add_document(new=give(), agency=harbour, by=dee)
    assert operations.path_of(version).stat().st_mode & 0o077 == 0
    assert files.stat().st_mode & 0o077 == 0


def test_a_new_version_leaves_the_one_before(give, dee, harbour):
    first = operations.add_document(new=give("draft"), agency=harbour, by=dee)
    second = operations.add_version(document=first.document, new=give("final"), by=dee)
    assert second.number == 2
    assert operations.open_checked(first) == b"draft"


def test_the_same_file_as_a_new_version_changes_nothing(give, dee, harbour):
    first = operations.add_document(new=give(), agency=harbour, by=dee)
    assert operations.add_version(document=first.document, new=give(), by=dee) == first
    assert Version.objects.count() == 1


@pytest.mark.parametrize("damage", ["altered", "gone", "a link elsewhere"])
def test_damaged_bytes_are_never_given_out(give, dee, harbour, tmp_path, damage):
    version = operations.add_document(new=give(), agency=harbour, by=dee)
    path = operations.path_of(version)
    path.unlink()
    if damage == "altered":
        path.write_text("other minutes")
    elif damage == "a link elsewhere":
        (tmp_path / "elsewhere").write_text("minutes")
        path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match="missing or damaged"):
        operations.open_checked(version)


@pytest.mark.parametrize(
    ("text", "name", "limit", "sentence"),
    [
        ("x" * 11, "long.txt", 10, "larger than"),
        ("", "empty.txt", LIMIT, "is empty"),
        ("<script>alert(1)</script>", "page.txt", LIMIT, "kind that is not kept"),
    ],
)
def test_a_file_that_is_not_kept_leaves_nothing_behind(
    tmp_path, dee, harbour, files, text, name, limit, sentence
):
    path = tmp_path / "given"
    path.write_text(text)
    with pytest.raises(CannotKeep, match=sentence):
        operations.add_document(new=NewFile(path, name, limit), agency=harbour, by=dee)
    assert not Document.objects.exists()
    assert not list(files.rglob("*")) if files.exists() else True


@pytest.mark.parametrize(
    ("conflict", "documents", "versions"),
    [(Conflict.SKIP, 1, 1), (Conflict.ADD_VERSION, 1, 2), (Conflict.KEEP_BOTH, 2, 2)],
)
def test_a_file_of_the_same_name_is_treated_as_asked(give, dee, harbour, conflict, documents, versions):
    operations.add_document(new=give("one"), agency=harbour, by=dee)
    operations.keep_files(files=[give("two")], agency=harbour, visibility="board", conflict=conflict, by=dee)
    assert Document.objects.count() == documents
    assert Version.objects.count() == versions


def test_several_files_are_kept_all_or_none(give, dee, harbour, tmp_path):
    bad = tmp_path / "bad"
    bad.write_bytes(b"MZ\x90\x00")
    with pytest.raises(CannotKeep):
        operations.keep_files(
            files=[give(), NewFile(bad, "tool.exe", LIMIT)],
            agency=harbour,
            visibility="board",
            conflict=Conflict.SKIP,
            by=dee,
        )
    assert not Document.objects.exists()


@pytest.mark.parametrize("fails", [False, True])
def test_an_upload_leaves_no_trace_in_temporary_folders(fails, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    try:
        with new_file(SimpleUploadedFile("a.txt", b"secret"), limit=LIMIT) as (path, _):
            assert path.read_bytes() == b"secret"
            assert path.parent == tmp_path
            if fails:
                raise KeyError
    except KeyError:
        pass
    assert not list(tmp_path.iterdir())


def test_a_restricted_file_is_not_found_by_another_agency(give, dee, amara, chris, harbour, signed_in):
    version = operations.add_document(new=give(), agency=harbour, visibility="restricted", by=dee)
    path = f"/documents/{version.document_id}/1/"
    assert signed_in(amara).get(path).status_code == 200
    hidden, missing = signed_in(chris).get(path), signed_in(chris).get("/documents/999999/1/")
    assert hidden.status_code == missing.status_code == 404
    assert b"minutes" not in hidden.content


def test_a_file_is_given_out_to_be_kept_and_never_opened_inside_the_site(give, dee, harbour, signed_in):
    new = give("<b>note</b>", "note.txt")
    version = operations.add_document(new=new, agency=harbour, by=dee)
    response = signed_in(dee).get(f"/documents/{version.document_id}/1/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_another_agency_can_neither_add_a_version_nor_change_who_may_open_it(
    give, dee, harbour, chris, signed_in
):
    version = operations.add_document(new=give(), agency=harbour, by=dee)
    browser = signed_in(chris)
    upload = SimpleUploadedFile("a.txt", b"forged")
    assert browser.post(f"/documents/{version.document_id}/new-version/", {"file": upload}).status_code == 404
    answer = browser.post(f"/documents/{version.document_id}/visibility/", {"visibility": "restricted"})
    assert answer.status_code == 404
    assert Version.objects.count() == 1
