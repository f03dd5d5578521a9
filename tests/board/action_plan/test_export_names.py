"""What an exported file is called."""

from dataclasses import replace
from datetime import UTC, datetime

from goldenthread.board.action_plan.exports import Format, file_name

from .export_samples import PLAN


def test_a_file_is_named_for_the_day_whose_plan_it_shows():
    assert file_name(PLAN, Format.DOCX) == "action-plan_2026-11-23.docx"
    assert file_name(replace(PLAN, as_at=None), Format.PDF) == "action-plan_2015-09-04.pdf"


def test_the_day_is_the_day_in_london():
    summer_night = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert file_name(replace(PLAN, as_at=summer_night), Format.CSV) == "action-plan_2026-07-02.csv"


def test_nothing_that_anybody_typed_is_in_the_name():
    """AT-074: no path, device or hidden name can come of it."""
    plan = replace(PLAN, title="../../etc/passwd", board_name="CON", updated_on=None, as_at=None)
    assert file_name(plan, Format.XLSX) == "action-plan.xlsx"
