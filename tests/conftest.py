"""What every test gets. Pages are tested as the database's web role, as they run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest

from tests import database

READERS = "tests/readers"
EXCUSES = (
    "the background folder",
    "only root",
)  # for leaving a test out where nothing can be installed against it
THROW_AWAY = pytest.StashKey[database.ThrowAway]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=database.CHOICES,
        default="embedded",
        help="where the tests' database runs: the embedded server (default), the system's PostgreSQL, "
        "or the server that DATABASE_URL and DATABASE_OWNER_URL name",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if all(READERS in argument for argument in config.args):
        return  # readers know nothing of the website, so their tests do not wait for it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.board.site.settings")
    os.environ.setdefault("SECRET_KEY", "only-for-tests")
    os.environ.setdefault("BEHIND_TLS", "no")
    choice = config.getoption("database")
    if choice != "url" and not hasattr(config, "workerinput"):
        config.stash[THROW_AWAY] = database.ThrowAway(choice)
        if config.getoption("numprocesses", default=None):
            config.stash[THROW_AWAY].start()
    _give_it_a_place_of_its_own(config)
    django.setup()
    config.pluginmanager.import_plugin("tests.people")


def _give_it_a_place_of_its_own(config: pytest.Config) -> None:
    """Files in a folder that goes with the run; styles by their plain names, not gathered first."""
    place = tempfile.mkdtemp(prefix="goldenthread-tests-")
    config.add_cleanup(lambda: shutil.rmtree(place, ignore_errors=True))
    Path(place, "static").mkdir()
    os.environ["GOLDENTHREAD_DATA"] = place
    from django.conf import settings

    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of several processes one takes every journey, since each would have to start a site of its own."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a test left out is a failure, since it would look like one that passed."""
    if _must_not_leave_out(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := _left_out(config):
        count = left_out.total()
        terminalreporter.section(f"LEFT OUT: {count} {'test' if count == 1 else 'tests'}", red=True)
        for reason, number in left_out.most_common():
            terminalreporter.line(f"{number} x {reason}")
        if _must_not_leave_out(config):
            terminalreporter.line("In CI that is a failure: install what is missing.", red=True)


def _must_not_leave_out(config: pytest.Config) -> bool:
    reasons = _left_out(config) if os.environ.get("CI") else ()
    return any(not reason.startswith(EXCUSES) for reason in reasons)


def _left_out(config: pytest.Config) -> Counter[str]:
    """Why tests were skipped, and how many for each reason."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return Counter(report.longrepr[2].removeprefix("Skipped: ") for report in reports)


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(THROW_AWAY, None):
        server.stop()


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """A copy of the migrated database for this process, used as the web's role."""
    from django.db import connection

    if server := request.config.stash.get(THROW_AWAY, None):
        server.start()
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    name = f"test_goldenthread_{worker}"
    database.make_copy(name)
    connection.settings_dict["NAME"] = name
    with pytest.MonkeyPatch.context() as patch:
        _empty_as_owner(patch, name)
        yield
    with django_db_blocker.unblock():
        connection.close()
    database.drop_copy(name)


def _empty_as_owner(patch: pytest.MonkeyPatch, name: str) -> None:
    """Tests that commit leave tables to be emptied, and Django would do that as the web's role."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.management.commands import flush
    from django.db.backends.postgresql.operations import DatabaseOperations

    def execute(_: DatabaseOperations, statements: list[str]) -> None:
        database.empty(name, statements)

    patch.setattr(DatabaseOperations, "execute_sql_flush", execute)
    patch.setattr(flush, "emit_post_migrate_signal", lambda *_: ContentType.objects.clear_cache())
