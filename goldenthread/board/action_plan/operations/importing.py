"""The life of an import until it is saved: received, read, staged; or refused, or given up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from goldenthread.board.action_plan.models import ImportBatch, ImportRow
from goldenthread.board.action_plan.queries.importing import import_of_file
from goldenthread.board.action_plan.rules.settling import Choices, ParsedLine
from goldenthread.board.agencies.models import Agency, Person
from goldenthread.board.documents.operations import NewFile, add_document, remove_unused
from goldenthread.board.history.recording import recorded
from goldenthread.board.web.errors import Refusal

State = ImportBatch.State


class CannotImport(Refusal):
    """The import is not in a state in which this can be done."""


class KnownFile(CannotImport):
    """These very bytes are imported already, or are being imported."""

    def __init__(self, first: ImportBatch) -> None:
        self.first = first
        day = timezone.localtime(first.started_at)
        told = f"{first.started_by.name} on {day.day} {day:%B %Y} as “{first.file_name}”"
        end = (
            "There is nothing to do."
            if first.state == State.SAVED
            else "Go on with that import, or give it up first."
        )
        super().__init__(f"This file was given already by {told}. {end}")


@dataclass(frozen=True, slots=True)
class StagedLine:
    """One line of the file on its way into the database."""

    place: str
    parsed: ParsedLine
    cells: Sequence[tuple[str, str]] = ()
    """Heading and text of each cell as it stands in the file, in its order."""


@dataclass(frozen=True, slots=True)
class StagedPlan:
    """Everything that reading a file gave."""

    lines: Sequence[StagedLine]
    message: str = ""
    """Why there are no lines, in a sentence."""
    title: str = ""
    """What the plan calls itself, or its file's name."""
    plan_updated: date | None = None
    findings: Sequence[dict[str, str]] = ()
    """About the file and not one line: code, where and message."""
    tables: Sequence[dict[str, Any]] = ()
    choices: Choices = field(default_factory=Choices)


@recorded
def receive_file(*, new: NewFile, by: Person) -> ImportBatch:
    """Keep a file that is to be imported. Raises KnownFile, or CannotKeep for a kind that is not kept."""
    sha256 = hashlib.sha256(new.path.read_bytes()).hexdigest()
    if first := import_of_file(sha256):
        raise KnownFile(first)
    office = Agency.objects.filter(is_board_office=True).first()
    original = add_document(new=new, agency=office or by.memberships.latest("starts_on").agency, by=by)
    try:
        with transaction.atomic():
            return ImportBatch.objects.create(
                original=original,
                file_name=original.file_name,
                sha256=sha256,
                choices=Choices().as_json(),
                started_by=by,
                started_at=timezone.now(),
            )
    except IntegrityError:
        # Somebody gave the same file at the same moment and was first.
        if first := import_of_file(sha256):
            raise KnownFile(first) from None
        raise


@recorded
def begin_reading(*, batch: ImportBatch, by: Person) -> bool:
    """Say that a file is being read now; False where that is done. May be said again after a crash."""
    waiting = ImportBatch.objects.filter(pk=batch.pk, state__in=[State.RECEIVED, State.READING])
    return bool(waiting.update(state=State.READING, message=""))


@recorded
def stage_plan(*, batch: ImportBatch, plan: StagedPlan, by: Person) -> bool:
    """Keep what reading gave, to be checked by people. False where another worker was first."""
    reading = ImportBatch.objects.filter(pk=batch.pk, state=State.READING)
    staged = reading.update(
        state=State.READ,
        message=plan.message,
        plan_updated=plan.plan_updated,
        findings=list(plan.findings),
        tables=list(plan.tables),
        choices=plan.choices.as_json(),
    )
    if not staged:
        return False
    ImportRow.objects.filter(batch=batch).delete()
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                batch=batch,
                position=place,
                place=line.place[:300],
                raw={"cells": list(line.cells)},
                parsed=asdict(line.parsed),
            )
            for place, line in enumerate(plan.lines, start=1)
        ],
        batch_size=1000,
    )
    return True


@recorded
def refuse_file(*, batch: ImportBatch, sentence: str, by: Person) -> None:
    """Say why a file cannot be read, and keep nothing of it."""
    batch = locked(batch, State.RECEIVED, State.READING)
    _keep_nothing(batch, state=State.REFUSED, message=sentence)


@recorded
def give_up_import(*, batch: ImportBatch, by: Person) -> None:
    """Drop an import that was not saved, and keep nothing of it."""
    batch = locked(batch, State.RECEIVED, State.READING, State.READ)
    _keep_nothing(batch, state=State.GIVEN_UP, message="")


@recorded
def match_columns(
    *, batch: ImportBatch, columns: dict[str, dict[str, int]], header_rows: dict[str, int], by: Person
) -> None:
    """Say which column of which table means what, and where headings stand. The file must be read again."""
    batch = locked(batch, State.READ)
    choices = replace(Choices.of(batch.choices), columns=columns, header_rows=header_rows)
    batch.choices, batch.state = choices.as_json(), State.RECEIVED
    batch.save(update_fields=["choices", "state"])


def locked(batch: ImportBatch, *states: ImportBatch.State) -> ImportBatch:
    """The import as it is now, locked until the transaction ends. Raises CannotImport in any other state."""
    found = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if found.state not in states:
        raise CannotImport(f"This import is in another state by now: {found.get_state_display().lower()}.")
    return found


def _keep_nothing(batch: ImportBatch, *, state: ImportBatch.State, message: str) -> None:
    version, batch.original = batch.original, None
    batch.state, batch.message, batch.tables, batch.findings = state, message, [], []
    batch.save(update_fields=["original", "state", "message", "tables", "findings"])
    batch.rows.all().delete()
    if version is None or version.document.evidence_for.exists():
        return  # somebody uses the file as evidence by now, so it stays
    document, sha256 = version.document, version.sha256
    version.delete()
    if not document.versions.exists():
        document.delete()
    transaction.on_commit(lambda: remove_unused(sha256))
