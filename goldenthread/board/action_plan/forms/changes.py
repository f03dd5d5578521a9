"""Changes of one line which others may make at the same moment: each carries the version it began from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms

from goldenthread.board.action_plan.models import Action
from goldenthread.board.action_plan.rules.status import NEEDS_REASON, NEXT, Rag, Status
from goldenthread.board.agencies.models import Post
from goldenthread.board.web.forms import Form, UKDateField

SMALL = forms.Textarea(attrs={"rows": 3})


class LineForm(Form):
    """A change of one line. The version is the one that the person saw when the form was drawn."""

    heading: ClassVar = ""
    marks_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, action: Action, data: Any = None) -> None:
        self.action = action
        # Several lines can be open in one table, beside filters of the same names.
        ids = f"{type(self).__name__.lower()}_{action.pk}_%s"
        super().__init__(data, initial={"version": action.version, **self.values(action)}, auto_id=ids)

    @staticmethod
    def values(action: Action) -> dict[str, Any]:
        """What the fields hold before anybody changes them."""
        raise NotImplementedError

    @property
    def yours(self) -> str:
        """What the person chose, in words, to be held against what another chose."""
        raise NotImplementedError


class SetStatus(LineForm):
    """Another status, of those that a person may set by hand."""

    heading = "Status"
    status = forms.ChoiceField(label="Status")
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=SMALL,
        help_text="Needed to pause, replace, transfer or cancel an action",
    )

    def __init__(self, action: Action, data: Any = None) -> None:
        super().__init__(action, data)
        known = {Status(action.status)} | NEXT[Status(action.status)]
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (status.value, status.label) for status in Status if status in known
        ]

    @staticmethod
    def values(action: Action) -> dict[str, Any]:
        return {"status": action.status, "reason": action.status_reason}

    @property
    def yours(self) -> str:
        return Status(self.cleaned_data["status"]).label

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("status") in NEEDS_REASON and not given.get("reason"):
            self.add_error("reason", "Enter the reason")
        return given


class NameLeads(LineForm):
    """The posts and bodies that lead a line, the accountable one first."""

    heading = "Lead"
    fewest: ClassVar = 3

    def __init__(self, action: Action, data: Any = None, *, posts: Sequence[tuple[int, str]] = ()) -> None:
        current = list(action.leads.order_by("position").values_list("post_id", flat=True))
        super().__init__(action, data)
        self._names = dict(posts)
        self._lead_fields: list[str] = []
        for place in range(max(self.fewest, len(current) + 1)):
            name = f"lead_{place + 1}"
            label = "Accountable lead" if place == 0 else f"Also leads ({place + 1})"
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=[("", "Nobody"), *posts], coerce=int, empty_value=None, required=False
            )
            self.initial[name] = current[place] if place < len(current) else ""
            self._lead_fields.append(name)

    @staticmethod
    def values(_action: Action) -> dict[str, Any]:
        return {}

    @property
    def leads(self) -> list[int]:
        """The keys of the posts that were chosen, in order."""
        return [key for name in self._lead_fields if (key := self.cleaned_data.get(name))]

    @property
    def posts(self) -> list[Post]:
        """The posts that were chosen, in order."""
        found = Post.objects.in_bulk(self.leads)
        return [found[key] for key in dict.fromkeys(self.leads)]

    @property
    def yours(self) -> str:
        return " / ".join(self._names[key] for key in self.leads) or "Nobody"


class MoveDeadline(LineForm):
    """A deadline, why it moves, and who agreed."""

    heading = "Deadline"
    deadline = forms.CharField(
        label="Deadline",
        max_length=200,
        required=False,
        help_text="Like 31 10 2026, October 2026 or autumn term 2026",
    )
    reason = forms.CharField(
        label="Why it moves",
        required=False,
        widget=SMALL,
        help_text="Needed where there was a deadline before",
    )
    agreed_by = forms.CharField(
        label="Who agreed",
        required=False,
        max_length=300,
        help_text="A post or a body, like QA Sub-Committee",
    )
    agreed_on = UKDateField(label="Agreed on", required=False)

    @staticmethod
    def values(action: Action) -> dict[str, Any]:
        return {"deadline": action.deadline_raw}

    @property
    def yours(self) -> str:
        return self.cleaned_data["deadline"] or "None"


class OverrideRag(LineForm):
    """A rating of one's own, with the reason, in place of the computed one."""

    heading = "Rating"
    rag = forms.ChoiceField(label="Rating", required=False, choices=[("", "As computed"), *Rag.choices])
    reason = forms.CharField(label="Why it differs from the computed rating", required=False, widget=SMALL)

    @staticmethod
    def values(action: Action) -> dict[str, Any]:
        return {"rag": action.rag_override, "reason": action.rag_reason}

    @property
    def yours(self) -> str:
        return Rag(self.cleaned_data["rag"]).label if self.cleaned_data["rag"] else "As computed"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("rag") and not given.get("reason"):
            self.add_error("reason", "Enter why it differs from the computed rating")
        return given


class Wording(LineForm):
    """The words that surround a line; what was imported or agreed stays beside them, word for word."""

    heading = "Wording and dates"
    display_text = forms.CharField(
        label="Text to show",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only where the original has a typing error. Leave empty to show the original",
    )
    kind = forms.ChoiceField(label="Kind", choices=Action.Kind.choices)
    success_measure = forms.CharField(
        label="How we will know that it made a difference", required=False, widget=SMALL
    )
    next_review_on = UKDateField(
        label="Look at it again on", required=False, help_text="For an action that has no end of its own"
    )
    impact_review_on = UKDateField(label="Look at its effect on", required=False)
    struck_through = forms.BooleanField(label="It is struck through in the plan", required=False)

    @staticmethod
    def values(action: Action) -> dict[str, Any]:
        names = (
            "display_text", "kind", "success_measure", "next_review_on", "impact_review_on", "struck_through",
        )  # fmt: skip
        return {name: getattr(action, name) for name in names}

    @property
    def changes(self) -> dict[str, Any]:
        """The fields by name, as `operations.edit_action` takes them."""
        return {name: self.cleaned_data[name] for name in self.values(self.action)}

    @property
    def yours(self) -> str:
        return wording_in_words(self.changes)


def wording_in_words(values: Mapping[str, Any]) -> str:
    """What `Wording` holds, a line for each thing that is said, to be held against another's."""
    told = {
        "Text to show": values["display_text"],
        "Kind": Action.Kind(values["kind"]).label,
        "How we will know": values["success_measure"],
        "Look at it again on": values["next_review_on"],
        "Look at its effect on": values["impact_review_on"],
        "Struck through": "yes" if values["struck_through"] else "",
    }
    days = {name: f"{day:%-d %B %Y}" for name, day in told.items() if isinstance(day, date)}
    return "\n".join(f"{name}: {words}" for name, words in {**told, **days}.items() if words)
