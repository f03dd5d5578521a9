"""The plans that boards really have, from their files into the plan and in again."""

from __future__ import annotations

import json

import pytest

from goldenthread.board.action_plan.models import Action, ProgressNote, Recommendation
from goldenthread.board.action_plan.queries.importing import decisions
from goldenthread.board.action_plan.queries.importing_check import doubts
from goldenthread.board.action_plan.queries.importing_groups import groups
from goldenthread.board.action_plan.rules.importing import Verdict
from tests.board.action_plan.importing import read_in, save
from tests.paths import BOARD_DOCS, SUNDERLAND, needs_shared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once"), needs_shared, pytest.mark.slow]
PLANS = {path.name.removesuffix(".truth.json"): path for path in sorted(BOARD_DOCS.glob("*plan*.truth.json"))}


def plan_file(name: str):
    return next(path for path in BOARD_DOCS.glob(f"{name}.*") if not path.name.endswith(".truth.json"))


@pytest.mark.parametrize("name", PLANS)
def test_every_line_of_a_boards_plan_comes_in_and_comes_in_once(tmp_path, dee, name):
    truth = json.loads(PLANS[name].read_text(encoding="utf-8"))["rows"]
    path = plan_file(name)
    batch = save(read_in(tmp_path, path.read_bytes(), by=dee, name=path.name), by=dee)
    assert Recommendation.objects.count() == len(truth)
    assert [action.text for action in Action.objects.order_by("recommendation__position", "position")] == [
        action["action"] for row in truth for action in row["actions"]
    ]
    assert decisions(batch).changes_nothing


def test_the_plan_of_2015_is_shown_with_all_that_it_leaves_open(tmp_path, dee):
    batch = read_in(tmp_path, SUNDERLAND.read_bytes(), by=dee, name="plan.txt")
    found = {group.kind: group for group in groups(doubts(batch))}
    assert len(found["no_deadline"].doubts) == 15
    assert len(found["no_lead"].doubts) == 8
    assert len(found["no_progress"].doubts) == 15
    assert [doubt.value for doubt in found["number_missing"].doubts] == ["147"]
    assert "20.09.15" in found["claim_after_plan"].doubts[0].message
    assert decisions(batch).counts[Verdict.ADD] == 28


def test_the_plan_of_2015_keeps_every_word(tmp_path, dee):
    batch = save(read_in(tmp_path, SUNDERLAND.read_bytes(), by=dee, name="plan.txt"), by=dee)
    assert (Recommendation.objects.count(), Action.objects.count()) == (7, 28)
    assert Action.objects.filter(deadline_raw="").count() == 15
    assert ProgressNote.objects.count() == 13
    for row in batch.rows.select_related("action"):
        assert row.action.text == row.parsed["text"]
    assert Action.objects.get(ref="142.1").sub_tasks.count() == 2
