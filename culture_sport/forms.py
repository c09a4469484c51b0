"""What somebody looks for among the sports offers."""

from typing import Any

from django import forms

from culture_sport.models import Sport, SportsOffer
from portal.models import District


class OfferSearch(forms.Form):
    bezirk = forms.ModelChoiceField(
        District.objects.none(),
        label="Stadtbezirk",
        required=False,
        to_field_name="name",
        empty_label="alle Stadtbezirke",
        error_messages={"invalid_choice": "Diesen Stadtbezirk gibt es in der Auswahl nicht."},
    )
    sport = forms.ModelChoiceField(
        Sport.objects.none(),
        label="Sportart",
        required=False,
        to_field_name="name",
        empty_label="alle Sportarten",
        error_messages={"invalid_choice": "Diese Sportart gibt es in der Auswahl nicht."},
    )
    frauen = forms.BooleanField(label="nur für Frauen und Mädchen", required=False)
    kinder = forms.BooleanField(label="nur für Kinder", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bezirk"].queryset = District.objects.all()
        self.fields["sport"].queryset = Sport.objects.all()

    def offers_on(self, today: Any) -> Any:
        """What is found among the offers that the public may see; nothing for a choice that there is not."""
        offers = SportsOffer.objects.confirmed(today).described()
        if not self.is_valid():
            return offers.none()
        asked = self.cleaned_data
        return offers.found(
            district=asked["bezirk"], sport=asked["sport"], women=asked["frauen"], children=asked["kinder"]
        )
