"""Reading what files say, so that search finds it: slow, so behind the page."""

from __future__ import annotations

from procrastinate.contrib.django import app

from goldenthread import readers
from goldenthread.board.documents.models import Version
from goldenthread.board.documents.operations import path_of


@app.task(name="documents.read_text", queue="files")
def read_text(version: int) -> None:
    """Keep the words of a version for search; a file that nobody can read or that was sent back has none."""
    row = Version.objects.select_related("document").filter(pk=version).first()
    if row is None:
        return
    try:
        found = readers.read(path_of(row), name=row.file_name)
    except readers.CannotRead:
        return
    parts = [*found.closing]
    for table in found.tables:
        parts += [*table.lead_in, *(cell.text for line in table.rows for cell in line.cells)]
    # PostgreSQL refuses NUL in text and more than 1 MB in one search vector.
    row.text = " \n".join(filter(None, parts)).replace("\x00", "")[:500_000]
    row.save(update_fields=["text"])
