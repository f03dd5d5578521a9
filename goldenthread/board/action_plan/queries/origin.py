"""Where a line of the plan came from: the file, and the place in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.board.action_plan.models import Action, ImportRow
from goldenthread.board.documents.models import Version


@dataclass(frozen=True, slots=True)
class Origin:
    """One import that added or changed a line, or found it unchanged."""

    batch: int
    """For the page "import"."""
    file_name: str
    place: str
    """In words: "table 2, row 7", "sheet 'Plan', row 12", "page 3, table 1, row 4"."""
    cells: tuple[tuple[str, str], ...]
    """Heading and text of each cell as it stands in the file."""
    became: str
    """ "Added." or "Changed." """
    saved_at: datetime | None
    by: str
    original: Version | None
    """For the page "document-download" (its document's key and its number)."""


def origin_of(action: Action) -> list[Origin]:
    """Every saved import that this action came from or was changed by, the first one first.

    For the action's page. Empty for a line that was written here. One query.
    """
    rows = (
        ImportRow.objects.filter(action=action, verdict__in=[ImportRow.Verdict.ADD, ImportRow.Verdict.CHANGE])
        .select_related("batch__original", "batch__started_by")
        .order_by("batch", "position")
    )
    return [
        Origin(
            batch=row.batch_id,
            file_name=row.batch.file_name,
            place=row.place,
            cells=tuple((heading, text) for heading, text in row.raw.get("cells", ())),
            became=row.became,
            saved_at=row.batch.saved_at,
            by=row.batch.started_by.name,
            original=row.batch.original,
        )
        for row in rows
    ]
