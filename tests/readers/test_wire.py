"""The answer on the pipe comes back as it was, and nothing else comes back at all."""

from __future__ import annotations

import json
from datetime import date

import pytest

from goldenthread.readers import CannotRead, Cell, FileTables, Row, Table
from goldenthread.readers.wire import packed, packed_refusal, unpacked

FILE = FileTables(
    "xlsx",
    (
        Table(
            "sheet 'Plan'",
            (
                Row(
                    3,
                    (
                        Cell(
                            "2015-09-04",
                            0,
                            2,
                            3,
                            True,
                            "#00B050",
                            "dd/mm/yyyy",
                            date(2015, 9, 4),
                            "part",
                            True,
                        ),
                        Cell("1", 2, value=1.0),
                        Cell("TRUE", 3, value=True),
                        Cell("Zoë\n\x01", 4),
                    ),
                    hidden=True,
                    header=True,
                ),
            ),
            ("Plan",),
            hidden=True,
        ),
    ),
    ("End",),
    1,
    ("A remark.",),
)


def one_cell(text: object, column: object, value: object) -> bytes:
    cell = [text, column, 1, 1, False, None, None, value, "", False]
    return json.dumps(["csv", [["here", [[1, [cell], False, False]], [], False]], [], 1, []]).encode()


def test_an_answer_comes_back_as_it_was():
    assert unpacked(packed(FILE)) == FILE


def test_a_refusal_comes_back_as_a_refusal():
    with pytest.raises(CannotRead, match=r"^Some sentence\.$"):
        unpacked(packed_refusal(CannotRead("Some sentence.")))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"null",
        b"[1,2,3]",
        b"{}",
        b'{"cannot_read": 1}',
        one_cell({"markup": 1}, 0, None),
        one_cell("a", "0", None),
        one_cell("a", 0, [1]),
    ],
)
def test_anything_else_is_refused(answer):
    with pytest.raises((ValueError, TypeError)):
        unpacked(answer)
