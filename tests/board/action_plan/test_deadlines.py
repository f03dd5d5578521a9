"""A deadline is read as people write it: day first, with months, quarters, terms, and words that are no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.board.action_plan.rules.dates_in_text import find_dates
from goldenthread.board.action_plan.rules.deadlines import read_deadline
from goldenthread.board.action_plan.rules.findings import Code

READ = [
    ("30/09/15", "2015-09-30", "day"),
    ("30.9.15", "2015-09-30", "day"),
    ("30-09-2015", "2015-09-30", "day"),
    ("2015-09-30", "2015-09-30", "day"),
    ("31st October 2015", "2015-10-31", "day"),
    ("By next Board (20.10.15)", "2015-10-20", "day"),
    ("Friday 2nd Jan 2026", "2026-01-02", "day"),
    ("September 2015", "2015-09", "month"),
    ("Sept 15", "2015-09", "month"),
    ("end of March 2016", "2016-03", "month"),
    ("Complete – July 15", "2015-07", "month"),
    ("March/April 2016", "2016-04", "month"),
    ("Sept 2015 - March 2016", "2016-03", "month"),
    ("Sept '15", "2015-09", "month"),
    ("09/2015", "2015-09", "month"),
    ("By end Oct 2015", "2015-10", "month"),
    ("Monday 5th of October 2015", "2015-10-05", "day"),
    ("September 30, 2015", "2015-09-30", "day"),
    ("12-16 October 2015", "2015-10-16", "day"),
    ("w/c 12 Oct 2015", "2015-10-12", "day"),
    ("Christmas 2015", "2015-12-25", "day"),
    ("Easter 2016", "2016-03-27", "day"),
    ("42277", "2015-09-30", "day"),
    ("End Q3 15/16", "2015-12-31", "quarter"),
    ("Q4 2015/16", "2016-03-31", "quarter"),
    ("2015/16 Q2", "2015-09-30", "quarter"),
    ("Spring 2016", "2016-05-31", "quarter"),
    ("2015/16", "2016-03-31", "year"),
    ("2016", "2016", "year"),
    ("Autumn term 2015", None, "term"),
    ("Ongoing", None, "none"),
    ("TBC", None, "none"),
    ("ASAP", None, "none"),
    ("Immediate", None, "none"),
    ("", None, "none"),
    ("31 September 2015", None, "none"),
]


@pytest.mark.parametrize(("raw", "on", "precision"), READ)
def test_it_is_read_as_people_write_it(raw, on, precision):
    deadline = read_deadline(raw)
    assert (deadline.on, deadline.precision, deadline.raw) == (on, precision, raw)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("Sept 15", Code.AMBIGUOUS_DEADLINE),
        ("Ongoing", Code.OPEN_ENDED_DEADLINE),
        ("TBC", Code.OPEN_ENDED_DEADLINE),
        ("31 September 2015", Code.IMPOSSIBLE_DATE),
        ("30.02.16", Code.IMPOSSIBLE_DATE),
    ],
)
def test_a_doubt_is_said(raw, code):
    assert code in {finding.code for finding in read_deadline(raw).findings}


@pytest.mark.parametrize(
    "raw",
    [
        "Jan 2016 (was Oct 2015)",
        "Oct 2015 extended to Jan 2016",
        "Extended from Oct 2015 to Jan 2016",
        "Oct 2015→Jan 2016",
        "Oct 2015 Revised: Jan 2016",
        "Revised: Jan 2016; Oct 2015",
    ],
)
def test_a_moved_deadline_keeps_the_one_before(raw):
    deadline = read_deadline(raw)
    assert (deadline.on, deadline.revised_from) == ("2016-01", "2015-10")


def test_of_two_dates_the_latest_is_taken_and_a_doubt_said():
    deadline = read_deadline("Draft by 30.9.15, final by 31.10.15")
    assert deadline.on == "2015-10-31"
    assert [finding.code for finding in deadline.findings] == [Code.AMBIGUOUS_DEADLINE]


@pytest.mark.parametrize(
    ("raw", "near", "on"),
    [
        ("by 25 Sept", date(2015, 9, 8), "2015-09-25"),
        ("by 25 Jan", date(2015, 9, 8), "2016-01-25"),
        ("end of Sept", date(2015, 9, 8), "2015-09"),
        ("Q1", date(2016, 2, 1), "2015-06-30"),
        ("by Christmas", date(2015, 9, 8), "2015-12-25"),
        ("by Easter", date(2015, 9, 8), "2016-03-27"),
    ],
)
def test_a_date_without_a_year_takes_that_of_the_plan_and_a_doubt_is_said(raw, near, on):
    deadline = read_deadline(raw, near=near)
    assert deadline.on == on
    assert Code.AMBIGUOUS_DEADLINE in {finding.code for finding in deadline.findings}
    assert read_deadline(raw).on is None


def test_a_week_ends_seven_days_on():
    assert read_deadline("w/c 12 Oct 2015").last_day == date(2015, 10, 18)


@pytest.mark.parametrize(
    "raw", ["To be completed by Oct 2015", "Not complete Oct 2015", "For completion Oct 2015"]
)
def test_what_is_still_to_be_done_is_not_done(raw):
    assert not read_deadline(raw).completed


def test_a_number_of_agencies_is_no_year():
    assert find_dates("in July 12 agencies replied") == ()
    assert [mention.text for mention in find_dates("Agreed July 12 and sent 1.8.12")] == ["July 12", "1.8.12"]


def test_a_term_is_known_by_its_days_although_no_one_day_is_named():
    deadline = read_deadline("Autumn term 2015")
    assert deadline.first_day is not None
    assert deadline.last_day is not None
    assert date(2015, 9, 1) <= deadline.last_day <= date(2015, 12, 31)


def test_a_done_deadline_says_so():
    assert read_deadline("Complete – July 15").completed


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d.%m.%y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"])
@given(day=st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_every_day_is_read_back_whatever_its_form(form, day):
    deadline = read_deadline(day.strftime(form))
    assert (deadline.first_day, deadline.last_day, deadline.precision) == (day, day, "day")


@given(day=st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_a_month_lasts_from_its_first_to_its_last_day(day):
    deadline = read_deadline(f"{day:%B %Y}")
    assert deadline.first_day == day.replace(day=1)
    assert deadline.first_day <= day <= deadline.last_day
    assert deadline.last_day.month == day.month


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_its_words_are_kept(text):
    deadline = read_deadline(text)
    assert (deadline.first_day is None) == (deadline.last_day is None)
    assert deadline.on is None or deadline.last_day is not None
