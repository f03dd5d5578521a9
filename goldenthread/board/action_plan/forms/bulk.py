"""One change for many lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.board.action_plan.rules.status import NEEDS_REASON, Status
from goldenthread.board.web.forms import Form

_BY_HAND = (
    Status.AGREED, Status.IN_PROGRESS, Status.PAUSED, Status.CLOSED, Status.SUPERSEDED, Status.TRANSFERRED,
    Status.CANCELLED, Status.DRAFT,
)  # fmt: skip
MOST = 5_000
LONGEST = 19
"""Digits of the largest key that the database gives."""


class Chosen(forms.Form):
    """The lines that were ticked: their keys, one by one or divided by commas."""

    chosen = forms.CharField(widget=forms.HiddenInput, max_length=MOST * 12)

    def clean_chosen(self) -> tuple[int, ...]:
        """The keys; what is no key counts as nothing."""
        keys = (key.strip() for key in self.cleaned_data["chosen"].split(","))
        return tuple(int(key) for key in keys if key.isdecimal() and len(key) <= LONGEST)[:MOST]


class Bulk(Form):
    """What is to change in every chosen line; an empty field leaves it as it is."""

    marks_optional = False

    chosen = forms.CharField(widget=forms.HiddenInput, max_length=MOST * 12)
    status = forms.ChoiceField(
        label="New status",
        required=False,
        choices=[("", "Leave as it is"), *((status.value, status.label) for status in _BY_HAND)],
    )
    lead = forms.TypedChoiceField(label="New lead", required=False, coerce=int, empty_value=None)
    deadline = forms.CharField(
        label="New deadline", required=False, max_length=200, help_text="Like 31 10 2026 or October 2026"
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5_000,
        help_text="Needed to move a deadline, and to pause, replace, transfer or cancel",
    )

    def __init__(self, data: Any = None, *, posts: Sequence[tuple[int, str]], chosen: str = "") -> None:
        super().__init__(data, initial={"chosen": chosen})
        self.fields["lead"].choices = [("", "Leave as it is"), *posts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.get(name) for name in ("status", "lead", "deadline")):
            raise forms.ValidationError("Choose what is to change: status, lead or deadline.")
        if given.get("status") in NEEDS_REASON and not given.get("reason"):
            self.add_error("reason", "Enter the reason")
        return given
