"""Saving an import: what was previewed goes into the plan, once, and nothing else."""

from __future__ import annotations

import pytest

from goldenthread.board.action_plan.models import Action, ImportBatch
from tests.board.action_plan.importing import PLAN, changed, import_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(settings, tmp_path):
    settings.JOBS_AT_ONCE = True
    settings.FILES = tmp_path / "files"


def test_every_line_of_the_file_is_in_the_plan(tmp_path, dee):
    batch = import_plan(tmp_path, by=dee)
    assert batch.state == ImportBatch.State.SAVED, batch.message
    assert [action.text for action in Action.objects.order_by("pk")] == [row[1] for row in PLAN]


def test_a_corrected_file_changes_only_what_differs(tmp_path, dee):
    import_plan(tmp_path, by=dee)
    import_plan(tmp_path, changed(PLAN, 2, deadline="November 2015"), by=dee)
    assert [action.version for action in Action.objects.order_by("pk")] == [1, 1, 2]
    assert Action.objects.get(version=2).deadline_raw == "November 2015"
