"""Long work of imports: reading a file and saving its lines. Killed at any moment, it can be run again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.db import OperationalError, connection, transaction
from procrastinate import RetryStrategy, exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status
from procrastinate.tasks import Task

from goldenthread import readers
from goldenthread.board.action_plan.imports import CannotReadPlan
from goldenthread.board.action_plan.imports.staging import stage
from goldenthread.board.action_plan.models import ImportBatch
from goldenthread.board.action_plan.operations.importing import (
    CannotImport,
    StagedPlan,
    begin_reading,
    give_up_import,
    receive_file,
    refuse_file,
    stage_plan,
)
from goldenthread.board.action_plan.operations.importing_save import (
    Report,
    begin_saving,
    reopen_import,
    save_import,
)
from goldenthread.board.action_plan.queries.importing import decisions, likely_source, remembered_choices
from goldenthread.board.action_plan.queries.importing_preview import in_a_sentence
from goldenthread.board.action_plan.rules.settling import Choices
from goldenthread.board.agencies.models import Person
from goldenthread.board.agencies.rules import Permission
from goldenthread.board.documents.operations import NewFile, path_of

MOST_ATTEMPTS = 4
AGAIN = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=3, retry_exceptions=[OperationalError])
"""Somebody held a lock, or the database was starting."""
SILENT_SECONDS = 20
"""After so long without a sign of life a worker counts as dead."""


@app.task(name="action_plan.read_import", queue="imports", retry=AGAIN)
def read_import(batch: int) -> None:
    """Read an import's file and stage its lines; or say in a sentence why it cannot be, and keep nothing."""
    found = ImportBatch.objects.select_related("original", "started_by").filter(pk=batch).first()
    if found is None or found.original is None or not begin_reading(batch=found, by=found.started_by):
        return
    try:
        plan = stage(
            path_of(found.original),
            name=found.file_name,
            limit=settings.UPLOAD_BYTES,
            choices=Choices.of(found.choices),
        )
    except (readers.CannotRead, CannotReadPlan) as refusal:
        refuse_file(batch=found, sentence=str(refusal), by=found.started_by)
    else:
        stage_plan(batch=found, plan=_with_guesses(plan), by=found.started_by)


def _with_guesses(plan: StagedPlan) -> StagedPlan:
    """The plan with what earlier imports tell about it, where nobody has chosen yet."""
    remembered = remembered_choices()
    choices = replace(
        plan.choices,
        source_title=plan.choices.source_title
        or likely_source([line.parsed for line in plan.lines])
        or plan.title,
        leads={**remembered.leads, **plan.choices.leads},
        rags={**remembered.rags, **plan.choices.rags},
    )
    return replace(plan, choices=choices)


@app.task(name="action_plan.save_import", queue="imports", retry=AGAIN)
def save_batch(batch: int, person: int) -> None:
    """Save an import that somebody agreed to; or go back to the preview where the plan changed meanwhile."""
    found = ImportBatch.objects.filter(pk=batch, state=ImportBatch.State.SAVING).first()
    by = Person.objects.get(pk=person)
    if found is None:
        return
    try:
        with _progress_of(found.pk) as report:
            save_import(batch=found, by=by, report=report)
    except CannotImport as refusal:
        reopen_import(batch=found, message=str(refusal), by=by)


def import_file(path: Path, *, as_email: str) -> str:
    """Import a file at once as the pages do, every guess taken as it stands; answers with what was done.

    For `goldenthread plan import`. Raises a Refusal in a sentence; nothing is then kept.
    """
    by = Person.objects.filter(email__iexact=as_email).first()
    if by is None or not by.may(Permission.IMPORT_PLAN):
        raise CannotImport(f"Nobody with the address {as_email} may import a plan. Give another with --as.")
    if not path.is_file():
        raise CannotImport(f"There is no file {path}.")
    batch = receive_file(new=NewFile(path, path.name, settings.UPLOAD_BYTES), by=by)
    read_import(batch.pk)
    batch.refresh_from_db()
    if batch.state != ImportBatch.State.READ:
        raise CannotImport(batch.message)
    decided = decisions(batch)
    if not decided.lines or decided.problems:
        give_up_import(batch=batch, by=by)
        raise CannotImport(batch.message or decided.problems[0].line.problem)
    begin_saving(batch=batch, fingerprint=decided.fingerprint(), by=by)
    save_batch(batch.pk, by.pk)
    batch.refresh_from_db()
    if batch.state != ImportBatch.State.SAVED:
        raise CannotImport(batch.message)
    return in_a_sentence(decided, saved=True)


def start_reading(batch: ImportBatch) -> None:
    """Have a file read soon."""
    _hand_over(read_import, f"read-{batch.pk}", batch=batch.pk)


def start_saving(batch: ImportBatch, *, by: Person) -> None:
    """Have an import saved soon."""
    _hand_over(save_batch, f"save-{batch.pk}", batch=batch.pk, person=by.pk)


def is_under_way(batch: ImportBatch) -> bool:
    """Whether a worker has this import in hand, or will have it."""
    waiting = ProcrastinateJob.objects.filter(status__in=["todo", "doing"])
    return waiting.filter(lock__in=[f"read-{batch.pk}", f"save-{batch.pk}"]).exists()


def _hand_over(task: Task[Any, Any, Any], name: str, **given: int) -> None:
    """Put a job into the queue, in the same transaction; a second click finds it there already."""
    if settings.JOBS_AT_ONCE:
        task(**given)
        return
    try:
        with transaction.atomic():
            task.configure(lock=name, queueing_lock=name).defer(**given)
    except exceptions.AlreadyEnqueued:
        return


@contextmanager
def _progress_of(batch: int) -> Iterator[Report]:
    """Writes how far saving is by another connection: pages see it while the saving is still open."""
    found = ImportBatch.objects.filter(pk=batch)
    with ThreadPoolExecutor(max_workers=1) as beside:

        def report(done: int, total: int) -> None:
            if not settings.JOBS_AT_ONCE:
                beside.submit(found.update, steps_done=done, steps_total=total)

        try:
            yield report
        finally:
            beside.submit(connection.close)


def work() -> None:
    """Do jobs until asked to stop; those that a killed worker left behind are taken up again."""
    asyncio.run(_work())


async def _work() -> None:
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector):
        async with app.open_async():
            rescuing = asyncio.create_task(_rescue_for_ever())
            await app.run_worker_async(
                concurrency=2,
                update_heartbeat_interval=SILENT_SECONDS / 4,
                stalled_worker_timeout=SILENT_SECONDS,
                delete_jobs="successful",
            )
            rescuing.cancel()


async def _rescue_for_ever() -> None:
    while True:
        # While the database is away there is nobody to rescue; the next round asks again.
        with suppress(exceptions.ConnectorException):
            await rescue_stalled_jobs()
        await asyncio.sleep(SILENT_SECONDS / 2)


async def rescue_stalled_jobs() -> None:
    """Take up the jobs of dead workers; one that was begun too often is given up, and its page says so."""
    jobs = app.job_manager
    await jobs.prune_stalled_workers(SILENT_SECONDS)
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.attempts + 1 < MOST_ATTEMPTS:
            await jobs.retry_job(job)
        else:
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
