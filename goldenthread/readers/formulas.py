"""Text that a spreadsheet would run as a formula when it opens a CSV file, and the apostrophe that stops it.

Writers of CSV call `defused`, the reader of CSV calls `restored`; restored(defused(text)) == text, always.
"""

from __future__ import annotations

import re

FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\ufeff\u200b-\u200f]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Begins like a formula (also in full-width signs or after blanks), or like one already defused."""

NEGATIVE_NUMBER = re.compile(r"-\d+(?:\.\d+)?")


def defused(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet could run it; negative numbers stay numbers."""
    return f"'{text}" if _could_run(text) else text


def restored(text: str) -> str:
    """The text before `defused`; other writers of CSV use the same apostrophe."""
    return text[1:] if text.startswith("'") and _could_run(text[1:]) else text


def _could_run(text: str) -> bool:
    return bool(FORMULA.match(text)) and not NEGATIVE_NUMBER.fullmatch(text)
