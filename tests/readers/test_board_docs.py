"""The real plan and the facsimiles of board papers beside this checkout."""

from __future__ import annotations

import json

import pytest

from goldenthread.readers import read_here
from tests.paths import BOARD_DOCS, SUNDERLAND, needs_shared

pytestmark = needs_shared


@pytest.mark.parametrize(
    ("name", "kind", "tables", "rows", "fills"),
    [
        ("minutes_with_action_log.docx", "docx", 2, 15, 0),
        ("plan_priority_blocks_rag_by_shading.docx", "docx", 5, 15, 8),
        ("plan_responsibility_progress_score.docx", "docx", 1, 5, 0),
        ("plan_ofsted_para_rag_workbook.xlsx", "xlsx", 1, 21, None),
        ("scorecard_q2.xlsx", "xlsx", 1, 19, None),
        ("section11_returns.xlsx", "xlsx", 4, 140, None),
        ("attendance_register.xlsx", "xlsx", 1, 19, None),
        ("scr_style_plan_cp1252.csv", "csv", 1, 19, 0),
        ("sunderland_2015_action_plan_extracted.txt", "text", 5, 34, 0),
    ],
)
def test_every_table_and_row_is_found(name, kind, tables, rows, fills):
    file = read_here(BOARD_DOCS / name)
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    assert (file.kind, len(file.tables), file.rows_counted) == (kind, tables, rows)
    assert fills is None or sum(cell.fill is not None for cell in cells) == fills


def test_the_real_plan_has_its_five_columns_and_its_empty_cells():
    file = read_here(SUNDERLAND)
    assert len(file.tables) == 5
    assert {len(row.cells) for table in file.tables for row in table.rows} == {5}
    assert sum(row.cells[0].text == "" for table in file.tables for row in table.rows) == 19


@pytest.mark.parametrize(
    "truth", sorted(BOARD_DOCS.glob("plan_*.truth.json")) + sorted(BOARD_DOCS.glob("scr_*.truth.json"))
)
def test_every_word_of_the_truth_is_in_a_cell(truth):
    (source,) = [path for path in BOARD_DOCS.glob(truth.name.replace("truth.json", "*")) if path != truth]
    file = read_here(source)
    everything = " ".join(" ".join(_texts(file)).split())
    for row in json.loads(truth.read_text())["rows"]:
        for action in row["actions"]:
            assert " ".join(action["action"].split()) in everything
            assert all(" ".join(lead.split()) in everything for lead in (action["lead"] or "").split(" / "))


def _texts(file):
    for table in file.tables:
        yield from table.lead_in
        for row in table.rows:
            yield from (cell.text for cell in row.cells)
