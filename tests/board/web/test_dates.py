"""A day may be typed as people here write it."""

from datetime import date

import pytest
from django import forms

from goldenthread.board.web.dates import day_of
from goldenthread.board.web.forms import UKDateField

WRITTEN = [
    "31 10 2026",
    "31/10/2026",
    "31.10.26",
    "31-10-2026",
    "2026-10-31",
    "31 October 2026",
    "31 oct 26",
    "31st October 2026",
    " 31 10 2026 ",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_it_is_understood(text):
    assert day_of(text) == date(2026, 10, 31)


def test_the_day_comes_first():
    assert day_of("3 4 2026") == date(2026, 4, 3)


@pytest.mark.parametrize(
    "text", ["", "31 2 2026", "10 31 2026", "Sept 2015", "31 Marble 2026", "ongoing", "1 2", "٣ 4 2026x"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r"not a|out of range|must be in"):
        day_of(text)


def test_the_field_says_what_a_day_looks_like():
    field = UKDateField(label="Deadline")
    assert field.clean("30 9 2026") == date(2026, 9, 30)
    with pytest.raises(forms.ValidationError, match="Deadline must be a real date, like 31 10 2026"):
        field.clean("soon")


def test_the_field_shows_the_day_as_it_is_typed():
    html = type("Move", (forms.Form,), {"on": UKDateField()})(initial={"on": date(2026, 4, 3)})[
        "on"
    ].as_widget()
    assert 'value="3 4 2026"' in html
    assert 'data-module="moj-date-picker"' in html
