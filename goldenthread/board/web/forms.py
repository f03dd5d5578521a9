"""Django's own forms, drawn as the GOV.UK design system draws them.

`FORM_RENDERER` names GovukRenderer: every form of every app, and of allauth, then looks the same.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input

from goldenthread.board.web.dates import day_of

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.FileInput, "govuk-file-upload"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (Input, "govuk-input"),
)
_OURS = {
    "django/forms/widgets/radio.html": "forms/widgets/radios.html",
    "django/forms/widgets/checkbox_select.html": "forms/widgets/checkboxes.html",
    "django/forms/widgets/clearable_file_input.html": "django/forms/widgets/file.html",
    # One template for a list and its options: Django's own asks for one per option, which long lists feel.
    "django/forms/widgets/select.html": "forms/widgets/select.html",
    "django/forms/widgets/password.html": "forms/widgets/password.html",
}
SAID_BY_DJANGO = {
    "required": forms.Field.default_error_messages["required"],
    "empty": forms.FileField.default_error_messages["empty"],
}
EMPTY_FILE = "The file is empty: choose another one"
_ASKING = {"what", "who", "why", "when", "where", "which", "how", "whether", "your", "the"}


class GovukBoundField(BoundField):
    """A field in a form, with the classes and ids that the design system's style sheet and scripts expect."""

    @property
    def is_optional(self) -> bool:
        """Whether the label says so; a form in which nothing is required sets marks_optional = False."""
        return not self.field.required and getattr(self.form, "marks_optional", True)

    @property
    def is_checkbox(self) -> bool:
        """Whether it is one box to tick, whose label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error that belong to this field."""
        parts = (("hint", self.help_text), ("error", self.errors))
        return " ".join(f"{self.auto_id}-{part}" for part, shown in parts if shown)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """As Django's, but the server says what is missing, and a hint stands beside the box, not in it."""
        widget = widget or self.field.widget
        kept = {key: value for key, value in attrs.items() if key not in {"required", "aria-invalid"}}
        if self.field.disabled:
            kept["disabled"] = True
        if "placeholder" in widget.attrs:
            kept["placeholder"] = False
        if classes := self._classes(widget):
            kept["class"] = classes
        if self.described_by and not self.use_fieldset:
            kept["aria-describedby"] = self.described_by
        return kept

    def _classes(self, widget: forms.Widget) -> str:
        base = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
        if not base:
            return str(widget.attrs.get("class", ""))
        takes_error = bool(self.errors) and not self.is_checkbox
        error = f"{base.split()[0]}--error" if takes_error else ""
        return " ".join(filter(None, (base, widget.attrs.get("class"), error)))


class GovukRenderer(TemplatesSetting):
    """Draws forms, fields and widgets from templates/forms."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str) -> Any:
        """Our own template where we have one, Django's otherwise."""
        return super().get_template(_OURS.get(template_name, template_name))


class Form(forms.Form):
    """A form that says “Enter the deadline” where Django would say that a field is required."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = str(field.label or name.replace("_", " "))
            for code, words in (("required", _ask_for(field, label)), ("empty", EMPTY_FILE)):
                if field.error_messages.get(code) == SAID_BY_DJANGO[code]:
                    field.error_messages[code] = words


def _ask_for(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}”"
    choosing = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
    words = label if label[:2].isupper() else label[:1].lower() + label[1:]
    article = "" if words.split()[0] in _ASKING else "the "
    return f"{'Choose' if choosing else 'Enter'} {article}{words}"


class UKDateInput(forms.DateInput):
    """One box for a day, with a calendar beside it where scripts run."""

    template_name = "forms/widgets/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        classes = "moj-js-datepicker-input govuk-input--width-10"
        super().__init__({"class": classes, "autocomplete": "off", **(attrs or {})}, format="%-d %-m %Y")


class UKDateField(forms.DateField):
    """A day, as people here write it: “31 10 2026”, “31/10/26”, “31 October 2026”."""

    widget = UKDateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 31 10 2026")
        subject = kwargs.get("label")
        message = f"{subject} must be a real date" if subject else "Enter a real date"
        kwargs["error_messages"] = {
            "invalid": f"{message}, like 31 10 2026",
            **kwargs.get("error_messages", {}),
        }
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The day that was typed; None for nothing. Raises ValidationError."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return day_of(str(value))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
