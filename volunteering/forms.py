"""What people fill in: a circle its number, a reader what to look for, a second person a comment."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from portal.models import District
from portal.numbers import parse_german
from volunteering.models import Topic, VolunteerCount, VolunteerGroup
from volunteering.models.counts import HIGHEST_PLAUSIBLE, Quality


class NumberForm(forms.Form):
    """Four answers, no free text: nobody can name anybody."""

    number = forms.CharField(
        label="Wie viele Engagierte sind Sie?",
        max_length=10,
        help_text="Nur die Zahl, zum Beispiel 24.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Bitte geben Sie eine Zahl ein; 0 heißt: niemand."},
    )
    rule = forms.ChoiceField(
        label="Wen haben Sie gezählt?",
        choices=VolunteerCount.Rule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie, wen Sie gezählt haben."},
    )
    scope = forms.ChoiceField(
        label="Für wen gilt die Zahl?",
        choices=VolunteerCount.Scope.choices,
        widget=forms.RadioSelect,
        initial=VolunteerCount.Scope.OWN,
        error_messages={"required": "Bitte wählen Sie, für wen die Zahl gilt."},
    )
    quality = forms.ChoiceField(
        label="Wie genau ist sie?",
        choices=Quality.choices,
        widget=forms.RadioSelect,
        initial=Quality.COUNTED,
        error_messages={"required": "Bitte wählen Sie, ob die Zahl gezählt oder geschätzt ist."},
    )

    def clean_number(self) -> int:
        typed = self.cleaned_data["number"]
        try:
            number = parse_german(typed)
        except ValueError as error:
            raise ValidationError(f"„{typed}“ ist keine Zahl. Bitte nur Ziffern, zum Beispiel 24.") from error
        if number != int(number) or number < 0:
            raise ValidationError(f"„{typed}“ ist keine ganze Zahl von Menschen. Bitte zum Beispiel 24.")
        if number > HIGHEST_PLAUSIBLE:
            raise ValidationError(f"„{typed}“ ist für eine Gruppe zu viel. Haben Sie sich vertippt?")
        return int(number)


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="Was ist zu klären?",
        max_length=300,
        error_messages={"required": "Bitte schreiben Sie, warum die Zahl nicht gilt."},
    )


class DirectoryForm(forms.Form):
    bezirk = forms.ModelChoiceField(
        District.objects.none(), label="Stadtbezirk", required=False, empty_label="alle",
        to_field_name="abbreviation",
        error_messages={"invalid_choice": "In diesem Stadtbezirk ist keine Gruppe eingetragen."},
    )  # fmt: skip
    thema = forms.ModelChoiceField(
        Topic.objects.none(), label="Thema", required=False, empty_label="alle",
        error_messages={"invalid_choice": "Zu diesem Thema ist keine Gruppe eingetragen."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bezirk"].queryset = VolunteerGroup.objects.agreed().their_districts()
        self.fields["thema"].queryset = VolunteerGroup.objects.agreed().their_topics()


def asked_for(request: HttpRequest) -> tuple[District | None, Topic | None, DirectoryForm]:
    """What the address asks for; None for all, and for what cannot be found, which the form tells."""
    form = DirectoryForm(request.GET)
    form.is_valid()
    return form.cleaned_data.get("bezirk"), form.cleaned_data.get("thema"), form
