"""What the gallery shows: made-up values, and one form that has been filled in badly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator

from goldenthread.board.web.forms import Form, UKDateField
from goldenthread.board.web.listing import Chip
from goldenthread.board.web.notices import Notice

RAGS = ("red", "amber-red", "amber", "amber-green", "green", "blue", "none")
COLOURS = ("grey", "blue", "teal", "green", "yellow", "orange", "red", "purple", "magenta")
LEADS = [("", "Choose a lead"), ("1", "Business manager"), ("2", "Head of safeguarding, health trust")]
STATUSES = [("agreed", "Agreed"), ("in_progress", "In progress"), ("awaiting", "Waiting for evidence")]


class GalleryForm(Form):
    """One field of each kind."""

    title = forms.CharField(label="Action", help_text="Say what will be done, in one sentence.")
    note = forms.CharField(label="What changed", widget=forms.Textarea(attrs={"rows": 4, "data-draft": True}))
    lead = forms.ChoiceField(label="Lead", choices=LEADS)
    status = forms.ChoiceField(label="Status", choices=STATUSES, widget=forms.RadioSelect)
    bodies = forms.MultipleChoiceField(
        label="Report it to",
        choices=[("board", "The full board"), ("executive", "The executive")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    deadline = UKDateField(label="Deadline")
    evidence = forms.FileField(label="Evidence", help_text="Word, Excel, PDF or picture, up to 20 MB.")
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    agreed = forms.BooleanField(label="The board agreed this change")


class GalleryFilters(Form):
    """A filter form as a list has it."""

    marks_optional = False
    words = forms.CharField(label="Words", required=False)
    lead = forms.ChoiceField(label="Lead", choices=[("", "Everybody"), *LEADS[1:]], required=False)
    status = forms.MultipleChoiceField(
        label="Status",
        choices=STATUSES,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )


class StatusForm(Form):
    """The form inside a cell that is being edited."""

    status = forms.ChoiceField(label="Status", choices=STATUSES)


@dataclass(frozen=True)
class Change:
    """One value before and after."""

    words: str
    before: str
    after: str


@dataclass(frozen=True)
class SampleAction:
    """One line of a made-up plan."""

    ref: str
    words: str
    lead: str
    deadline: str
    rag: str
    rag_words: str
    given: int
    """How many of the four ticks it has."""


ACTIONS = (
    SampleAction(
        "12.1",
        "Publish the neglect strategy and hold two briefings in every locality",
        "Head of early help, council",
        "30 September 2026",
        "red",
        "Overdue by 23 days",
        1,
    ),
    SampleAction(
        "12.2",
        "Agree one referral form for all agencies and withdraw the five in use",
        "Business manager",
        "November 2026",
        "amber",
        "Due in 9 days, no update",
        0,
    ),
    SampleAction(
        "13.1",
        "Audit twenty cases in which a child was missing more than twice",
        "Detective inspector, police",
        "31 March 2027",
        "green",
        "On track",
        2,
    ),
    SampleAction(
        "13.2",
        "Report attendance at strategy meetings to each board",
        "Quality and performance sub-committee",
        "1 June 2026",
        "blue",
        "Evidence verified",
        3,
    ),
    SampleAction("13.3", "Ask schools what they need from the threshold guidance", "", "", "none", "", 0),
)


def samples() -> dict[str, Any]:
    """Everything the gallery's template names."""
    wrong = {"deadline": "31 2 2026", "status": "in_progress", "bodies": ["board"]}
    return {
        "rags": RAGS,
        "colours": COLOURS,
        "actions": ACTIONS,
        "empty_form": GalleryForm(auto_id="empty_%s", initial={"deadline": date(2026, 10, 31)}),
        "form": GalleryForm(wrong, {"evidence": SimpleUploadedFile("empty.pdf", b"")}),
        "filters": GalleryFilters({"lead": "1", "status": ["in_progress"]}, auto_id="filter_%s"),
        "chips": [
            Chip("Lead: Business manager", "?status=in_progress"),
            Chip("Status: In progress", "?lead=1"),
        ],
        "page": Paginator(ACTIONS * 12, len(ACTIONS)).page(4),
        "cell_form": StatusForm(auto_id="cell_%s"),
        "notices": [
            Notice("done", "Deadline moved to 31 March 2027.", undo_path="/gallery"),
            Notice("information", "The plan is being read. You can leave this page."),
            Notice("warning", "Three lines have no lead."),
            Notice("refused", "Kate changed this at 10:41 to “Blocked”. Your change was not saved."),
        ],
        "changes": [
            Change("Lead", "", "Business manager"),
            Change("Deadline", "November 2026", "31 March 2027"),
        ],
        "moment": datetime(2015, 9, 4, 22, 59, 59, tzinfo=UTC),
        "day": date(2026, 9, 4),
    }
