"""What a progress cell adds to the notes that the plan holds already."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goldenthread.board.action_plan.rules.matching import fold

_WORD = re.compile(r"\S+")


def added_progress(cell: str, notes: Sequence[str]) -> str:
    """What is new in a progress cell: its end where it was written on, else the lines not noted yet."""
    words = list(_WORD.finditer(cell))
    known = " ".join(notes).split()
    if known and [word.group() for word in words[: len(known)]] == known:
        return cell[words[len(known)].start() :].strip() if len(words) > len(known) else ""
    noted = f" {fold(' '.join(notes))} "
    return "\n".join(
        line.strip() for line in cell.splitlines() if f" {fold(line)} " not in noted and fold(line)
    )
