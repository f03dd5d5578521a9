"""The shape of what people give on the pages for people, posts and agencies."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.board.agencies.models import Agency, Person, Post
from goldenthread.board.agencies.rules import Role
from goldenthread.board.web.forms import Form, UKDateField


class Line(forms.CharField):
    """Words on one line: a name or title that is pasted with line breaks is kept without them."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


def _agency(**given: Any) -> forms.ModelChoiceField[Agency]:
    return forms.ModelChoiceField(Agency.objects.order_by("name"), label="Agency", **given)


class PersonForm(Form):
    """Who somebody is."""

    name = Line(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail address", help_text="Codes to sign in with are sent here")


class RoleForm(Form):
    """What somebody may do, for which agency, from when until when."""

    role = forms.ChoiceField(label="Role", choices=Role.choices, widget=forms.RadioSelect)
    agency = _agency()
    starts_on = UKDateField(label="First day")
    ends_on = UKDateField(label="Last day", required=False, help_text="Leave empty if it has no end yet")


class Invitation(PersonForm, RoleForm):
    """Somebody new, with a first role."""

    field_order = ("name", "email", "role", "agency", "starts_on", "ends_on")


class LastDay(Form):
    """When something ends."""

    ends_on = UKDateField(label="Last day")


class Confirmation(Form):
    """Nothing to fill in: the person says yes by sending it."""


class AgencyForm(Form):
    """What an agency is called."""

    name = Line(label="Name", max_length=200)
    short_name = Line(
        label="Short name", max_length=40, required=False, help_text="For narrow columns, such as “Police”"
    )


class PostTitle(Form):
    """What a post or body is called, and whose it is."""

    title = Line(label="Title", max_length=300, help_text="As the plan writes it")
    agency = _agency(required=False, empty_label="None: it belongs to the board")


class NewPost(PostTitle):
    """A post or a body to be added."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=[(Post.Kind.POST, "A post, held by one person"), (Post.Kind.BODY, "A body, with members")],
        widget=forms.RadioSelect,
        initial=Post.Kind.POST,
    )
    field_order = ("kind", "title", "agency")


class Holder(Form):
    """Who is to hold a post, and from when."""

    person = forms.ModelChoiceField(Person.objects.filter(is_active=True).order_by("name"), label="Person")
    starts_on = UKDateField(label="First day")


class PreferencesForm(Form):
    """How a person wants to be named, and to be shown pages."""

    name = Line(label="Name", max_length=200)
    keyboard_shortcuts = forms.BooleanField(
        label="Use single-key shortcuts",
        required=False,
        help_text="Such as / to search. Press ? for the list",
    )
    follows_device_theme = forms.BooleanField(label="Use dark colours when my device does", required=False)


class PeopleFilter(Form):
    """Which people to list."""

    marks_optional = False
    words = Line(label="Name or e-mail", required=False)
    agency = _agency(required=False, empty_label="Any")
    role = forms.ChoiceField(label="Role", choices=[("", "Any"), *Role.choices], required=False)
    closed = forms.BooleanField(label="Show people who left", required=False)
