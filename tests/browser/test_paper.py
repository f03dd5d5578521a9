"""Pages on paper: what a person prints for a meeting."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.browser.conftest import MANAGER

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def printed(page) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def test_a_recommendations_story_fits_a_sheet(visit):
    page = visit(MANAGER)
    page.goto("/plan/")
    page.goto(page.locator(".plan-group__words").first.get_attribute("href"))
    assert len(printed(page).pages) == 1


def test_the_plan_is_printed_as_a_table_on_its_side(visit):
    page = visit(MANAGER)
    page.goto("/plan/")
    sheets = printed(page).pages
    _, _, width, height = (float(side) for side in sheets[0].mediabox)
    assert width > height
    assert len(sheets) <= 6, "28 lines as cards take far more"
