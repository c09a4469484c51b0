"""What the map is to show."""

from django import forms

from portal.districts.measures import MEASURES, PERSONS, Measure, measure_called


class MapForm(forms.Form):
    zeigen = forms.ChoiceField(
        label="Karte zeigt",
        required=False,
        choices=[(measure.key, measure.label) for measure in MEASURES],
        error_messages={"invalid_choice": "Das gibt es in der Auswahl nicht; die Karte zeigt die Personen."},
    )

    @property
    def measure(self) -> Measure:
        """Persons where nothing else is asked for."""
        return measure_called(self.cleaned_data["zeigen"] or PERSONS.key) if self.is_valid() else PERSONS
