"""Narrowing the plan by what stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.board.action_plan.queries import Choices, Narrowing
from goldenthread.board.action_plan.rules.findings import Code
from goldenthread.board.action_plan.rules.status import Rag, Status
from goldenthread.board.web.forms import Form

FINDING_WORDS = {
    Code.NO_LEAD: ("No lead", "line has no lead", "lines have no lead"),
    Code.NO_DEADLINE: ("No deadline", "line has no deadline", "lines have no deadline"),
    Code.NO_PROGRESS: ("No progress noted", "line has no progress noted", "lines have no progress noted"),
    Code.NO_ACTION: ("No action", "recommendation has no action", "recommendations have no action"),
    Code.NUMBER_MISSING: ("No number", "recommendation has no number", "recommendations have no number"),
    Code.TEXT_CUT_OFF: ("Text cut off", "text seems cut off", "texts seem cut off"),
    Code.CLAIM_AFTER_PLAN: (
        "Claim after the plan",
        "line tells as done what is dated after the plan",
        "lines tell as done what is dated after the plan",
    ),
    Code.HIDDEN_ACTION: (
        "Hidden action",
        "progress note may hold an action of its own",
        "progress notes may hold actions of their own",
    ),
    Code.SEVERAL_LEADS: (
        "Several leads",
        "lead may be more than one body",
        "leads may be more than one body",
    ),
    Code.OPEN_ENDED_DEADLINE: ("No end", "deadline has no end", "deadlines have no end"),
    Code.AMBIGUOUS_DEADLINE: (
        "Deadline in doubt",
        "deadline can be read in two ways",
        "deadlines can be read in two ways",
    ),
    Code.IMPOSSIBLE_DATE: ("Impossible date", "date does not exist", "dates do not exist"),
    Code.STRUCK_THROUGH: ("Struck through", "line is struck through", "lines are struck through"),
}
"""The findings that a live plan can have, in the order of settling: as a filter, for one, for several."""


def finding_words(code: Code, count: int) -> str:
    """What follows the count: "lines have no deadline"."""
    _, one, several = FINDING_WORDS[code]
    return one if count == 1 else several


class PlanFilters(Form):
    """What to show of the plan. Nothing is required: an empty form shows everything."""

    marks_optional = False

    text = forms.CharField(label="Words", required=False, max_length=200)
    recommendation = forms.ChoiceField(label="Recommendation", required=False)
    lead = forms.ChoiceField(label="Lead", required=False)
    agency = forms.ChoiceField(label="Agency", required=False)
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Any"), *Status.choices])
    rag = forms.ChoiceField(label="Rating", required=False, choices=[("", "Any"), *Rag.choices])
    deadline = forms.ChoiceField(
        label="Deadline",
        required=False,
        choices=[
            ("", "Any"),
            ("overdue", "Overdue"),
            ("soon", "In the next 30 days"),
            ("dated", "Has one"),
            ("none", "Has none"),
        ],
    )
    finding = forms.ChoiceField(
        label="Finding",
        required=False,
        choices=[("", "Any"), *((code.value, words) for code, (words, *_) in FINDING_WORDS.items())],
    )
    struck_through = forms.ChoiceField(
        label="Struck through",
        required=False,
        choices=[("", "Shown"), ("without", "Left out"), ("only", "Only these")],
    )
    mine = forms.BooleanField(label="Led by a post I hold", required=False)
    stale = forms.BooleanField(label="No update in 30 days", required=False)
    no_lead = forms.BooleanField(label="No lead", required=False)

    def __init__(self, data: Any, *, choices: Choices) -> None:
        super().__init__(data)
        for name, known in (
            ("recommendation", choices.recommendations),
            ("lead", choices.leads),
            ("agency", choices.agencies),
        ):
            self.fields[name].choices = [("", "Any"), *known]  # type: ignore[attr-defined]

    def narrowing(self) -> Narrowing:
        """What was asked for; whatever the address says that is not on offer is left aside."""
        self.is_valid()
        given: dict[str, Any] = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return Narrowing(
            recommendations=_one(given["recommendation"]),
            leads=_one(given["lead"]),
            agencies=_one(given["agency"]),
            statuses=(given["status"],) if given["status"] else (),
            rags=(given["rag"],) if given["rag"] else (),
            deadline=given["deadline"],
            finding=given["finding"],
            stale=bool(given["stale"]),
            no_lead=bool(given["no_lead"]),
            struck_through=given["struck_through"],
            mine=bool(given["mine"]),
            text=given["text"],
        )


def _one(value: str) -> tuple[int, ...]:
    return (int(value),) if value else ()


class SaveView(Form):
    """A name for the filters in force."""

    name = forms.CharField(label="Name this view", max_length=80)
    shared = forms.BooleanField(label="Show it to everybody", required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
