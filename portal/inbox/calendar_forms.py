"""Closing a date, opening it again, excepting one operator: never without a reason."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.models import Organisation

LONGEST_REASON = 300
LONGEST_IN_HISTORY = 100  # what the history keeps as the reason of a change


class CloseForm(forms.Form):
    reason = forms.CharField(
        label="Grund des Abschlusses",
        max_length=LONGEST_REASON,
        help_text="Er steht in jeder Meldung, die am Abschluss scheitert. Zum Beispiel: Bericht an den Rat.",
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Grund der Öffnung",
        max_length=LONGEST_IN_HISTORY,
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs, auto_id="oeffnen_%s")  # type: ignore[misc]  # nobody else gives it


class ExceptionForm(forms.Form):
    operator = forms.ModelChoiceField(
        label="Träger",
        queryset=Organisation.objects.filter(kind=Organisation.Kind.OPERATOR),
        error_messages={"required": "Bitte wählen Sie, für welchen Träger die Ausnahme gilt."},
    )
    until = forms.DateField(
        label="Gilt bis",
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Letzter Tag, an dem dieser Träger noch melden kann und seine Meldung freigegeben wird.",
        error_messages={
            "required": "Bitte nennen Sie den letzten Tag.",
            "invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 30.09.2017.",
        },
    )
    reason = forms.CharField(
        label="Grund der Ausnahme",
        max_length=LONGEST_REASON,
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs, auto_id="ausnahme_%s")  # type: ignore[misc]  # nobody else gives it

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise ValidationError("Dieser Tag ist schon vorbei.")
        return until
