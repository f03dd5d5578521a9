"""Forms say in words what is missing, and what may be left out."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.board.web.forms import Form


class MoveDeadline(Form):
    deadline = forms.CharField()
    why = forms.CharField(label="Why it moves")
    url = forms.CharField(label="URL")
    lead = forms.ChoiceField(choices=[("1", "Chair")])
    agreed = forms.BooleanField(label="The board agreed")
    paper = forms.FileField(required=False)
    note = forms.CharField(required=False, error_messages={"required": "Say something"})


def first_errors(form):
    return {name: errors[0] for name, errors in form.errors.items()}


def test_what_is_missing_is_asked_for_by_its_name():
    assert first_errors(MoveDeadline({})) == {
        "deadline": "Enter the deadline",
        "why": "Enter why it moves",
        "url": "Enter the URL",
        "lead": "Choose the lead",
        "agreed": "Tick “The board agreed”",
    }


def test_an_empty_file_is_called_so():
    form = MoveDeadline({}, {"paper": SimpleUploadedFile("a.pdf", b"")})
    assert first_errors(form)["paper"] == "The file is empty: choose another one"


def test_words_given_with_the_field_are_kept():
    class Told(Form):
        lead = forms.CharField(error_messages={"required": "Choose who leads this action"})

    assert first_errors(Told({})) == {"lead": "Choose who leads this action"}


def test_what_may_be_left_out_says_so_unless_nothing_is_required():
    assert "Note (optional)" in str(MoveDeadline())
    assert "Deadline (optional)" not in str(MoveDeadline())

    class Filters(Form):
        marks_optional = False
        words = forms.CharField(required=False)

    assert "(optional)" not in str(Filters())


def test_the_first_of_several_choices_carries_the_id_that_the_error_links_to():
    class Choose(Form):
        status = forms.ChoiceField(choices=[("a", "Agreed"), ("b", "Begun")], widget=forms.RadioSelect)

    html = str(Choose({})["status"])
    assert html.count('id="id_status"') == 1
    assert 'id="id_status-2"' in html


@pytest.mark.parametrize(
    "widget", [forms.TextInput, forms.Textarea, forms.RadioSelect, forms.CheckboxSelectMultiple]
)
def test_what_was_typed_is_text_again_when_the_form_comes_back(widget):
    attack = '"><script>alert(1)</script>'
    field = forms.ChoiceField(choices=[(attack, attack)], widget=widget, help_text="<b>plain</b>")
    html = type("Attacked", (Form,), {"x": field})({"x": attack})["x"].as_field_group()
    assert "<script>" not in html
    assert "<b>" not in html


def test_hidden_fields_stand_in_no_group():
    class Hidden(Form):
        token = forms.CharField(widget=forms.HiddenInput)

    assert "govuk-form-group" not in str(Hidden())


def test_the_browser_is_never_asked_to_check():
    html = str(MoveDeadline())
    assert " required" not in html
    assert "placeholder" not in html
