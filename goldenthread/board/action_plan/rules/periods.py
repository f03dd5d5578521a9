"""Stretches of days as plans name them: a day, a month, a quarter, a school term, a year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, and how exactly the plan named them."""

    on: str | None
    """As ISO 8601 prints it: "2015-09-30", "2015-09" or "2015"; None for a term, whose days each council sets."""
    precision: Precision
    first_day: date
    last_day: date


# (first month, last month) within one calendar year.
# A term's end moves with Easter: its last month is the latest in which it can end.
_TERMS = {"autumn": (9, 12), "spring": (1, 4), "summer": (4, 7)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}


def last_day_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def day(year: int, month: int, number: int) -> Period:
    """One day. Raises ValueError where the calendar has no such day."""
    on = date(year, month, number)
    return Period(on.isoformat(), Precision.DAY, on, on)


def days(first: Period, last: Period) -> Period:
    """From the first day of one period to the last day of another, named by the later one."""
    return Period(last.on, last.precision, min(first.first_day, last.first_day), last.last_day)


def week_from(start: Period) -> Period:
    return Period(start.on, start.precision, start.first_day, start.last_day + timedelta(days=6))


def month(year: int, number: int) -> Period:
    return Period(f"{year:04}-{number:02}", Precision.MONTH, date(year, number, 1), last_day_of(year, number))


def _months(year: int, first: int, last: int, precision: Precision) -> Period:
    end = last_day_of(year, last)
    on = None if precision is Precision.TERM else end.isoformat()
    return Period(on, precision, date(year, first, 1), end)


def financial_quarter(start_year: int, quarter: int) -> Period:
    """A quarter of the financial year that begins on 1 April of the start year."""
    first = 3 * quarter + 1
    if first > 12:
        return _months(start_year + 1, first - 12, first - 10, Precision.QUARTER)
    return _months(start_year, first, first + 2, Precision.QUARTER)


def term(year: int, name: str) -> Period:
    """The school term of that name within a calendar year."""
    return _months(year, *_TERMS[name], Precision.TERM)


def season(year: int, name: str) -> Period:
    """Three months; winter is the one that begins in December of the year."""
    if name == "winter":
        end = last_day_of(year + 1, 2)
        return Period(end.isoformat(), Precision.QUARTER, date(year, 12, 1), end)
    return _months(year, *_SEASONS[name], Precision.QUARTER)


def calendar_year(year: int) -> Period:
    return Period(str(year), Precision.YEAR, date(year, 1, 1), date(year, 12, 31))


def financial_year(start_year: int) -> Period:
    end = date(start_year + 1, 3, 31)
    return Period(end.isoformat(), Precision.YEAR, date(start_year, 4, 1), end)


def easter(year: int) -> Period:
    """Easter Sunday of the Gregorian calendar, after Gauss in the form of Meeus, Jones and Butcher."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * weekday) // 451
    month_number, day_before = divmod(moon + weekday - 7 * shift + 114, 31)
    return day(year, month_number, day_before + 1)
