"""What a field of a form sends: from a value, compared with another, and in words for people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.choices import flatten_choices
from django.utils.datastructures import MultiValueDict

from portal.dates import german_date

Sent = Any  # what goes into JSON: a text, a list of texts, yes or no, None

EMPTY = "leer"
SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def untouched(field: BoundField) -> Sent:
    """What comes back if nobody touches the field."""
    if isinstance(field.field, forms.FileField):
        return str(field.initial or "")
    posted = MultiValueDict(posted_by(field))
    return field.field.widget.value_from_datadict(posted, MultiValueDict(), field.html_name)


def posted_by(field: BoundField) -> dict[str, list[str]]:
    return posted(field.field.widget, field.html_name, field.field.prepare_value(field.initial))


def posted(widget: forms.Widget, name: str, value: Any) -> dict[str, list[str]]:
    """What a browser sends for a value, by the names of the inputs. Nothing for a file."""
    widget = getattr(widget, "widget", widget)  # the admin puts links around some
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value) or []
        named = zip(ends_of(widget), widget.widgets, parts, strict=False)
        return {key: sent for end, part, one in named for key, sent in posted(part, name + end, one).items()}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if widget.check_test(value) else {}
    if isinstance(widget, forms.FileInput):
        return {}
    formatted = widget.format_value(value)
    if formatted is None:
        return {}
    return {name: [str(one) for one in formatted] if isinstance(formatted, list) else [str(formatted)]}


def ends_of(widget: forms.Widget) -> list[str]:
    """Of the names under which it sends; some send several parts."""
    return getattr(widget, "widgets_names", [""])


def typed(field: BoundField) -> Sent:
    """What came back. A file that nobody chose anew stays the one that is there."""
    if not isinstance(field.field, forms.FileField):
        return field.data
    if isinstance(field.data, UploadedFile):
        return str(field.data.name)
    return "" if field.data is False else untouched(field)


def same(field: forms.Field, one: Sent, other: Sent) -> bool:
    return comparable(field, one) == comparable(field, other)


def comparable(field: forms.Field, sent: Sent) -> Any:
    """One value for all ways to write it, „1.8.17“ and „01.08.2017“."""
    if isinstance(field, SEVERAL):
        return sorted(map(str, sent or []))
    if isinstance(field, forms.ModelChoiceField):
        return "" if sent is None else str(sent)
    if isinstance(field, forms.FileField) or isinstance(sent, list):
        return sent
    try:
        value = field.to_python(sent)
    except ValidationError:
        return sent
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def in_words(field: forms.Field, sent: Sent) -> str:
    """As people read it: „31.08.2017“, „ja“, the names of what was chosen; „leer“ for nothing."""
    return ", ".join(text for text in words(field, sent) if text) or EMPTY


def words(field: forms.Field, sent: Sent) -> Iterable[str]:
    chosen = sent if isinstance(sent, list) else [] if sent in (None, "") else [sent]
    if isinstance(field, forms.ModelChoiceField):
        return names(field, chosen)
    if isinstance(field, forms.ChoiceField):
        labels = {str(value): str(label) for value, label in flatten_choices(list(field.choices))}  # type: ignore[arg-type,var-annotated]
        return [labels.get(str(one), str(one)) for one in chosen]
    if isinstance(sent, bool):
        return ["ja" if sent else "nein"]
    return [plain(field, sent)] if not isinstance(sent, list) else map(str, filter(None, sent))


def names(field: forms.ModelChoiceField, chosen: list[str]) -> list[str]:
    """Of what is no choice, what was typed."""
    key = field.to_field_name or "pk"
    try:
        found = list(field.queryset.filter(**{f"{key}__in": chosen})) if field.queryset is not None else []
    except (ValueError, TypeError, OverflowError, ValidationError):
        return list(map(str, chosen))
    known = {str(getattr(one, key)) for one in found}
    return [
        *(str(field.label_from_instance(one)) for one in found), *(one for one in chosen if one not in known)
    ]  # fmt: skip


def plain(field: forms.Field, sent: Sent) -> str:
    try:
        value = field.to_python(sent)
    except ValidationError:
        return str(sent)
    if isinstance(value, date):
        return german_date(value)
    prepared = field.prepare_value(value)
    return "" if prepared is None else str(prepared)
