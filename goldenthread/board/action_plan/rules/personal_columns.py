"""Tells a table about children from a plan: such a file is sent back before anything of it is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_HEADING = re.compile(
    r"(?:(?:child|children|young person|yp|pupil|patient|sibling|subject)(?:['’]?s['’]?)?\W+(?:full\W+)?"
    r"(?:name|initials|forename|surname|dob|date of birth)"
    r"|names? of (?:the )?(?:child|children|young person|pupil|patient)|forenames?|surname"
    r"|d\.?\s?o\.?\s?b\.?|date of birth|nhs (?:no|number|num)\.?|upn|unique pupil number)",
    re.IGNORECASE,
)
_NHS_NUMBER = re.compile(r"(\d{3})([ -]?)(\d{3})\2(\d{4})")
_ENOUGH = 2
_HEADING_ROWS = 15


def personal_columns(rows: Iterable[Sequence[tuple[int, str]]]) -> dict[int, str]:
    """Columns (from 0) that seem to hold children's names, NHS numbers or dates of birth: their headings.

    `rows` gives for each row its cells as (column, text). Headings are looked for at the top; NHS numbers by
    their check digit, anywhere.
    """
    found: dict[int, str] = {}
    numbers: Counter[int] = Counter()
    for place, row in enumerate(rows):
        for column, text in row:
            bare = " ".join(text.split()).strip(" :*()")
            if place < _HEADING_ROWS and _HEADING.fullmatch(bare):
                found.setdefault(column, bare)
            elif is_nhs_number(bare):
                numbers[column] += 1
    counted = {column: "NHS numbers" for column, count in numbers.items() if count >= _ENOUGH}
    return counted | found


def is_nhs_number(text: str) -> bool:
    """Whether a whole cell is an NHS number: ten digits, the last of which checks the others (modulus 11)."""
    if not (match := _NHS_NUMBER.fullmatch(text)):
        return False
    digits = [int(digit) for digit in match[1] + match[3] + match[4]]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def letter(column: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def refusal(columns: dict[int, str]) -> str:
    """The sentence with which such a file is sent back."""
    letters = [letter(column) for column in sorted(columns)]
    named = letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"
    word = "column" if len(letters) == 1 else "columns"
    return (
        "This file seems to hold children's names, NHS numbers or dates of birth. "
        f"Remove {word} {named} and send it again. Nothing of it was kept."
    )
