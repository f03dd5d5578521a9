"""Giving evidence: files from one's own machine, or documents that are here already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from goldenthread.board.action_plan.forms.updates import OnceForm
from goldenthread.board.agencies.models import Agency
from goldenthread.board.documents.models import Document
from goldenthread.board.documents.operations import Conflict
from goldenthread.board.web.forms import Form

_CONFLICTS = {
    Conflict.SKIP: "Leave the document as it is and link it",
    Conflict.ADD_VERSION: "Add the file as its next version",
    Conflict.KEEP_BOTH: "Keep both, under a new name",
    Conflict.REPLACE: "Replace: the next version, linked here instead of the old document",
}


ACCEPTED = "image/*,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.csv,.txt"
"""What the dialogue offers; pictures first, so that a phone offers its camera. What is kept is told by its bytes."""


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": ACCEPTED})


class _FilesField(forms.FileField):
    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(_FilesField, self).clean(file, initial) for file in files or [None]]


class UploadEvidence(OnceForm):
    """Files that show something about an action."""

    files = _FilesField(  # type: ignore[assignment]  # forms take their fields out of the class
        label="Files", help_text="Word, Excel, PowerPoint, PDF, text or pictures; several at once if you like"
    )
    shows = forms.CharField(
        label="What they show", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000
    )
    agency = forms.ModelChoiceField(label="Given by", queryset=Agency.objects.none(), empty_label=None)
    visibility = forms.ChoiceField(
        label="Who may open them",
        choices=Document.Visibility.choices,
        initial=Document.Visibility.BOARD,
        widget=forms.RadioSelect,
    )
    conflict = forms.ChoiceField(
        label="If a document of the same name is here already",
        choices=[(each.value, words) for each, words in _CONFLICTS.items()],
        initial=Conflict.ADD_VERSION.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, files: Any = None, *, agencies: QuerySet[Agency]) -> None:
        super().__init__(data, files)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["agency"].initial = agencies.first()


class LinkEvidence(Form):
    """A document that is here already."""

    document = forms.ModelChoiceField(
        label="Document", queryset=Document.objects.none(), empty_label="Choose one"
    )
    shows = forms.CharField(
        label="What it shows", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000
    )

    def __init__(self, data: Any = None, *, documents: QuerySet[Document]) -> None:
        super().__init__(data)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]
