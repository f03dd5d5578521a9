"""A plan of 5,000 lines goes the same way as a short one. tools/bench_import.py says how fast."""

from __future__ import annotations

import pytest
from django.db import connection

from goldenthread.board.action_plan.jobs import save_batch
from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.operations.importing_save import begin_saving
from goldenthread.board.action_plan.operations.importing_undo import undo_import
from goldenthread.board.action_plan.queries.importing import decisions
from tests.board.action_plan.importing import long_plan, plan_csv, read_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once"), pytest.mark.slow]


def test_five_thousand_lines_are_saved_and_taken_back(tmp_path, dee, django_assert_max_num_queries):
    batch = read_in(tmp_path, plan_csv(long_plan(5_000)), by=dee)
    begin_saving(batch=batch, fingerprint=decisions(batch).fingerprint(), by=dee)
    with django_assert_max_num_queries(200, connection=connection):
        save_batch(batch=batch.pk, person=dee.pk)
    assert Action.objects.count() == 5_000
    assert undo_import(batch=batch, by=dee).taken_back == 5_000
    assert not Action.objects.exists()
