"""Form controls in the look of KERN."""

from django import template
from django.forms import BoundField, CheckboxInput, Select
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """The input itself. Django adds aria-invalid and aria-describedby."""
    css_class = _css_class(field)
    return field.as_widget(attrs={"class": f"{css_class} {css_class}--error" if field.errors else css_class})


def _css_class(field: BoundField) -> str:
    match field.field.widget:
        case CheckboxInput():
            return "kern-form-check__checkbox"
        case Select():
            return "kern-form-input__select"
        case _:
            return "kern-form-input__input"
