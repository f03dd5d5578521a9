"""Questions about documents, beginning with who asks."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL

from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.documents.models import Document, Version


def documents_for(person: Person) -> QuerySet[Document]:
    """The documents that a person may open: the board's, and the restricted ones within their reach."""
    reached = person.rights.agencies_where(Permission.READ_RESTRICTED)
    if reached is None:
        return Document.objects.all()
    return Document.objects.filter(Q(pk__in=_open_today()) | Q(agency__in=reached))


def _open_today() -> RawSQL:
    """The keys of what everybody may open now: a file restricted since is not opened by looking back either."""
    table = Document._meta.db_table
    return RawSQL(f'SELECT id FROM public."{table}" WHERE visibility = %s', [Document.Visibility.BOARD])  # noqa: S608, S611


def versions_for(person: Person) -> QuerySet[Version]:
    """The versions of the documents that a person may open."""
    return Version.objects.filter(document__in=documents_for(person)).select_related("document")


def with_versions(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with agency and `versions.all()`, newest first, without the text that search reads."""
    newest = Version.objects.defer("text").select_related("added_by").order_by("-number")
    return documents.select_related("agency", "added_by").prefetch_related(Prefetch("versions", newest))
