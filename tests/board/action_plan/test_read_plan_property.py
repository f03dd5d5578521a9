"""Whatever the layout, the plan that was written is the plan that is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.board.action_plan.imports import RowUse, as_json, read_plan
from goldenthread.readers import read_here
from goldenthread.readers.table import FileTables
from tests.board.action_plan import plans
from tests.board.action_plan.plans import Look, Plan, as_rows, laid_out

pytestmark = pytest.mark.slow
Both = tuple[Plan, Look]
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rows_read(tables: FileTables) -> list[object]:
    return as_json(read_plan(tables))["rows"]


@many
@given(plans.laid_out_plans())
def test_it_reads_any_layout_back(both: Both) -> None:
    plan, look = both
    assert rows_read(laid_out(plan, look)) == as_rows(plan)


@many
@given(plans.laid_out_plans())
def test_it_accounts_for_every_row_once(both: Both) -> None:
    plan, look = both
    tables = laid_out(plan, look)
    reading = read_plan(tables)
    rows = [(table.place, row.number) for table in tables.tables for row in table.rows]
    assert [(account.source.table, account.source.row) for account in reading.rows] == rows
    uses = Counter(account.use for account in reading.rows)
    assert uses[RowUse.ACTION] == sum(len(each.actions) for each in plan)
    assert uses[RowUse.NOT_PLACED] == uses[RowUse.OUTSIDE] == 0
    read_from = {(source.table, source.row) for action in reading.actions for source in action.sources}
    assert read_from == {
        (each.source.table, each.source.row)
        for each in reading.rows
        if each.use in {RowUse.ACTION, RowUse.CONTINUATION}
    }


@many
@given(plans.laid_out_plans(), st.data())
def test_hidden_and_struck_rows_are_kept_and_flagged(both: Both, data: st.DataObject) -> None:
    plan, look = both
    marked = tuple(
        replace(
            each, actions=tuple(replace(action, struck=data.draw(st.booleans())) for action in each.actions)
        )
        for each in plan
    )
    tables = plans.changed(laid_out(marked, look), lambda row: replace(row, hidden=len(row.cells) > 2))
    reading = read_plan(tables)
    assert as_json(reading)["rows"] == as_rows(marked)
    assert all(action.hidden for action in reading.actions)
    codes = Counter(finding.code.value for finding in reading.findings)
    assert codes["struck_through"] == sum(action.struck for each in marked for action in each.actions)
    assert codes["hidden_row"] == len(reading.actions)


@few
@given(plans.laid_out_plans())
def test_it_reads_word_back(both: Both) -> None:
    plan, look = both
    assert rows_read(read_here(plans.as_docx(laid_out(plan, look)), name="plan.docx")) == as_rows(plan)


@few
@given(plans.laid_out_plans())
def test_it_reads_excel_back(both: Both) -> None:
    plan, look = both
    assert rows_read(read_here(plans.as_xlsx(laid_out(plan, look)), name="plan.xlsx")) == as_rows(plan)


@few
@given(plans.laid_out_plans(ways=("first row", "every row", "band")))
def test_it_reads_csv_and_text_back(both: Both) -> None:
    plan, look = both
    tables = laid_out(plan, replace(look, rag="letter"))
    assert rows_read(read_here(plans.as_csv(tables), name="plan.csv")) == as_rows(plan)
    assert rows_read(read_here(plans.as_text(tables), name="plan.txt")) == as_rows(plan)
