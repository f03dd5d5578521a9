"""The pages by which a business manager imports a plan, from the file to Undo, and who is kept out."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.board.action_plan.models import Action, ImportBatch
from tests.board.action_plan.importing import plan_csv, read_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.board.action_plan.tmp_urls")]


@pytest.fixture(autouse=True)
def at_once(settings, tmp_path):
    settings.JOBS_AT_ONCE = True
    settings.FILES = tmp_path / "files"


@pytest.fixture
def browser(dee, signed_in):
    return signed_in(dee)


@pytest.fixture
def batch(tmp_path, dee):
    return read_in(tmp_path, plan_csv(), by=dee)


def give(browser, content: bytes, name: str = "plan.csv"):
    return browser.post(reverse("import-new"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def page(browser, name: str, *args, **query) -> str:
    response = browser.get(reverse(name, args=args), query)
    assert response.status_code == 200, response
    return response.content.decode()


def fingerprint(html: str) -> str:
    return re.search(r'name="fingerprint" value="(\w+)"', html)[1]


def test_a_file_becomes_lines_of_the_plan(browser):
    html = give(browser, plan_csv()).content.decode()
    assert "3 to add, 0 to change" in html
    batch = ImportBatch.objects.get()
    preview = page(browser, "import-preview", batch.pk)
    assert Action.objects.count() == 0
    saved = browser.post(
        reverse("import-preview", args=[batch.pk]),
        {"fingerprint": fingerprint(preview), "shown": [1, 2, 3], "kept": [1, 2, 3], "do": "save"},
        follow=True,
    ).content.decode()
    assert Action.objects.count() == 3
    assert "3 added" in saved
    assert "Undo this import" in saved
    page(browser, "imports")


@pytest.mark.parametrize(
    "name", ["import", "import-columns", "import-values", "import-check", "import-preview"]
)
def test_every_task_has_its_page(browser, batch, name):
    assert batch.file_name in page(browser, name, batch.pk)
