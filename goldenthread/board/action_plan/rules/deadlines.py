"""Reads what a deadline cell says: a day, a month, a quarter, a moved date, or no date at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from goldenthread.board.action_plan.rules.dates_in_text import (
    Doubt,
    Mention,
    find_dates,
    find_months_without_year,
)
from goldenthread.board.action_plan.rules.findings import Code, Finding
from goldenthread.board.action_plan.rules.periods import Period, Precision, day, days


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a deadline cell says, and what could be understood of it."""

    raw: str = ""
    on: str | None = None
    """ISO 8601 as exactly as the plan gives it ("2015-09-30", "2015-09"); a quarter's or school year's last day;
    None for a term and where there is no date."""
    precision: Precision = Precision.NONE
    first_day: date | None = None
    last_day: date | None = None
    """The action is overdue only after this day."""
    revised_from: str | None = None
    """The deadline before it was moved, as ISO 8601."""
    completed: bool = False
    """The cell itself says that the action is done."""
    findings: tuple[Finding, ...] = ()
    """With an empty place: whoever knows where the cell stands fills it in."""


NO_DEADLINE = Deadline()

_EARLIER = re.compile(
    r"\b(?:was|previously|formerly|originally|original|old|prev\.?)\W*(?:\w+\W+){0,2}$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom\W*$", re.IGNORECASE)
_NEWER = re.compile(
    r"(?:\b(?:extended|revised|moved|slipped|deferred|delayed|put back|amended|changed|rescheduled|now|new)\b[^.]*"
    r"|→|->|=>)\W*$",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:-|–|—|to|until|till|through)\s*", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:completed?|done|achieved|closed|finished|concluded|actioned|signed off)\b", re.IGNORECASE
)
_NOT_DONE = re.compile(
    r"\b(?:to be|be|not|for|yet|in|by|until|when|once|partially|partly|nearly|if) $", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:on-?going|continu(?:ous|al|ing)|rolling|t\.?b\.?[cad]|to be (?:confirmed|agreed|advised|determined)|asap)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:immediate(?:ly)?|urgent|(?:bi-?)?(?:monthly|annual(?:ly)?)|quarterly|complete[d]?)\b", re.I
)
_LONGEST_WITHOUT_DATE, _LONGEST_WITH_DATE = 25, 50
_SERIAL = re.compile(r"[345]\d{4}(?:\.0+)?")
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar, counting its 29 February 1900


@lru_cache(maxsize=2048)
def read_deadline(raw: str, *, near: date | None = None) -> Deadline:
    """What a deadline cell says. `near` (the plan's own date) settles the year of "by 25 Sept", with a finding."""
    text = re.sub(r"[ \t\xa0]+", " ", raw).strip()
    shown = " ".join(text.split())
    if not text:
        return NO_DEADLINE
    if _SERIAL.fullmatch(text):
        return _dated(shown, _day_of_serial(text), revised_from=None, completed=False, findings=[])
    mentions = find_dates(text, near=near) or tuple(find_months_without_year(text, near=near))
    return _from_mentions(text, shown, mentions)


def _from_mentions(text: str, shown: str, mentions: Sequence[Mention]) -> Deadline:
    findings = [_impossible(mention) for mention in mentions if mention.doubt is Doubt.IMPOSSIBLE]
    known = [mention for mention in mentions if mention.period]
    completed = _says_done(text)
    if not known:
        findings = findings or [_no_date(shown, mentions)]
        return Deadline(shown, completed=completed, findings=() if completed else tuple(findings))
    current, earlier, period = _settle(text, known, findings)
    findings.extend(_doubts(shown, [current]))
    if _OPEN.search(text):
        findings.append(_open_ended(shown))
    return _dated(shown, period, revised_from=earlier, completed=completed, findings=findings)


def _settle(text: str, known: list[Mention], findings: list[Finding]) -> tuple[Mention, str | None, Period]:
    """Which of the dates is the deadline now, which was it before, and which days it covers."""
    cues = [text[before.end if before else 0 : mention.start] for before, mention in _with_before(known)]
    earlier = [mention for mention, cue in zip(known, cues, strict=True) if _is_earlier(cue, len(known))]
    standing = [mention for mention in known if mention not in earlier]
    newer = [m for m, cue in zip(known, cues, strict=True) if m in standing and _NEWER.search(cue)]
    if newer:
        earlier = [mention for mention in known if mention is not newer[-1]]
        standing = [newer[-1]]
    current = (standing or known)[-1]
    before = (_period(earlier[-1]).on if earlier and earlier[-1] is not current else None) or None
    return current, before, _covered(text, standing or [current], findings)


def _is_earlier(cue: str, dates: int) -> bool:
    return bool(_EARLIER.search(cue) or (dates > 1 and _FROM.search(cue)))


def _with_before(known: list[Mention]) -> list[tuple[Mention | None, Mention]]:
    return list(zip([None, *known], known, strict=False))


def _covered(text: str, standing: list[Mention], findings: list[Finding]) -> Period:
    latest = max((_period(mention) for mention in standing), key=lambda period: period.last_day)
    if len({_period(mention) for mention in standing}) == 1:
        return latest
    if len(standing) == 2 and _TO.fullmatch(text[standing[0].end : standing[1].start]):
        return days(_period(standing[0]), _period(standing[1]))
    names = " and ".join(f"“{mention.text}”" for mention in standing)
    findings.append(
        _about(
            Code.AMBIGUOUS_DEADLINE,
            f"The deadline names {names}. We took the latest; check which one counts.",
        )
    )
    return latest


def _period(mention: Mention) -> Period:
    if mention.period is None:
        raise ValueError("a mention without a period was not filtered out")
    return mention.period


def _dated(
    raw: str, period: Period, *, revised_from: str | None, completed: bool, findings: list[Finding]
) -> Deadline:
    return Deadline(
        raw,
        period.on,
        period.precision,
        period.first_day,
        period.last_day,
        revised_from,
        completed,
        tuple(findings),
    )


def _day_of_serial(text: str) -> Period:
    on = _EPOCH + timedelta(days=int(float(text)))
    return day(on.year, on.month, on.day)


def _says_done(text: str) -> bool:
    return any(not _NOT_DONE.search(text, 0, done.start()) for done in _DONE.finditer(text))


def _about(code: Code, message: str) -> Finding:
    return Finding(code, "", message)


def _impossible(mention: Mention) -> Finding:
    return _about(
        Code.IMPOSSIBLE_DATE,
        f"“{mention.text}” is not a date in the calendar. Enter the date that was meant.",
    )


def _open_ended(shown: str) -> Finding:
    return _about(
        Code.OPEN_ENDED_DEADLINE,
        f"The deadline “{shown}” has no end. Enter a date, or the date of the next review.",
    )


def _no_date(shown: str, mentions: Sequence[Mention]) -> Finding:
    if any(mention.doubt is Doubt.NO_YEAR for mention in mentions):
        return _about(Code.AMBIGUOUS_DEADLINE, f"The deadline “{shown}” has no year. Enter the whole date.")
    return _open_ended(shown)


_EXPLAINED = {
    Doubt.DAY_OR_YEAR: "could be a month of 20{digits} or day {digits} of a month. We took the month",
    Doubt.YEAR_ASSUMED: "has no year. We took the year nearest to the plan's own date",
    Doubt.SEASON: "is a season. We took its last day",
    Doubt.CALENDAR_OR_FINANCIAL: "could be a quarter of the calendar year. We took the financial year",
}


def _doubts(shown: str, mentions: list[Mention]) -> list[Finding]:
    return [
        _about(
            Code.AMBIGUOUS_DEADLINE,
            f"“{shown}” {_EXPLAINED[mention.doubt].format(digits=mention.text[-2:])}; check it.",
        )
        for mention in mentions
        if mention.doubt in _EXPLAINED
    ]


def reads_as_deadline(text: str) -> bool:
    """Whether a cell looks like a deadline: short, and a date or a common word for having none."""
    if len(text) <= _LONGEST_WITHOUT_DATE and (_OPEN.search(text) or _VAGUE.search(text)):
        return True
    if len(text) > _LONGEST_WITH_DATE:
        return False
    deadline = read_deadline(text)
    return bool(deadline.last_day) or any(
        finding.code is not Code.OPEN_ENDED_DEADLINE for finding in deadline.findings
    )
