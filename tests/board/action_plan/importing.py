"""Plans as files, and importing them in one call, for tests of imports."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from goldenthread.board.action_plan.jobs import read_import, save_batch
from goldenthread.board.action_plan.models import ImportBatch
from goldenthread.board.action_plan.operations.importing import receive_file
from goldenthread.board.action_plan.operations.importing_save import begin_saving
from goldenthread.board.action_plan.queries.importing import decisions
from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.operations import NewFile

HEADINGS = ("Recommendation", "Action", "Lead", "Progress", "Deadline")
PLAN = (
    (
        "1. Make every meeting count",
        "Keep a register of attendance",
        "Business Manager",
        "Begun May 2015",
        "September 2015",
    ),
    ("", "Tell the chair of absences", "Business Manager/Chair", "", ""),
    ("2. Hear from children", "Ask children what helped them", "Participation Group", "", "October 2015"),
)


def plan_csv(rows=PLAN) -> bytes:
    """A plan in the board's own five columns."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return file.getvalue().encode()


def changed(rows, place: int, **values: str):
    """The rows with some cells of one of them changed."""
    row = list(rows[place])
    for name, value in values.items():
        row[[heading.lower() for heading in HEADINGS].index(name)] = value
    return (*rows[:place], tuple(row), *rows[place + 1 :])


def read_in(folder: Path, content: bytes, *, by: Person, name: str = "plan.csv") -> ImportBatch:
    """A file given and read, waiting to be checked."""
    path = folder / "given"
    path.write_bytes(content)
    batch = receive_file(new=NewFile(path, name, 20_000_000), by=by)
    read_import(batch=batch.pk)
    batch.refresh_from_db()
    return batch


def save(batch: ImportBatch, *, by: Person) -> ImportBatch:
    """What the preview shows, saved."""
    begin_saving(batch=batch, fingerprint=decisions(batch).fingerprint(), by=by)
    save_batch(batch=batch.pk, person=by.pk)
    batch.refresh_from_db()
    return batch


def import_plan(folder: Path, rows=PLAN, *, by: Person, name: str = "plan.csv") -> ImportBatch:
    """A plan read and saved as it is."""
    return save(read_in(folder, plan_csv(rows), by=by, name=name), by=by)


def long_plan(lines: int):
    """So many rows, ten to a recommendation, each with a lead, a dated note and a deadline."""
    return [
        (
            ""
            if each % 10
            else f"{each // 10 + 1}. Recommendation {each // 10 + 1} about the work of the board",
            f"Action {each} reviews how agency {each % 97} works with family {each * 7 % 5003}",
            f"Post {each % 60}",
            f"Meeting held on {each % 28 + 1} May 2015 about step {each}.",
            f"{each % 28 + 1} October 2015",
        )
        for each in range(lines)
    ]
