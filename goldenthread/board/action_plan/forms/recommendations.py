"""What the board says of a recommendation; its source's own words are never in a form."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.board.action_plan.forms.updates import OnceForm
from goldenthread.board.action_plan.models import Recommendation, Source
from goldenthread.board.web.forms import Form


class AddRecommendation(OnceForm):
    """A recommendation, word for word, and where it comes from."""

    source = forms.ModelChoiceField(
        label="Where it comes from", queryset=Source.objects.none(), empty_label="Choose one"
    )
    ref = forms.CharField(label="Number", required=False, max_length=20)
    text = forms.CharField(
        label="The recommendation, word for word", widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["source"].queryset = Source.objects.order_by("title")  # type: ignore[attr-defined]


class NumberRecommendation(Form):
    """The number that the source left out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ref = forms.CharField(label="Number", max_length=20)


class EditRecommendation(Form):
    """The board's own words about a recommendation."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    display_text = forms.CharField(
        label="Text to show",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only where the original has a typing error. Leave empty to show the original",
    )
    aliases = forms.CharField(
        label="Other numbers", required=False, max_length=300, help_text="Divided by commas, like a, no. 1"
    )
    response = forms.ChoiceField(label="What the board answered", choices=Recommendation.Response.choices)
    response_words = forms.CharField(
        label="The answer in words",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5_000,
    )
    judgement = forms.ChoiceField(
        label="The board's own judgement", choices=Recommendation.Judgement.choices, widget=forms.RadioSelect
    )
    impact_statement = forms.CharField(
        label="What difference it made",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10_000,
    )

    NAMES = ("display_text", "aliases", "response", "response_words", "judgement", "impact_statement")

    def __init__(self, recommendation: Recommendation, data: Any = None) -> None:
        values = {name: getattr(recommendation, name) for name in self.NAMES}
        values["aliases"] = ", ".join(recommendation.aliases)
        super().__init__(data, initial={"version": recommendation.version, **values})

    def clean_aliases(self) -> list[str]:
        """The other numbers, one by one."""
        return [alias for each in self.cleaned_data["aliases"].split(",") if (alias := each.strip())]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        needs_words = given.get("response") != Recommendation.Response.IMPLEMENT
        if needs_words and not given.get("response_words"):
            self.add_error("response_words", "Enter the answer in words")
        return given

    @property
    def changes(self) -> dict[str, Any]:
        """The fields by name, as `operations.edit_recommendation` takes them."""
        return {name: self.cleaned_data[name] for name in self.NAMES}
