"""Keeping files as documents and versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.utils import timezone
from procrastinate.contrib.django import app as queue

from goldenthread.board.agencies.models import Agency, Person
from goldenthread.board.documents.models import Document, Version
from goldenthread.board.documents.operations.store import put
from goldenthread.board.documents.queries import documents_for
from goldenthread.board.documents.rules.kinds import kind_of, safe_name
from goldenthread.board.documents.rules.pictures import BrokenPicture, without_remarks
from goldenthread.board.history.recording import recorded
from goldenthread.board.web.errors import Refusal


class CannotKeep(Refusal):
    """The file is of a kind, or in a state, that is not kept."""


class Conflict(StrEnum):
    """What to do with a file whose name a document of the same agency already has."""

    SKIP = "skip"
    ADD_VERSION = "add a version"
    KEEP_BOTH = "keep both"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file on its way in: its bytes lie in a temporary place."""

    path: Path
    name: str
    limit: int
    """The most bytes that are taken."""


@recorded
def add_document(
    *, new: NewFile, agency: Agency, visibility: str = Document.Visibility.BOARD, title: str = "", by: Person
) -> Version:
    """Keep a file as a new document and return its first version. Raises CannotKeep."""
    document = Document.objects.create(
        title=(title.strip() or safe_name(new.name))[:300],
        agency=agency,
        visibility=visibility,
        added_by=by,
        added_at=timezone.now(),
    )
    return _version(document, new, number=1, by=by)


@recorded
def add_version(*, document: Document, new: NewFile, by: Person) -> Version:
    """Keep a file as the next version of a document; the same bytes as the last one change nothing."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    last = document.versions.latest("number")
    version = _version(document, new, number=last.number + 1, by=by)
    if version.sha256 == last.sha256:
        version.delete()
        return last
    return version


@recorded
def change_visibility(*, document: Document, visibility: str, by: Person) -> Document:
    """Say who may open a document."""
    document.visibility = Document.Visibility(visibility)
    document.save(update_fields=["visibility"])
    return document


@recorded
def keep_files(
    *, files: Sequence[NewFile], agency: Agency, visibility: str, conflict: Conflict, by: Person
) -> list[Document]:
    """Keep several files at once, all or none, and return the documents that now hold them."""
    return [_keep_one(new, agency, visibility, conflict, by) for new in files]


def _keep_one(new: NewFile, agency: Agency, visibility: str, conflict: Conflict, by: Person) -> Document:
    name = safe_name(new.name)
    # One that the person may not open is as if it were not there: not linked, not written over, not told of.
    same = documents_for(by).filter(agency=agency, title=name).order_by("-pk").first()
    if same is None:
        return add_document(new=new, agency=agency, visibility=visibility, by=by).document
    if conflict is Conflict.SKIP:
        return same
    if conflict is Conflict.KEEP_BOTH:
        title = _free_title(agency, name)
        return add_document(new=new, agency=agency, visibility=visibility, title=title, by=by).document
    return add_version(document=same, new=new, by=by).document


def _free_title(agency: Agency, name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    taken = set(Document.objects.filter(agency=agency).values_list("title", flat=True))
    for count in range(2, len(taken) + 3):
        title = f"{stem or name} ({count}){dot}{ending if stem else ''}"
        if title not in taken:
            return title
    return name


def _version(document: Document, new: NewFile, *, number: int, by: Person) -> Version:
    size = new.path.stat().st_size
    if size > new.limit:
        raise CannotKeep(
            f"{safe_name(new.name)} is larger than {new.limit // 1_000_000} MB. Nothing was saved: "
            "make it smaller or give it in parts."
        )
    if not size:
        raise CannotKeep(f"{safe_name(new.name)} is empty. Nothing was saved: choose the file again.")
    kind = kind_of(new.path, name=new.name)
    if kind is None:
        raise CannotKeep(
            f"{safe_name(new.name)} is of a kind that is not kept. Nothing was saved: "
            "give a Word, Excel, PowerPoint, PDF, text or picture file without macros."
        )
    sha256, size = put(_content(new, kind.media_type))
    version = Version.objects.create(
        document=document,
        number=number,
        file_name=safe_name(new.name),
        media_type=kind.media_type,
        size=size,
        sha256=sha256,
        added_by=by,
        added_at=timezone.now(),
    )
    # In the same transaction: no file without its job, and no job without its file.
    queue.configure_task("documents.read_text", queue="files").defer(version=version.pk)
    return version


def _content(new: NewFile, media_type: str) -> Iterable[bytes]:
    if not media_type.startswith("image/"):
        with new.path.open("rb") as file:
            yield from iter(lambda: file.read(1 << 20), b"")
        return
    try:
        yield without_remarks(new.path.read_bytes(), media_type)
    except BrokenPicture:
        raise CannotKeep(
            f"{safe_name(new.name)} is not a whole picture. Nothing was saved: take or send it again."
        ) from None
