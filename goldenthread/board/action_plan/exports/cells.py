"""The words of the printed table: the same columns, cells and lines of text in every file format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from goldenthread.board.action_plan.exports.printed import PrintedAction, PrintedPlan, PrintedRecommendation

LOCAL_TIME = ZoneInfo("Europe/London")
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""What a plan without any date is stamped with: PDF/A must have a date, and Excel would take the clock's."""

LINE_END = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BULLET = "\u2022"

MILLIMETRES_PER_LETTER = 1.8
"""At the size plans are printed in, with some room."""
MOST_LINES_KEPT_TOGETHER = 30
"""Of a row: kept whole, a longer one would leave a page half empty or not fit on any."""

DESCRIPTION = (
    "Each row is one action under the recommendation it answers, with its lead, progress and deadline."
)
NOTHING_YET = "This plan holds no recommendations yet."


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    meaning: str
    width: float
    """In millimetres on A4 landscape."""


RAG = Column("RAG", "The board's rating, as a word.", 21)
FIVE = (
    Column("Recommendation", "The recommendation's number, where it has one, and its words.", 54),
    Column("Action", f"What is to be done. Its steps follow it, one on each line, after a {BULLET}.", 76),
    Column("Lead", "The posts or bodies answerable for the action, divided by /.", 39),
    Column("Progress", "Notes of progress in order of date, one on each line.", 68),
    Column("Deadline", "The deadline in the words the board gave it.", 30),
)
EIGHT = (
    *(
        Column(column.heading, column.meaning, width)
        for column, width in zip(FIVE, (41, 57, 30, 50, 24), strict=True)
    ),
    Column("Status", "How far the action has come.", 24),
    RAG,
    Column("Ticks", "Which of claimed, seen, verified and worked have been ticked.", 20),
)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One action: the text of every cell to the right of its recommendation."""

    cells: tuple[str, ...]
    rag: str = ""
    struck_through: bool = False


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """One recommendation and its rows; at least one row, blank where it has no action.

    On paper its words stand in the first row only: a cell merged over all rows is cut where a page ends.
    """

    recommendation: str
    rows: tuple[PrintedRow, ...]


def columns(plan: PrintedPlan) -> tuple[Column, ...]:
    """The board's own five, and the three of status where they are asked for."""
    return EIGHT if plan.with_status else FIVE


def groups(plan: PrintedPlan) -> Iterator[PrintedGroup]:
    """The table of the plan, a recommendation at a time."""
    for recommendation in plan.recommendations:
        rows = tuple(_row(action, with_status=plan.with_status) for action in recommendation.actions)
        yield PrintedGroup(_numbered(recommendation), rows or (PrintedRow(("",) * (len(columns(plan)) - 1)),))


def lines_needed(text: str, column: Column) -> int:
    """How many lines the text takes in its column, roughly and rather too many."""
    return sum(1 + int(len(line) * MILLIMETRES_PER_LETTER // column.width) for line in text.split("\n"))


def may_split(texts: tuple[str, ...], plan_columns: tuple[Column, ...]) -> bool:
    """Whether a row with these cells is so tall that it may break over two pages."""
    return max(map(lines_needed, texts, plan_columns)) > MOST_LINES_KEPT_TOGETHER


def title(plan: PrintedPlan) -> str:
    """The plan's title; accessible files must not be without one."""
    return one_line(plan.title) or "Action plan"


def heading_lines(plan: PrintedPlan) -> tuple[str, ...]:
    """What stands between the title and the table: when the plan was updated, and when it stood so."""
    lines = []
    if plan.updated_on:
        day = plan.updated_on
        lines.append(f"Updated {day.day}{_ordinal(day.day)} {day:%B} {day.year}")
    if plan.as_at:
        lines.append(f"As it stood {_in_words(plan.as_at.astimezone(LOCAL_TIME))}")
    return tuple(lines)


def day_shown(plan: PrintedPlan) -> date | None:
    """The day whose plan this is, in London."""
    return plan.as_at.astimezone(LOCAL_TIME).date() if plan.as_at else plan.updated_on


def made_at(plan: PrintedPlan) -> datetime:
    """The moment written into the file as that of its making; never the clock's, so that bytes repeat."""
    if plan.as_at:
        return plan.as_at.astimezone(UTC)
    return datetime.combine(plan.updated_on, time(), UTC) if plan.updated_on else EARLIEST


def printable(text: str) -> str:
    """The text without what no document may hold; every kind of line end becomes one newline."""
    return UNPRINTABLE.sub("", LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """The text on one line: a second line of an action would read as a second action."""
    return " ".join(line.strip() for line in printable(text).split("\n")).strip()


def _numbered(recommendation: PrintedRecommendation) -> str:
    number = one_line(recommendation.ref or "")
    text = one_line(recommendation.text)
    return f"{number}. {text}" if number else text


def _row(action: PrintedAction, *, with_status: bool) -> PrintedRow:
    five = (
        "\n".join(_text_and_steps(action)),
        one_line(action.lead),
        "\n".join(printable(note).strip() for note in action.progress),
        one_line(action.deadline),
    )
    status = (one_line(action.status), one_line(action.rag_word), one_line(action.ticks))
    return PrintedRow(five + status if with_status else five, action.rag, action.struck_through)


def _text_and_steps(action: PrintedAction) -> list[str]:
    """The action's text, then its steps, each on a line of its own.

    The text of an imported action ends with the words of its steps; they are not printed twice.
    """
    text = one_line(action.text)
    lines: list[str] = []
    for step in filter(None, map(one_line, reversed(action.sub_tasks))):
        before = text.removesuffix(step)
        mark = f"{BULLET} "
        if before and before != text and before[-1] in mark:
            mark = BULLET if before.endswith(BULLET) else mark
            text = before.rstrip(f"{BULLET} ")
        lines.insert(0, mark + step)
    return [text, *lines]


def _in_words(moment: datetime) -> str:
    """ "on 4 September 2015 at 9:05am"."""
    half = "am" if moment.hour < 12 else "pm"
    return f"on {moment.day} {moment:%B} {moment.year} at {moment.hour % 12 or 12}:{moment:%M}{half}"


def _ordinal(day: int) -> str:
    if day in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
