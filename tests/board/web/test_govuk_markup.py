"""Our forms and components draw what govuk-frontend itself draws: its own examples are the oracle."""

import json
from functools import cache

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from tests.board.web.markup import GOVUK, pieces

pytestmark = pytest.mark.skipif(not GOVUK.is_dir(), reason="govuk-frontend is not installed: run npm ci")


@cache
def examples(component):
    described = json.loads((GOVUK / component / "fixtures.json").read_text(encoding="utf-8"))
    return {example["name"]: example for example in described["fixtures"]}


FIELDS = {
    "input": [
        "default",
        "with hint text",
        "with error message",
        "with error and hint",
        "with width-10 class",
    ],
    "textarea": [
        "default",
        "with hint",
        "with error message",
        "with hint and error message",
        "with custom rows",
    ],
    "select": ["with hint text and error message", "hint", "error"],
    "radios": ["default", "with hint", "with fieldset and error message", "small inline"],
    "checkboxes": ["default", "with hint", "small with error"],
    "file-upload": ["default", "with hint text", "with error message and hint"],
}
DRAWN = [(component, name) for component, names in FIELDS.items() for name in names]


def text_of(options, *path):
    for step in path:
        options = options.get(step) or {}
    return options.get("text", "") if options else ""


def choices_of(options):
    return [(str(item["value"]), item["text"]) for item in options.get("items", [])]


def chosen_in(options):
    items = options.get("items", [])
    return next((str(item["value"]) for item in items if item.get("selected") or item.get("checked")), None)


def field_of(component, options):
    attrs = {"class": options["classes"]} if "classes" in options else {}
    words = {
        "label": text_of(options, "label") or text_of(options, "fieldset", "legend"),
        "help_text": text_of(options, "hint"),
    }
    if component == "textarea":
        widget = forms.Textarea({**attrs, "rows": options.get("rows", 5), "cols": False})
        return forms.CharField(widget=widget, **words)
    if component == "select":
        return forms.ChoiceField(choices=choices_of(options), initial=chosen_in(options), **words)
    if component == "radios":
        return forms.ChoiceField(
            choices=choices_of(options), initial=chosen_in(options), widget=forms.RadioSelect(attrs), **words
        )
    if component == "checkboxes":
        return forms.MultipleChoiceField(
            choices=choices_of(options), widget=forms.CheckboxSelectMultiple(attrs), **words
        )
    if component == "file-upload":
        return forms.FileField(**words)
    return forms.CharField(widget=forms.TextInput(attrs), **words)


def drawn(component, options):
    name = options.get("name") or options["idPrefix"]
    form = type("Example", (forms.Form,), {name: field_of(component, options)})(auto_id="%s")
    if error := text_of(options, "errorMessage"):
        form.is_bound, form.cleaned_data = True, {}
        form._errors = {name: form.error_class([error], renderer=form.renderer)}
        form.data = {name: form.fields[name].initial}
    return form[name].as_field_group()


@pytest.mark.parametrize(("component", "name"), DRAWN)
def test_a_field_is_drawn_as_the_design_system_draws_it(component, name):
    example = examples(component)[name]
    options = example["options"]
    own_id = options.get("idPrefix") or options.get("id") or options["name"]
    expected = example["html"].replace(f'"{own_id}', f'"{options.get("name", own_id)}')
    assert pieces(drawn(component, options)) == pieces(expected)


def rendered(source, **context):
    request = RequestFactory().get("/list")
    compiled = CottonCompiler().process("{% load page %}" + source)
    return engines["django"].from_string(compiled).render(context, request)


COMPONENTS = {
    "tag": '<c-tag colour="">{{ options.text }}</c-tag>',
    "inset-text": "<c-inset>{{ options.text }}</c-inset>",
    "details": '<c-details :summary="options.summaryText">{{ options.text }}</c-details>',
    "breadcrumbs": """<c-breadcrumbs>
        <c-crumb path="/">Home</c-crumb>
        <c-crumb path="/section">Section</c-crumb>
        <c-crumb path="/section/sub-section">Sub-section</c-crumb>
        <c-crumb path="/section/sub-section/sub-sub-section">Sub Sub-section</c-crumb>
        </c-breadcrumbs>""",
    "task-list": """<c-task-list>
    <c-task id="task-list-1" path="#" words="Company Directors" status="Completed" />
    <c-task id="task-list-2" path="#" words="Registered company details" status="Incomplete" colour="blue" />
    <c-task id="task-list-3" path="#" words="Business plan" status="Incomplete" colour="blue" />
    </c-task-list>""",
}


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_is_drawn_as_the_design_system_draws_it(component):
    example = examples(component)["default"]
    ours = rendered(COMPONENTS[component], options=example["options"])
    assert pieces(ours) == pieces(example["html"])


def test_the_pages_of_a_list_are_drawn_as_the_design_system_draws_them():
    page = Paginator(range(3), 1).page(2)
    html = rendered('<c-pagination :page="page" />', page=page)
    expected = examples("pagination")["default"]["html"]
    for number in (1, 2, 3):
        expected = expected.replace(f'"/page/{number}"', f'"?page={number}"')
    expected = expected.replace("/previous", "?page=1").replace("/next", "?page=3")
    assert pieces(html) == pieces(expected)


class Passport(forms.Form):
    issued = forms.CharField(
        error_messages={"required": "The date your passport was issued must be in the past"}
    )
    postcode = forms.CharField(error_messages={"required": "Enter a postcode, like AA1 1AA"})


def test_the_error_summary_is_drawn_as_the_design_system_draws_it():
    html = rendered('<c-error-summary :form="form" />', form=Passport({}))
    expected = examples("error-summary")["default"]["html"]
    expected = expected.replace("#example-error-1", "#id_issued").replace("#example-error-2", "#id_postcode")
    assert pieces(html) == pieces(expected)
