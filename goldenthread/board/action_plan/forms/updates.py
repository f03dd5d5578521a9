"""Adding to a line: notes, steps, ticks, and lines themselves. Each may arrive twice and counts once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from goldenthread.board.action_plan.models import Action, ProgressNote, Recommendation
from goldenthread.board.action_plan.rules.status import NEXT, Status, Tick
from goldenthread.board.web.forms import Form, UKDateField

UPDATABLE = (Status.AGREED, Status.IN_PROGRESS, Status.PAUSED)
"""What those who only update a line may set: the rest is for those who edit the plan."""
_SENTENCES = re.compile(r"[^.!?\n•]+(?:[.!?](?=\d)[^.!?\n•]*)*[.!?]*")


class OnceForm(Form):
    """A form that adds something; its token tells a second sending from a second thing."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Several of these stand on one page, and no two fields there may have the same id.
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)


class AddNote(OnceForm):
    """What has been done."""

    text = forms.CharField(
        label="What has changed", widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000
    )
    said_on = UKDateField(label="When", required=False, help_text="Leave empty for today")
    status = forms.ChoiceField(label="Status now", required=False)

    def __init__(self, action: Action, data: Any = None) -> None:
        super().__init__(data)
        known = [status for status in UPDATABLE if status in NEXT[Status(action.status)]]
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            ("", f"As it is: {Status(action.status).label.lower()}"),
            *((status.value, status.label) for status in known),
        ]

    @property
    def new_status(self) -> Status | None:
        return Status(self.cleaned_data["status"]) if self.cleaned_data["status"] else None


class AskForTime(OnceForm):
    """A request for another deadline, from those who may not move it themselves."""

    deadline = forms.CharField(
        label="The deadline you ask for", max_length=200, help_text="Like 31 10 2026 or October 2026"
    )
    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=5_000)


class AddStep(OnceForm):
    """A step of an action."""

    text = forms.CharField(label="Step", max_length=2_000)


class GiveTick(Form):
    """The words that go with a tick."""

    words = forms.CharField(
        label="In your words", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=5_000
    )

    def __init__(self, tick: Tick, data: Any = None) -> None:
        self.tick = tick
        super().__init__(data, auto_id=f"{tick}_%s")


class WithdrawTick(Form):
    """Why a tick is taken back."""

    because = forms.CharField(
        label="Why it is taken back", widget=forms.Textarea(attrs={"rows": 2}), max_length=5_000
    )

    def __init__(self, tick: Tick, data: Any = None) -> None:
        self.tick = tick
        super().__init__(data, auto_id=f"{tick}_back_%s")


class Promote(OnceForm):
    """The sentence of a note that is an action of its own."""

    sentence = forms.ChoiceField(label="Which sentence is an action of its own?", widget=forms.RadioSelect)

    def __init__(self, note: ProgressNote, data: Any = None) -> None:
        super().__init__(data)
        self.fields["sentence"].choices = [(each, each) for each in sentences(note.text)]  # type: ignore[attr-defined]


def sentences(text: str) -> list[str]:
    """The sentences and bullets of a note, each as it stands there; a date such as 17.08.15 ends none."""
    found = (piece.strip() for piece in _SENTENCES.findall(text))
    return list(dict.fromkeys(piece for piece in found if len(piece) > 2))


class AddAction(OnceForm):
    """A new line. It may lack lead and deadline: then the plan says so."""

    recommendation = forms.ModelChoiceField(
        label="Recommendation", queryset=Recommendation.objects.none(), empty_label="Choose one"
    )
    text = forms.CharField(
        label="What is to be done", widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000
    )
    lead = forms.TypedChoiceField(
        label="Lead",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="The post or body answerable for it",
    )
    deadline = forms.CharField(
        label="Deadline",
        required=False,
        max_length=200,
        help_text="Like 31 10 2026, October 2026 or autumn term 2026",
    )
    success_measure = forms.CharField(
        label="How we will know that it made a difference",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5_000,
    )
    draft = forms.BooleanField(label="Keep it as a draft that only editors of the plan see", required=False)

    def __init__(self, data: Any = None, *, posts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["recommendation"].queryset = Recommendation.objects.order_by("source", "position")  # type: ignore[attr-defined]
        self.fields["lead"].choices = [("", "Nobody yet"), *posts]  # type: ignore[attr-defined]
