"""The demonstration, served as a person would start it, and browsers of different kinds to visit it with."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests import database
from tests.paths import CHECKOUT

playwright = pytest.importorskip("playwright.sync_api")

AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
MANAGER, CHAIR, QUALITY_CHAIR = "Marian Thistlewood", "Gwendolyn Ashgarth", "Idris Fennimoor"
POLICE_LEAD, COUNCIL_LEAD, READER = "Rowena Castlemere", "Tobias Merriwater", "Philippa Norwellan"


def chromium_path() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a demonstration of its own: database, web server and worker, from the command."""
    place = database.reachable_folder()
    told = ("DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY", "GOLDENTHREAD_DATA", "BEHIND_TLS")
    environment = {name: value for name, value in os.environ.items() if name not in told}
    serve = [sys.executable, "-m", "goldenthread", "serve", "--demo"]
    command = [*serve, "--data", f"{place}/data", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=CHECKOUT
    ) as process:
        yield _address(process)
        process.send_signal(signal.SIGTERM)
        process.wait(40)
    shutil.rmtree(place)


def _address(process: subprocess.Popen[str]) -> str:
    said = []
    for line in process.stdout or ():
        said.append(line)
        if found := re.search(r"Ready: (\S+)", line):
            return found[1].rstrip("/")
    raise AssertionError("the site did not start:\n" + "".join(said))


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    path = chromium_path()
    if path is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


Visit = Callable[..., object]


@pytest.fixture(scope="session")
def signed_in_states(site: str, chromium) -> Callable[[str], object]:
    """What a browser keeps of each person's sign-in, which is done once."""
    states: dict[str, object] = {}

    def state_of(person: str) -> object:
        if person not in states:
            context = chromium.new_context(base_url=site)
            page = context.new_page()
            page.goto("/account/people/")
            page.get_by_role("button", name=re.compile(person)).click()
            states[person] = context.storage_state()
            context.close()
        return states[person]

    return state_of


@pytest.fixture
def visit(site: str, chromium, signed_in_states) -> Iterator[Visit]:
    """A page on which somebody is signed in; at the end, no page may have complained in its console."""
    contexts, complaints = [], []

    def open_page(person: str | None, *, phone: bool = False, scripts: bool = True):
        size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 900}
        context = chromium.new_context(
            viewport=size,
            java_script_enabled=scripts,
            base_url=site,
            storage_state=signed_in_states(person) if person else None,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A status that a test asked for (404, 409) is told by the browser as a complaint of its own.
    assert [words for words in complaints if "status of 4" not in words] == []


def barriers(page) -> list[str]:
    """What axe finds wrong with a page, as "rule: where"."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}}).then(result => result.violations)")
    return [f"{rule['id']}: {node['target']} on {page.url}" for rule in found for node in rule["nodes"]]


def scrolls_sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
