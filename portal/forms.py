"""What forms of all areas share; above all the one question that every page asks: as of when?"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, QueryDict
from django.utils import timezone

# The calendar of computers ends at the years 1 and 9999, and a year before or after a Stichtag is looked at.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
TOO_FAR = "Bitte einen Tag zwischen 1900 und 2199 angeben."
NEAR = (MinValueValidator(FIRST_DAY, TOO_FAR), MaxValueValidator(LAST_DAY, TOO_FAR))


class StichtagForm(forms.Form):
    stichtag = forms.DateField(
        label="Stichtag",
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=NEAR,
        error_messages={"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 31.08.2017."},
    )


def sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, even if it is nothing; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


class SeveralField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """A number that is too large for the database is no choice either."""
        try:
            return super().clean(value)
        except OverflowError as error:
            message = self.error_messages["invalid_pk_value"]
            raise forms.ValidationError(message, "invalid_pk_value", {"pk": "…"}) from error


def asked_stichtag(request: HttpRequest) -> tuple[date, StichtagForm]:
    """The day asked for in the address, today without one. A day that cannot be read is told by
    the form, and the page shows today."""
    today = timezone.localdate()
    form = StichtagForm(request.GET if "stichtag" in request.GET else None, initial={"stichtag": today})
    if form.is_bound and form.is_valid():
        return form.cleaned_data["stichtag"] or today, form
    return today, form


def exact_stichtag(request: HttpRequest) -> date:
    """For files, where nobody would see the form's word of warning. Raises BadRequest."""
    when, form = asked_stichtag(request)
    if form.errors:
        raise BadRequest(form.errors["stichtag"][0])
    return when
