"""Which moment a date means, and what may be asked of the past. No clock and no database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class NotAMoment(ValueError):
    """The text names no date or moment. The message is a sentence for the person."""


def moment_of(text: str, *, now: datetime) -> datetime:
    """The moment that "2015-09-04" (the end of that day in London) or "2015-09-04T10:30" names, in UTC.

    A moment still to come is taken as now. Raises NotAMoment.
    """
    text = text.strip()
    try:
        moment = _end_of_day(date.fromisoformat(text)) if len(text) <= 10 else datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=LONDON)
        return min(moment.astimezone(UTC), now)
    except (ValueError, OverflowError):
        raise NotAMoment("Enter the date to look back to like 2015-09-04.") from None


def _end_of_day(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), LONDON) - timedelta(microseconds=1)
