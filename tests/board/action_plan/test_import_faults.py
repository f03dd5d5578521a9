"""Imports when two act at once, when a worker is killed, and when work stops."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.conninfo import make_conninfo

from goldenthread.board.action_plan import jobs
from goldenthread.board.action_plan.models import Action, ImportBatch, ProgressNote
from goldenthread.board.action_plan.operations.importing import KnownFile, receive_file
from goldenthread.board.action_plan.operations.importing_save import begin_saving
from goldenthread.board.action_plan.queries.importing import decisions
from goldenthread.board.agencies.models import Person
from goldenthread.board.documents.operations import NewFile
from tests.board.action_plan.importing import long_plan, plan_csv, read_in
from tests.paths import CHECKOUT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

KILLED_WHILE_SAVING = """
import os, signal, sys
import django
django.setup()
from goldenthread.board.action_plan.models import ImportBatch
from goldenthread.board.action_plan.operations.importing_save import save_import
from goldenthread.board.agencies.models import Person
def die(done, total):
    os.kill(os.getpid(), signal.SIGKILL)
save_import(batch=ImportBatch.objects.get(), by=Person.objects.get(pk=int(sys.argv[1])), report=die)
"""


@pytest.fixture
def files(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return settings.FILES


@pytest.fixture
def agreed(tmp_path, dee, at_once):
    """An import of some hundred lines that is agreed and waits to be saved."""
    batch = read_in(tmp_path, plan_csv(long_plan(600)), by=dee)
    begin_saving(batch=batch, fingerprint=decisions(batch).fingerprint(), by=dee)
    return batch


def together(*steps):
    """What each step answered or raised, all of them having run at the same time."""

    def run(step):
        try:
            return step()
        except (KnownFile, RuntimeError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def environment() -> dict[str, str]:
    at = connection.settings_dict
    address = make_conninfo(
        host=at["HOST"],
        port=at["PORT"] or None,
        user=at["USER"],
        password=at["PASSWORD"] or None,
        dbname=at["NAME"],
    )
    return {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "goldenthread.board.site.settings",
        "SECRET_KEY": "only-for-tests",
        "BEHIND_TLS": "no",
    }


def test_of_two_who_give_the_same_file_at_once_one_wins_and_the_other_is_told(tmp_path, dee, files):
    path = tmp_path / "plan"
    path.write_bytes(plan_csv())

    def give():
        return receive_file(new=NewFile(path, "plan.csv", 1_000_000), by=dee)

    answers = together(give, give)
    assert sorted(type(answer).__name__ for answer in answers) == ["ImportBatch", "KnownFile"]
    assert ImportBatch.objects.count() == 1


@pytest.mark.slow
def test_two_workers_with_the_same_job_save_once(agreed, dee):
    together(*[lambda: jobs.save_batch(batch=agreed.pk, person=dee.pk)] * 2)
    agreed.refresh_from_db()
    assert agreed.state == ImportBatch.State.SAVED
    assert Action.objects.count() == ProgressNote.objects.count() == 600


@pytest.mark.slow
def test_a_worker_killed_while_saving_leaves_nothing_and_the_job_can_run_again(agreed, dee):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_SAVING, str(dee.pk)], cwd=CHECKOUT, env=environment(), check=False
    )
    assert killed.returncode == -9
    agreed.refresh_from_db()
    assert agreed.state == ImportBatch.State.SAVING
    assert not Action.objects.exists()
    jobs.save_batch(batch=agreed.pk, person=dee.pk)
    agreed.refresh_from_db()
    assert (agreed.state, Action.objects.count()) == (ImportBatch.State.SAVED, 600)


def test_a_file_read_twice_is_staged_once(tmp_path, dee, at_once):
    batch = read_in(tmp_path, plan_csv(), by=dee)
    jobs.read_import(batch=batch.pk)
    assert batch.rows.count() == 3


def test_reading_that_was_killed_begins_again(tmp_path, dee, at_once):
    batch = read_in(tmp_path, plan_csv(), by=dee)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.READING)
    jobs.read_import(batch=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == (ImportBatch.State.READ, 3)


def test_a_file_whose_job_is_lost_is_shown_as_stopped_and_can_be_taken_up(signed_in, tmp_path, dee, at_once):
    batch = read_in(tmp_path, plan_csv(), by=dee)
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.READING)
    browser = signed_in(dee)
    told = unescape(browser.get(reverse("import", args=[batch.pk])).content.decode())
    assert "This work has stopped" in told
    assert "Try again" in told
    browser.post(reverse("import-again", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.READ


def test_a_second_click_puts_no_second_job_into_the_queue(tmp_path, dee, files):
    path = tmp_path / "plan"
    path.write_bytes(plan_csv())
    batch = receive_file(new=NewFile(path, "plan.csv", 1_000_000), by=dee)
    for _ in range(2):
        jobs.start_reading(batch)
    assert ProcrastinateJob.objects.filter(queueing_lock=f"read-{batch.pk}").count() == 1
    assert jobs.is_under_way(batch)


def test_the_page_polls_while_a_job_waits_and_asks_for_itself_when_it_is_done(
    signed_in, tmp_path, dee, files
):
    path = tmp_path / "plan"
    path.write_bytes(plan_csv())
    batch = receive_file(new=NewFile(path, "plan.csv", 1_000_000), by=dee)
    jobs.start_reading(batch)
    browser, address = signed_in(dee), reverse("import-progress", args=[batch.pk])
    waiting = browser.get(address)
    assert f'hx-get="{address}"' in waiting.content.decode()
    assert "HX-Refresh" not in waiting.headers
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.READ)
    assert browser.get(address).headers["HX-Refresh"] == "true"


def stalled(batch: ImportBatch, *, attempts: int) -> None:
    """A job in the hands of a worker that died long ago."""
    jobs.start_reading(batch)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - interval '1 hour') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s "
            "WHERE queueing_lock = %s",
            [worker, attempts, f"read-{batch.pk}"],
        )


async def rescue() -> None:
    with app.replace_connector(app.connector.get_worker_connector()):
        async with app.open_async():
            await jobs.rescue_stalled_jobs()


@pytest.mark.enable_socket
@pytest.mark.parametrize(("attempts", "status"), [(0, "todo"), (jobs.MOST_ATTEMPTS, "failed")])
def test_the_job_of_a_dead_worker_is_taken_up_but_not_for_ever(tmp_path, dee, files, attempts, status):
    path = tmp_path / "plan"
    path.write_bytes(plan_csv())
    batch = receive_file(new=NewFile(path, "plan.csv", 1_000_000), by=dee)
    stalled(batch, attempts=attempts)
    asyncio.run(rescue())
    assert ProcrastinateJob.objects.get(queueing_lock=f"read-{batch.pk}").status == status
    assert jobs.is_under_way(batch) == (status == "todo")


@pytest.mark.slow
@pytest.mark.enable_socket
def test_a_worker_reads_what_was_given_and_ends_when_asked(tmp_path, dee, files, settings):
    path = tmp_path / "plan"
    path.write_bytes(plan_csv())
    batch = receive_file(new=NewFile(path, "plan.csv", 1_000_000), by=dee)
    jobs.start_reading(batch)
    begin = {**environment(), "GOLDENTHREAD_DATA": str(files.parent)}
    worker = subprocess.Popen([sys.executable, "-m", "goldenthread", "work"], cwd=CHECKOUT, env=begin)
    try:
        until(lambda: ImportBatch.objects.get().state == ImportBatch.State.READ)
        assert batch.rows.count() == 3
        worker.terminate()
        assert worker.wait(timeout=20) == 0
    finally:
        worker.kill()
        worker.wait()


def until(true, seconds: int = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


def test_the_command_imports_a_file_and_says_what_it_did(tmp_path, dee, at_once):
    path = tmp_path / "plan.csv"
    path.write_bytes(plan_csv())
    assert (
        jobs.import_file(path, as_email=dee.email.upper())
        == "Saved: 3 added, 0 changed, 0 unchanged, 0 skipped."
    )
    assert Action.objects.count() == 3


@pytest.mark.parametrize(
    ("content", "who", "sentence"),
    [
        (b"Dear all", "dee", "No action plan was found"),
        (plan_csv((("1. Meet", "Do it", "x" * 301, "", ""),)), "dee", "The lead is longer"),
        (plan_csv(), "ben", "may import a plan"),
        (None, "dee", "There is no file"),
    ],
)
def test_the_command_refuses_in_a_sentence_and_keeps_nothing(
    request, tmp_path, at_once, content, who, sentence, settings
):
    path = tmp_path / "plan.csv"
    if content is not None:
        path.write_bytes(content)
    person: Person = request.getfixturevalue(who)
    with pytest.raises(jobs.CannotImport, match=sentence):
        jobs.import_file(path, as_email=person.email)
    assert not Action.objects.exists()
    assert not [each for each in settings.FILES.rglob("*") if each.is_file()]


def test_the_reading_command_needs_no_django():
    code = (
        "import sys, goldenthread.board.action_plan.imports, goldenthread.readers; "
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=False).returncode == 0
