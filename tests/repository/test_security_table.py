"""The table of attacks and faults leaves none out, and names only tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.paths import CHECKOUT

TABLE = (CHECKOUT / "docs" / "security-tests.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ((?:AT|FT)-\d+) \| (.+?) \| (.+) \|$", TABLE, re.MULTILINE)
ATTACKS = [range(1, 27), range(30, 48), range(50, 65), range(70, 89), range(90, 100)]
EXPECTED = [f"AT-{number:03}" for each in ATTACKS for number in each] + [
    f"FT-{number:02}" for number in range(1, 86)
]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)))


@cache
def functions_in(path: str) -> set[str]:
    tree = ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_attack_and_every_fault_has_its_row_in_order():
    assert [number for number, _, _ in ROWS] == EXPECTED


@pytest.mark.parametrize(("number", "answer"), [(number, answer) for number, _, answer in ROWS])
def test_a_row_names_a_test_or_says_why_there_is_none_yet(number, answer):
    for part in re.split(r"; (?=`|not yet: )", answer):
        assert re.fullmatch(r"`tests/[\w/]+\.py::test_\w+`|not yet: .+", part), (number, part)


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_is_named_exists(path, name):
    assert (CHECKOUT / path).is_file()
    assert name in functions_in(path)
