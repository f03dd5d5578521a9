"""The shape of what people give when they add a file."""

from __future__ import annotations

from django import forms

from goldenthread.board.documents.models import Document


class NewVersion(forms.Form):
    """A file that takes the place of the one before, which is kept."""

    file = forms.FileField(
        label="The new version", help_text="Word, Excel, PowerPoint, PDF, text or a picture"
    )


class Visibility(forms.Form):
    """Who may open a document."""

    visibility = forms.ChoiceField(
        label="Who may open it", choices=Document.Visibility.choices, widget=forms.RadioSelect
    )
