"""A list keeps its filters and order in the address."""

from django import forms
from django.http import QueryDict

from goldenthread.board.web.forms import Form
from goldenthread.board.web.listing import Chip, chips, ordering, page_of


class Filters(Form):
    words = forms.CharField(required=False)
    status = forms.MultipleChoiceField(choices=[("a", "Agreed"), ("b", "Begun")], required=False)
    stale = forms.BooleanField(label="No update in 30 days", required=False)


def chips_of(query):
    return chips(Filters(QueryDict(query)), QueryDict(query))


def test_each_filter_can_be_taken_off_alone():
    assert chips_of("status=a&status=b&page=3&as_at=2015-09-04") == [
        Chip("Status: Agreed", "?status=b&as_at=2015-09-04"),
        Chip("Status: Begun", "?status=a&as_at=2015-09-04"),
    ]


def test_a_box_that_is_ticked_reads_as_yes():
    assert chips_of("stale=on") == [Chip("No update in 30 days: yes", "?")]


def test_a_filter_that_means_nothing_has_no_chip():
    assert chips_of("status=zzz&words=") == []


def test_only_the_columns_allowed_can_be_sorted_by():
    allowed = {"ref", "lead"}
    assert ordering(QueryDict("sort=-lead"), allowed, "ref") == "-lead"
    assert ordering(QueryDict("sort=password"), allowed, "ref") == "ref"
    assert ordering(QueryDict("sort=--lead"), allowed, "ref") == "ref"
    assert ordering(QueryDict(""), allowed, "ref") == "ref"


def test_a_page_that_does_not_exist_is_the_nearest_one():
    rows = list(range(120))
    assert list(page_of(rows, QueryDict("page=3"))) == rows[100:]
    assert page_of(rows, QueryDict("page=99")).number == 3
    assert page_of(rows, QueryDict("page=x")).number == 1
