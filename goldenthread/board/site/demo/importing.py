"""The Word plan of the made-up board, imported by the very functions that the pages call."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from goldenthread.board.action_plan import jobs
from goldenthread.board.action_plan.models import ImportBatch
from goldenthread.board.action_plan.operations.importing import receive_file
from goldenthread.board.action_plan.operations.importing_choices import (
    choose_leads,
    choose_source,
    number_lines,
)
from goldenthread.board.action_plan.operations.importing_save import begin_saving, save_import
from goldenthread.board.action_plan.queries.findings import findings
from goldenthread.board.action_plan.queries.importing import decisions, parsed
from goldenthread.board.action_plan.queries.importing_check import lead_texts
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.operations import NewFile
from goldenthread.board.site.demo.document import write_document
from goldenthread.board.site.demo.earlier import recorded_on
from goldenthread.board.site.demo.plan import MadeUpPlan, plan_day

FILE_NAME = "Inspection Action Plan.docx"
DAYS_UNTIL_IMPORTED = 2
Tell = Callable[[str], object]


def import_word_plan(*, on: date, by: Person, tell: Tell) -> None:
    """Write the Word document, and import it as its business manager would, saying each step."""
    updated = plan_day(on)
    with recorded_on(updated + timedelta(days=DAYS_UNTIL_IMPORTED), hour=10):
        tell(f"Importing “{FILE_NAME}”, the Word plan that the board has.")
        batch = _read(write_document(MadeUpPlan(updated)), by)
        tell(f"  Read: {_counted(batch)}.")
        _match(batch, by)
        agreed = decisions(batch)
        begin_saving(batch=batch, fingerprint=agreed.fingerprint(), by=by)
        batch.refresh_from_db()
        save_import(batch=batch, by=by)
    noticed = Counter(found.code for found in findings(by, as_at=None))
    tell(
        f"  Saved. Lines without a deadline: {noticed[Code.NO_DEADLINE]}; without a lead: {noticed[Code.NO_LEAD]}."
    )


def _read(document: bytes, by: Person) -> ImportBatch:
    with tempfile.TemporaryDirectory(prefix="goldenthread-") as folder:
        path = Path(folder) / "plan"
        path.write_bytes(document)
        batch = receive_file(new=NewFile(path, FILE_NAME, settings.UPLOAD_BYTES), by=by)
    jobs.read_import(batch=batch.pk)
    batch.refresh_from_db()
    return batch


def _counted(batch: ImportBatch) -> str:
    lines = [parsed(row) for row in batch.rows.all()]
    recommendations = {line.recommendation for line in lines}
    return f"{len(recommendations)} recommendations, {len(lines)} actions"


def _match(batch: ImportBatch, by: Person) -> None:
    """What a person answers: where the plan comes from, the missing number, and who each lead is."""
    choose_source(batch=batch, title="Inspection of the board", kind="inspection", by=by)
    for row in batch.rows.all():
        line = parsed(row)
        if not line.recommendation_ref:
            number_lines(batch=batch, recommendation=line.recommendation, ref="66", by=by)
            break
    leads = {each.text: list(each.split) for each in lead_texts(batch) if each.split}
    choose_leads(batch=batch, leads=leads, by=by)
    batch.refresh_from_db()
