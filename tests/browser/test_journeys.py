"""What a new user does, from beginning to end, in a real browser against the served product."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.board.action_plan.imports import as_json, read_plan
from goldenthread.readers import read_here
from tests.browser.conftest import (
    CHAIR,
    COUNCIL_LEAD,
    MANAGER,
    POLICE_LEAD,
    QUALITY_CHAIR,
    READER,
    barriers,
    scrolls_sideways,
)
from tests.paths import BOARD_DOCS, SUNDERLAND, needs_shared

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLANS = {
    SUNDERLAND: 28,
    BOARD_DOCS / "plan_ofsted_para_rag_workbook.xlsx": 16,
    BOARD_DOCS / "plan_priority_blocks_rag_by_shading.docx": 10,
    BOARD_DOCS / "plan_responsibility_progress_score.docx": 8,
    BOARD_DOCS / "scr_style_plan_cp1252.csv": 18,
}
NOT_PLANS = ["attendance_register.xlsx", "minutes_with_action_log.docx"]
PAGES = [
    "/", "/plan/", "/plan/?text=nothing+holds+this", "/plan/actions/1/", "/plan/actions/1/history/",
    "/plan/actions/add/",
    "/plan/actions/1/evidence/", "/plan/actions/2/deadline/", "/plan/actions/2/status/", "/plan/recommendations/",
    "/plan/recommendations/1/", "/plan/recommendations/1/edit/", "/plan/recommendations/add/", "/search/?q=attendance",
    "/search/?q=atendance", "/imports/", "/imports/new/", "/imports/1/", "/documents/1/", "/people/", "/people/1/",
    "/people/invite/", "/posts/", "/posts/1/", "/posts/add/", "/agencies/", "/account/", "/help/", "/accessibility/",
    "/privacy/", "/whats-new/", "/plan/?as_at=2026-09-20", "/plan/actions/1/?as_at=2026-10-20", "/no-such-page/",
]  # fmt: skip
HEADINGS = "Recommendation,Action,Lead,Progress,Deadline\n"


def button(page, name: str):
    return page.get_by_role("button", name=re.compile(name)).first


def link(page, name: str):
    return page.get_by_role("link", name=re.compile(name)).first


def give_file(page, path: Path) -> None:
    page.goto("/imports/new/")
    page.get_by_label("The plan's file").set_input_files(path)
    button(page, "Continue").click()


def wait_for(page, found) -> None:
    """Until something is there; without scripts by following the page's own link."""
    for _ in range(60):
        if found.count():
            return
        if link(page, "Refresh").count():
            link(page, "Refresh").click()
        page.wait_for_timeout(500)
    raise AssertionError(f"never came: {found} on {page.url}\n{page.inner_text('main')[:500]}")


def save_import(page) -> str:
    """From the list of tasks to the result; returns what the result says."""
    wait_for(page, link(page, "Preview and save"))
    link(page, "Preview and save").click()
    button(page, "Save into the plan").click()
    wait_for(page, page.get_by_text(re.compile(r"\d+ added, \d+ changed")))
    return page.get_by_text(re.compile(r"\d+ added, \d+ changed")).first.inner_text()


def plan_file(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text(HEADINGS + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def open_action(page, ref: str) -> None:
    page.goto(f"/plan/?text={ref}")
    page.get_by_role("link", name=ref, exact=True).first.click()


# --- Importing ----------------------------------------------------------------------------------------------


@needs_shared
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_manager_imports_the_plan_a_board_has_and_undoes_it(visit, path):
    page = visit(MANAGER)
    give_file(page, path)
    assert f"{PLANS[path]} added, 0 changed" in save_import(page)
    assert not barriers(page)
    button(page, "Undo this import").click()
    wait_for(page, page.get_by_text(re.compile("[Uu]ndone")))


@needs_shared
@pytest.mark.parametrize("name", NOT_PLANS)
def test_a_file_that_is_no_plan_is_answered_in_a_sentence_and_nothing_is_kept(visit, name):
    page = visit(MANAGER)
    give_file(page, BOARD_DOCS / name)
    wait_for(page, page.get_by_text(re.compile("plan", re.IGNORECASE)))
    wait_for(page, page.get_by_text(re.compile("No(thing| action plan)|Give another file|Match columns")))
    assert not link(page, "Preview and save").count() or "Cannot be saved" in page.inner_text("main")


def test_the_same_file_twice_is_told_and_changes_nothing(visit, tmp_path):
    page = visit(MANAGER)
    path = plan_file(
        tmp_path, "twice.csv", "901. Listen to children,Ask every school,Board Chair,,March 2027"
    )
    give_file(page, path)
    assert "1 added" in save_import(page)
    give_file(page, path)
    assert "given already" in page.inner_text("main")


# --- An action through its four ticks, with evidence --------------------------------------------------------


def test_an_action_goes_through_its_four_ticks_by_four_people(visit, tmp_path):
    evidence = tmp_path / "Minutes of the forum.txt"
    evidence.write_text("Forty heads were asked and all of them answered.", encoding="utf-8")
    lead = visit(COUNCIL_LEAD)
    manager = visit(MANAGER)
    give_file(
        manager,
        plan_file(
            tmp_path,
            "ticks.csv",
            '902. Hear heads,Ask every head,"Chief Operating Officer, Harle Council",Asked,March 2027',
        ),
    )
    save_import(manager)
    open_action(lead, "902.1")
    lead.get_by_label("What has changed").fill("All forty heads have answered.")
    button(lead, "Save the update").click()
    assert "All forty heads have answered." in lead.inner_text("main")
    button(lead, "Add evidence").click()
    lead.locator("input[type=file]").first.set_input_files(evidence)
    button(lead, "Upload and link").click()
    open_action(lead, "902.1")
    assert "Minutes of the forum.txt" in lead.inner_text("main")
    button(lead, "Mark as claimed").click()
    assert "somebody else must take this step" in lead.inner_text("main")
    open_action(manager, "902.1")
    button(manager, "Mark as seen").click()
    verifier = visit(QUALITY_CHAIR)
    open_action(verifier, "902.1")
    button(verifier, "Mark as verified").click()
    assert not button(verifier, "Mark as worked").count()
    chair = visit(CHAIR)
    open_action(chair, "902.1")
    chair.locator("#tick-worked textarea").fill("Children told heads of two worries that were then acted on.")
    button(chair, "Mark as worked").click()
    told = chair.inner_text("main")
    assert "Worked" in told
    assert "Children told heads of two worries" in told
    for page in (lead, manager, verifier, chair):
        assert not barriers(page)


def test_another_agency_reads_an_action_but_cannot_change_it(visit):
    page = visit(POLICE_LEAD)
    open_action(page, "61.1")
    assert not button(page, "Save the update").count()
    assert not button(page, "Mark as").count()


# --- Looking back, taking out, signing out ------------------------------------------------------------------


def test_looking_back_to_before_the_import_shows_no_plan_and_nothing_to_change(visit):
    page = visit(MANAGER)
    page.goto("/plan/")
    page.get_by_text("As at today").click()
    page.locator("input[name=as_at]").first.fill("2020-01-01")
    button(page, "Show").click()
    assert "as it stood" in page.inner_text("body")
    assert "61.1" not in page.inner_text("main")
    assert not page.get_by_role("button", name=re.compile("Save|Change status")).count()
    page.goto("/plan/actions/1/?as_at=2026-09-20")
    link(page, "Back to today|today").click()
    assert "as_at" not in page.url


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv", "pdf"])
def test_the_plan_is_taken_out_and_reads_the_same(visit, kind, tmp_path):
    page = visit(MANAGER)
    page.goto("/plan/?recommendation=1")
    response = page.context.request.get(f"/plan/export.{kind}?recommendation=1")
    assert response.status == 200
    rows = as_json(read_plan(read_here(response.body(), name=f"plan.{kind}")))["rows"]
    assert [row["ref"] for row in rows] == ["61"]
    assert len(rows[0]["actions"]) == 4


def test_signing_out_ends_it(visit):
    page = visit(None)
    page.goto("/account/people/")
    button(page, READER).click()
    page.goto("/")
    page.get_by_text(READER).first.click()
    button(page, "Sign out").click()
    page.goto("/plan/")
    assert "/account/login/" in page.url


# --- By keyboard, on a phone, without scripts ---------------------------------------------------------------


def tab_to(page, found, *, most: int = 80) -> None:
    """Press Tab until the thing has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if found.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab never reached {found}")


def test_an_update_is_written_with_the_keyboard_alone(visit):
    page = visit(COUNCIL_LEAD)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    page.goto("/plan/?mine=on")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/plan/actions/"))
    tab_to(page, page.get_by_label("What has changed"))
    page.keyboard.type("Written without a mouse.")
    tab_to(page, button(page, "Save the update"))
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Written without a mouse.")


def test_the_keys_reach_search_and_pages(visit):
    page = visit(MANAGER)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("attendance")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=attendance"))
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url(re.compile("/plan/"))
    assert page.locator("h1").inner_text() == "Action plan"


def test_a_phone_never_scrolls_sideways(visit):
    page, found = visit(MANAGER, phone=True), []
    for path in PAGES:
        page.goto(path)
        found += [f"sideways: {path}"] if scrolls_sideways(page) else []
    for path in ("/plan/", "/plan/actions/1/"):
        page.goto(path)
        found += barriers(page)
    assert found == []


def test_the_plan_never_scrolls_sideways_whatever_its_width(visit):
    page, found = visit(MANAGER), []
    for width in (1600, 1280, 1200, 1024, 960, 800, 640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/plan/")
        found += [width] if scrolls_sideways(page) else []
    assert found == []


def test_an_agency_lead_does_their_job_on_a_phone(visit, tmp_path):
    page = visit(COUNCIL_LEAD, phone=True)
    page.goto("/plan/actions/1/")
    page.get_by_label("What has changed").fill("Written on a phone.")
    button(page, "Save the update").click()
    page.wait_for_selector("text=Written on a phone.")
    assert not scrolls_sideways(page)


def test_everything_works_without_scripts(visit, tmp_path):
    page = visit(MANAGER, scripts=False)
    path = plan_file(tmp_path, "plain.csv", "903. Write it down,Keep a log,Board Chair,,May 2027")
    give_file(page, path)
    assert "1 added" in save_import(page)
    open_action(page, "903.1")
    page.get_by_label("What has changed").fill("Written without scripts.")
    button(page, "Save the update").click()
    assert "Written without scripts." in page.inner_text("main")
    page.goto("/plan/?deadline=none")
    assert page.get_by_role("status").first.inner_text()
    page.goto("/search/?q=scripts")
    assert "Note on 903.1" in page.inner_text("main")


# --- Every page, for axe ------------------------------------------------------------------------------------


def test_axe_finds_no_barrier_on_any_page(visit):
    page, found = visit(MANAGER), []
    for path in PAGES:
        page.goto(path)
        found += barriers(page)
    assert found == []


def test_axe_finds_no_barrier_before_sign_in(visit):
    page, found = visit(None), []
    for path in ("/account/login/", "/account/people/", "/help/"):
        page.goto(path)
        found += barriers(page)
    assert found == []
