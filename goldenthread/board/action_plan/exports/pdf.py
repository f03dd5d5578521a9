"""The plan as a PDF that screen readers can read (PDF/UA-1) and archives can keep (PDF/A-2a), set by typst.

typst runs in a child process with limits: a plan that would exhaust it costs one export, not the web server.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unicodedata
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from goldenthread.board.action_plan.exports import cells
from goldenthread.board.action_plan.exports.cells import BULLET, Column, PrintedGroup, PrintedRow
from goldenthread.board.action_plan.exports.colours import BRAND, HAIRLINE, RAG_TINTS, RULE
from goldenthread.board.action_plan.exports.printed import CannotExport, PrintedPlan

CHILD = Path(__file__).with_name("typeset.py")
CHILD_ENVIRONMENT = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2", "LANG": "C.UTF-8"}
"""Each thread and arena takes address space, which the child's limit counts."""

SECONDS = 30
TOO_LARGE = "This plan is too large for a PDF: choose Word or Excel, or export fewer actions."

FONT_PACKAGE = "fontpkg_source_sans_3"
FAMILIES = ["Source Sans 3", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern"]
"""Each draws what those before it lack. All but the first are inside typst; none is the system's."""

WIDEST_LETTER = 2.0
"""Millimetres, on average over a word of wide letters."""


def write(plan: PrintedPlan) -> bytes:
    """The bytes of a .pdf file. Raises CannotExport where that takes more memory or time than it may."""
    font_package = find_spec(FONT_PACKAGE)
    request = {
        "plan": _content(plan),
        "made_at": int(cells.made_at(plan).timestamp()),
        "font_folders": list(font_package.submodule_search_locations or ()) if font_package else [],
    }
    with tempfile.TemporaryDirectory() as folder:
        return _set_in_child(json.dumps(request).encode(), folder)


def _set_in_child(request: bytes, folder: str) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=request,
            capture_output=True,
            check=False,
            cwd=folder,
            env=CHILD_ENVIRONMENT,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as slow:
        raise CannotExport(TOO_LARGE) from slow
    if done.returncode < 0:
        raise CannotExport(TOO_LARGE)
    if done.returncode:
        raise RuntimeError("typst could not set the plan")  # what it says holds the plan's own words
    return done.stdout


def _content(plan: PrintedPlan) -> dict[str, object]:
    columns = cells.columns(plan)
    return {
        "title": _text(cells.title(plan)),
        "board": _text(cells.one_line(plan.board_name)),
        "marking": _text(cells.one_line(plan.marking)),
        "lines": cells.heading_lines(plan),
        "fonts": FAMILIES,
        "brand": f"#{BRAND}",
        "rule": f"#{RULE}",
        "hairline": f"#{HAIRLINE}",
        "nothing": cells.NOTHING_YET,
        "columns": [{"heading": column.heading, "width": column.width} for column in columns],
        "groups": [_group(group, columns) for group in cells.groups(plan)],
    }


def _group(group: PrintedGroup, columns: tuple[Column, ...]) -> list[dict[str, object]]:
    return [_row("" if place else group.recommendation, row, columns) for place, row in enumerate(group.rows)]


def _row(recommendation: str, row: PrintedRow, columns: tuple[Column, ...]) -> dict[str, object]:
    return {
        "may_split": cells.may_split((recommendation, *row.cells), columns),
        "struck_through": row.struck_through,
        "recommendation": _line(recommendation, columns[0]),
        "cells": [_cell(text, row, column) for text, column in zip(row.cells, columns[1:], strict=True)],
    }


def _cell(text: str, row: PrintedRow, column: Column) -> dict[str, object]:
    """Lines that follow each other as steps become one list, the others paragraphs."""
    written = [line for line in text.split("\n") if line.strip()]
    blocks = [
        {"steps": steps, "lines": [_line(line.removeprefix(BULLET).strip(), column) for line in lines]}
        for steps, lines in groupby(written, lambda line: line.startswith(BULLET))
    ]
    fill = RAG_TINTS.get(row.rag) if column is cells.RAG else None
    return {"blocks": blocks, "fill": f"#{fill}" if fill else None}


def _line(text: str, column: Column) -> dict[str, object]:
    """A text, and from how many letters on a word of it must be let break; 0 where all words fit."""
    shown = _text(text)
    too_long = int(column.width / WIDEST_LETTER)
    fits = all(len(word) < too_long for word in shown.split())
    return {"text": shown, "too_long": 0 if fits else too_long}


def _text(text: str) -> str:
    """Without marks that show nothing but may turn or hide the words around them, such as U+202E."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
