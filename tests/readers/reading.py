"""Short words for what the readers' tests look at."""

from __future__ import annotations

import pytest

from goldenthread.readers import CannotRead, Limits, Table, read_here


def only_table(data: bytes, name: str = "") -> Table:
    (table,) = read_here(data, name=name).tables
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def refusal(data: bytes, *, name: str = "", limits: Limits | None = None) -> str:
    """The sentence with which a file is refused: one, and without anything of the file's content."""
    with pytest.raises(CannotRead) as caught:
        read_here(data, name=name, limits=limits)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "ZZCANARY" not in sentence
    return sentence
