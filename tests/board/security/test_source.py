"""What the product's own text must not hold, since one line of it would undo a wall."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.paths import CHECKOUT

PRODUCT = CHECKOUT / "goldenthread"
MODULES = [path for path in PRODUCT.rglob("*.py") if "migrations" not in path.parts]
REACHES_OUT = {
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib.SMTP",
    "urllib3",
    "socket",
}
SERVING = Path("board/site/serving")
"""Looks whether its own port is free, and whether its own website is well."""


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def holding(pattern: str) -> set[str]:
    found = re.compile(pattern)
    return {
        str(path.relative_to(PRODUCT))
        for path in PRODUCT.rglob("*")
        if path.suffix in {".py", ".sql"} and found.search(path.read_text(encoding="utf-8"))
    }


def test_no_page_job_or_reader_asks_another_machine_for_anything():
    """Letters go by the mail server of the settings, through Django; nothing else leaves."""
    reaching = {
        path.relative_to(PRODUCT).parent for path in MODULES if not REACHES_OUT.isdisjoint(imported(path))
    }
    assert reaching == {SERVING}


def test_no_program_is_started_through_a_shell():
    assert holding(r"shell=True|os\.system|os\.popen|getoutput\(") == set()


def test_nothing_silences_the_triggers_of_history():
    assert holding(r"pgtrigger\.ignore|session_replication_role|pghistory\.\w*ignore") == set()


def test_what_a_request_sends_never_becomes_the_name_of_an_argument():
    assert holding(r"\(\*\*\w*request\.|\.extra\(|\.objects\.raw\(") == set()


def test_sql_of_our_own_stands_only_in_questions_that_reach_past_the_past():
    """Both name a table of today while the rest of the page looks back, and take nothing from a request."""
    assert holding(r"RawSQL\(") == {"board/documents/queries.py", "board/home/queries/search.py"}
