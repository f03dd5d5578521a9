"""The shape of what people give while they import a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from goldenthread.board.action_plan.models import Action, Source
from goldenthread.board.action_plan.rules.settling import LONGEST
from goldenthread.board.web.forms import Form


class Upload(Form):
    """The file that holds the plan."""

    file = forms.FileField(label="The plan's file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.UPLOAD_BYTES // 1_000_000
        self.fields["file"].help_text = f"Word, Excel, OpenDocument, PDF, CSV, HTML or text, up to {most} MB"


class ImportSource(Form):
    """Where the recommendations of a file come from, and whether its notes are divided."""

    source_title = forms.CharField(
        label="Where the recommendations come from",
        max_length=300,
        help_text="Write a name that the plan knows already, and its lines are compared with the ones there",
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )
    source_kind = forms.ChoiceField(label="What that is", choices=Source.Kind.choices)
    splits_notes = forms.BooleanField(label="Divide each progress cell into its dated notes", required=False)


class ImportLine(Form):
    """One line of the file, put right."""

    recommendation_ref = forms.CharField(
        label="Recommendation’s number",
        required=False,
        max_length=LONGEST["recommendation_ref"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    recommendation = forms.CharField(
        label="Recommendation", widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000
    )
    ref = forms.CharField(
        label="Action’s number",
        required=False,
        max_length=LONGEST["ref"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    text = forms.CharField(
        label="Action", required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000
    )
    kind = forms.ChoiceField(label="What the action is", choices=Action.Kind.choices)
    lead = forms.CharField(label="Lead", required=False, max_length=2_000)
    deadline = forms.CharField(
        label="Deadline",
        required=False,
        max_length=LONGEST["deadline"],
        help_text="As the board says it, like October 2015 or 31 10 2015",
    )
