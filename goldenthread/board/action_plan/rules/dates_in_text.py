"""Finds the dates that a text mentions, as British plans write them: the day comes first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.board.action_plan.rules import periods
from goldenthread.board.action_plan.rules.periods import Period


class Doubt(StrEnum):
    """Why a date that was found may not be what its writer meant."""

    DAY_OR_YEAR = "day or year"
    IMPOSSIBLE = "impossible"
    NO_YEAR = "no year"
    YEAR_ASSUMED = "year assumed"
    SEASON = "season"
    CALENDAR_OR_FINANCIAL = "calendar or financial"


@dataclass(frozen=True, slots=True)
class Mention:
    """One date in a text, and where it stands there."""

    start: int
    end: int
    text: str
    period: Period | None
    """None where the calendar has no such day, or the year is not known."""
    doubt: Doubt | None = None


MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# "in July 12 agencies replied": two digits before a word in small letters are a number, not a year.
_NOT_A_NUMBER = r"(?! (?-i:(?!and|to|or|then|by|at|with|for|but|as|when|until|if|is|was)[a-z]))"
_YEAR = rf"(?:(?:19|20)\d\d|['’]?\d\d{_NOT_A_NUMBER})(?!\d|[./]\d)"
_GAP = r"[ ,\-–/]{0,3}"

_Dated = tuple[Period | None, Doubt | None]
_Match = re.Match[str]


def _year(text: str) -> int:
    digits = text.lstrip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month_number(text: str) -> int:
    return MONTHS[text[:3].lower()]


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _real(year: int, month: int, day: int, doubt: Doubt | None = None) -> _Dated:
    try:
        return periods.day(year, month, day), doubt
    except ValueError:
        return None, Doubt.IMPOSSIBLE


def _nearest_year(near: date, month: int) -> int:
    """The year that puts a month closest to a known day; a plan looks forward, so ties go later."""
    distance = month - near.month
    if distance < -6:
        return near.year + 1
    return near.year - 1 if distance > 6 else near.year


def _numeric_day(found: _Match, _near: date | None) -> _Dated:
    return _real(_year(found["year"]), int(found["month"]), int(found["day"]))


def _named_day(found: _Match, near: date | None) -> _Dated:
    month, day = _month_number(found["month"]), _day_number(found["day"])
    if found["year"]:
        return _real(_year(found["year"]), month, day)
    if near is None:
        return None, Doubt.NO_YEAR
    return _real(_nearest_year(near, month), month, day, Doubt.YEAR_ASSUMED)


def _day_range(found: _Match, _near: date | None) -> _Dated:
    year, month = _year(found["year"]), _month_number(found["month"])
    first, _ = _real(year, month, _day_number(found["first"]))
    last, doubt = _real(year, month, _day_number(found["last"]))
    return (periods.days(first, last), doubt) if first and last else (None, Doubt.IMPOSSIBLE)


def _month_range(found: _Match, _near: date | None) -> _Dated:
    year, last = _year(found["year"]), _month_number(found["last"])
    first = _month_number(found["first"])
    start = periods.month(year - 1 if first > last else year, first)
    return periods.days(start, periods.month(year, last)), None


def _month_year(found: _Match, _near: date | None) -> _Dated:
    could_be_a_day = found["year"].isdigit() and len(found["year"]) == 2 and 1 <= int(found["year"]) <= 31
    period = periods.month(_year(found["year"]), _month_number(found["month"]))
    return period, Doubt.DAY_OR_YEAR if could_be_a_day else None


def _month_alone(found: _Match, near: date | None) -> _Dated:
    if near is None:
        return None, Doubt.NO_YEAR
    month = _month_number(found["month"])
    return periods.month(_nearest_year(near, month), month), Doubt.YEAR_ASSUMED


def _numeric_month(found: _Match, _near: date | None) -> _Dated:
    return periods.month(int(found["year"]), int(found["month"])), None


def _quarter(found: _Match, near: date | None) -> _Dated:
    quarter = int(found["quarter"])
    if found["next"]:
        return periods.financial_quarter(_year(found["year"]), quarter), None
    if found["year"]:
        return periods.financial_quarter(_year(found["year"]), quarter), Doubt.CALENDAR_OR_FINANCIAL
    if near is None:
        return None, Doubt.NO_YEAR
    start = near.year if near.month > 3 else near.year - 1
    return periods.financial_quarter(start, quarter), Doubt.YEAR_ASSUMED


def _term(found: _Match, near: date | None) -> _Dated:
    name = found["name"].lower()
    if found["year"]:
        later = 1 if found["next"] and name != "autumn" else 0
        return periods.term(_year(found["year"]) + later, name), None
    if near is None:
        return None, Doubt.NO_YEAR
    this_year = periods.term(near.year, name)
    if this_year.last_day >= near:
        return this_year, Doubt.YEAR_ASSUMED
    return periods.term(near.year + 1, name), Doubt.YEAR_ASSUMED


def _season(found: _Match, _near: date | None) -> _Dated:
    return periods.season(_year(found["year"]), found["name"].lower()), Doubt.SEASON


def _feast(found: _Match, near: date | None) -> _Dated:
    doubt = None if found["year"] else Doubt.YEAR_ASSUMED
    if not found["year"] and near is None:
        return None, Doubt.NO_YEAR
    year = _year(found["year"]) if found["year"] else near.year if near else 0
    if found["name"].lower() != "easter":
        return periods.day(year, 12, 25), doubt
    this_year = periods.easter(year)
    return (periods.easter(year + 1) if near and doubt and this_year.last_day < near else this_year), doubt


def _financial_year(found: _Match, _near: date | None) -> _Dated:
    year, following = _year(found["year"]), _year(found["next"])
    return (periods.financial_year(year) if following == year + 1 else periods.calendar_year(following)), None


def _calendar_year(found: _Match, _near: date | None) -> _Dated:
    return periods.calendar_year(int(found["year"])), None


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


def _holds(*words: str) -> Callable[[str], bool]:
    """A quick look whether any of the words stands in a text in small letters."""
    return lambda text: any(word in text for word in words)


_A_MONTH, _A_YEAR, _A_SEASON = _holds(*MONTHS), _holds("20"), _holds("spring", "summer", "autumn", "winter")
_A_QUARTER, _A_TERM, _A_FEAST = _holds("q"), _holds(" term"), _holds("christmas", "xmas", "easter")
_A_MARK = _holds("/", ".", "-")
_THIS_CENTURY = r"20\d\d"
_NEXT = r" ?[/–-] ?(?P<next>20\d\d|\d\d)"

# Tried in this order; what one has claimed the next cannot read again.
_PATTERNS: tuple[
    tuple[Callable[[str], bool], re.Pattern[str], Callable[[_Match, date | None], _Dated]], ...
] = (
    (_A_MARK, _pattern(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"), _numeric_day),
    (
        _A_MARK,
        _pattern(
            r"(?<![\d./-])(?P<day>\d{1,2}) ?(?P<mark>[./-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?",
            r"(?P<year>(?:19|20)\d\d|\d\d)(?!\d|[./-]\d)",
        ),
        _numeric_day,
    ),
    (
        _A_MONTH,
        _pattern(
            rf"(?<!\d)(?P<first>{_DAY}) ?(?:-|–|to|and|&|/) ?(?P<last>{_DAY}) (?:of )?",
            rf"(?P<month>{_MONTH}){_GAP}(?P<year>{_YEAR})",
        ),
        _day_range,
    ),
    (
        _A_MONTH,
        _pattern(rf"(?<![\d.])(?P<day>{_DAY})(?: of)?[ -]?(?P<month>{_MONTH})(?:{_GAP}(?P<year>{_YEAR}))?"),
        _named_day,
    ),
    (_A_MONTH, _pattern(rf"\b(?P<month>{_MONTH}) (?P<day>{_DAY}),? (?P<year>20\d\d)(?!\d)"), _named_day),
    (
        _A_MONTH,
        _pattern(rf"\b(?P<first>{_MONTH}) ?(?:/|-|–|to|and|&|or) ?(?P<last>{_MONTH}){_GAP}(?P<year>{_YEAR})"),
        _month_range,
    ),
    (_A_MONTH, _pattern(rf"\b(?P<month>{_MONTH}){_GAP}(?P<year>{_YEAR})"), _month_year),
    (_A_MARK, _pattern(r"(?<![\d./-])(?P<month>0?[1-9]|1[0-2])[/.](?P<year>20\d\d)(?!\d)"), _numeric_month),
    (_A_MARK, _pattern(r"(?<![\d./-])(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d-])"), _numeric_month),
    (
        _A_QUARTER,
        _pattern(rf"\b(?P<year>{_THIS_CENTURY}){_NEXT},? ?(?:q|quarter |qtr )(?P<quarter>[1-4])\b"),
        _quarter,
    ),
    (
        _A_QUARTER,
        _pattern(
            r"\b(?:q|quarter ?|qtr ?)(?P<quarter>[1-4])\b",
            rf"(?:[ ,(]{{0,2}}(?:of )?(?:fy ?)?(?P<year>20\d\d|\d\d)(?:{_NEXT})?(?!\d))?",
        ),
        _quarter,
    ),
    (
        _A_TERM,
        _pattern(
            r"\b(?P<name>autumn|spring|summer)(?: half)? term",
            rf"(?:,? (?:of |in )?(?P<year>{_THIS_CENTURY})(?:{_NEXT})?)?",
        ),
        _term,
    ),
    (_A_SEASON, _pattern(r"\b(?P<name>spring|summer|autumn|winter),? (?:of )?(?P<year>20\d\d)"), _season),
    (_A_FEAST, _pattern(r"\b(?P<name>christmas|xmas|easter)\b(?:,? (?P<year>20\d\d))?"), _feast),
    (_A_YEAR, _pattern(rf"(?<![\d/.-])(?P<year>{_THIS_CENTURY}){_NEXT}(?![\d/.-])"), _financial_year),
    (_A_YEAR, _pattern(r"(?<![\d/.£-])(?P<year>20[0-4]\d)(?![\d/,-]|\.\d)"), _calendar_year),
)
_YEARLESS_MONTH = _pattern(rf"\b(?P<month>{_MONTH})")
_MAY_HOLD_A_DATE = _pattern(r"\d|christmas|xmas|easter| term")
_WEEK = _pattern(r"(?:\bw/?[cb]|\bweek (?:commencing|beginning|starting|of))\W{0,3}$")


def find_dates(text: str, *, near: date | None = None) -> tuple[Mention, ...]:
    """Every date in the text, in order. One without a year takes the year nearest to `near`, with a doubt."""
    if not _MAY_HOLD_A_DATE.search(text):
        return ()
    small = text.lower()
    found: list[Mention] = []
    for may_stand_in, pattern, read in _PATTERNS:
        if may_stand_in(small):
            for match in pattern.finditer(text):
                if not any(match.start() < other.end and other.start < match.end() for other in found):
                    found.append(_mention(text, match, read(match, near)))
    return tuple(sorted(found, key=lambda mention: mention.start))


def find_months_without_year(text: str, *, near: date | None = None) -> Iterator[Mention]:
    """Months named alone ("by end of Sept"). Only a deadline is short enough for this to be safe."""
    return (_mention(text, match, _month_alone(match, near)) for match in _YEARLESS_MONTH.finditer(text))


def _mention(text: str, match: _Match, dated: _Dated) -> Mention:
    period, doubt = dated
    if period and _WEEK.search(text, 0, match.start()):
        period = periods.week_from(period)
    return Mention(match.start(), match.end(), match[0].strip(), period, doubt)
