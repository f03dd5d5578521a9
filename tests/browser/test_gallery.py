"""Every component in a real browser: no barrier that axe finds, no sideways scroll, and the keys work."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path
from django.utils.timezone import now

from goldenthread.board.web.navigation import Item
from goldenthread.board.web.views import board_style, gallery
from tests.paths import CHECKOUT

playwright = pytest.importorskip("playwright.sync_api")

AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOWN = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "no scripts": {"viewport": {"width": 360, "height": 800}, "java_script_enabled": False},
}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: run npm ci"),
]

urlpatterns = [
    path("board-<slug:digest>.css", board_style, name="board_style"),
    path("gallery", gallery, name="gallery"),
    path("elsewhere", lambda _: HttpResponse('<link rel="icon" href="data:,">'), name="elsewhere"),
    path("account/", include("allauth.urls")),
]


class Somebody(SimpleNamespace):
    is_authenticated = follows_device_theme = keyboard_shortcuts = True

    def may(self, _):
        return True


def somebody(answer):
    def middleware(request):
        request.user = Somebody()
        request.as_at = now() if "as_at" in request.GET else None
        request._messages = CookieStorage(request)
        return answer(request)

    return middleware


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    changed = override_settings(
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["goldenthread.board.web.csp.content_security_policy", f"{__name__}.somebody"],
        NAVIGATION=[Item("Gallery", "gallery", key="a"), Item("Elsewhere", "elsewhere", key="w")],
        ACCOUNT_PAGES=[],
        FOOTER_PAGES=[],
    )
    with (
        changed,
        make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=Quiet) as server,
    ):
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/gallery"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, address):
    """Opens the gallery in one of the ways it is shown; a page that complains in its console fails."""
    complaints, contexts = [], []

    def open_page(shown="wide", query=""):
        contexts.append(chromium.new_context(**SHOWN[shown]))
        page = contexts[-1].new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + query, wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def barriers(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        f"axe.run(document, {{runOnly: {json.dumps(RULES)}}}).then(result => result.violations)"
    )
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("query", ["", "?as_at=2015-09-04"])
@pytest.mark.parametrize("shown", ["wide", "phone", "dark"])
def test_axe_finds_no_barrier(opened, shown, query):
    assert barriers(opened(shown, query)) == []


@pytest.mark.parametrize("shown", ["phone", "no scripts"])
def test_nothing_scrolls_sideways_at_360_pixels(opened, shown):
    assert opened(shown).evaluate("document.documentElement.scrollWidth") == 360


def focused(page, property_name):
    return page.evaluate(f"document.activeElement.{property_name}")


def test_the_error_summary_takes_focus_and_leads_to_the_field(opened):
    page = opened()
    assert focused(page, "className") == "govuk-error-summary"
    page.get_by_role("link", name="Choose the lead").click()
    assert focused(page, "id") == "id_lead"


def test_rows_are_walked_and_chosen_by_keys(opened):
    page = opened()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page, "hash") == "#12.2"
    page.keyboard.press("x")
    assert page.locator("[data-choose]:checked").evaluate_all("found => found.map(each => each.value)") == [
        "12.2"
    ]
    page.keyboard.press("k")
    assert focused(page, "hash") == "#12.1"


def test_keys_do_nothing_while_one_types(opened):
    page = opened()
    page.keyboard.press("/")
    page.locator("#empty_title").focus()
    page.keyboard.type("gw/?")
    assert page.locator("#empty_title").input_value() == "gw/?"
    assert not page.locator("#keyboard-help").is_visible()


def test_a_question_mark_lists_the_keys_and_g_goes(opened):
    page = opened()
    page.keyboard.press("?")
    assert page.locator("#keyboard-help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url("**/elsewhere")


def test_shift_chooses_a_range_and_the_head_chooses_all(opened):
    page = opened()
    boxes = page.locator("[data-choose]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    assert page.locator("[data-choose]:checked").count() == 3
    page.get_by_label("Select all rows on this page").click()
    assert page.locator(".bulk-bar__count").inner_text() == "5 of 5 selected"


def test_a_draft_lives_in_the_tab_until_one_signs_out(opened):
    page = opened()
    note = page.locator("#empty_note")
    note.fill("half a thought")
    note.blur()
    page.reload(wait_until="networkidle")
    assert page.locator("#empty_note").input_value() == "half a thought"
    assert page.evaluate("Object.keys(localStorage)") == []
    page.evaluate(
        "document.querySelector('[data-clears-drafts]').addEventListener('submit', e => e.preventDefault())"
    )
    page.locator(".frame__account summary").click()
    page.get_by_role("button", name="Sign out").click()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('draft:'))") == []


def test_a_form_is_sent_once_and_says_that_it_is_saving(opened):
    page = opened()
    form = page.locator("form:has(#empty_agreed)")
    form.evaluate("""form => form.addEventListener('submit', event => {
        form.refused = (form.refused ?? []).concat(event.defaultPrevented)
        event.preventDefault()
    })""")
    form.get_by_role("button", name="Save").click()
    waiting = form.get_by_role("button", name="Saving…")
    assert waiting.get_attribute("aria-disabled") == "true"
    waiting.click(force=True)
    assert form.evaluate("form => form.refused") == [False, True]


def test_the_filters_stand_beside_the_list_or_fold_away_without_scripts(opened):
    assert opened("wide").get_by_label("Words").is_visible()
    folded = opened("no scripts")
    assert not folded.get_by_label("Words").is_visible()
    folded.get_by_text("Filter (2 on)").click()
    assert folded.get_by_label("Words").is_visible()
