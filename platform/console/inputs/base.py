"""How every form of the console looks and where it puts an error that a service raised."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

from kit.errors import HeyanError


class Renderer(DjangoTemplates):
    """Widgets are Django's own, fields are drawn by the console's template."""

    field_template_name = "console/_field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("console/"):
            return get_template(template_name)
        return super().get_template(template_name)


class Form(forms.Form):
    """A form whose labels need no colon."""

    default_renderer = Renderer()
    use_required_attribute = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def offer(self, name: str, choices: Iterable[tuple[str, object]]) -> None:
        """Set what a field of choices offers."""
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)

    def refuse(self, error: HeyanError) -> None:
        """Show a service's error beside the field that it is about, or above the form."""
        name = str(error.details.get("field", ""))
        reasons = error.details.get("reasons") or [str(error)]
        self.add_error(name if name in self.fields else None, [str(reason) for reason in reasons])


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text field that say anything."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
