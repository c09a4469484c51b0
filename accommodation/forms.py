"""What a reader asks of the place balance: which scenarios, or assumptions of one's own."""

from decimal import Decimal
from typing import Any

from django import forms

from accommodation.querysets import ScenarioQuerySet
from accommodation.scenarios import Scenario
from portal.forms import SeveralField
from portal.releases import State

SIDE_BY_SIDE = 3
SEVEN = Decimal(7)  # § 8 FlüAG, suspended down to 4.5
OWN = "Ihre Annahmen"
UNKNOWN = "Dieses Szenario gibt es hier nicht."


class ScenarioField(SeveralField):
    def label_from_instance(self, scenario: Any) -> str:
        """Staff see drafts, too, and what they are."""
        released = scenario.state == State.RELEASED
        return str(scenario) if released else f"{scenario} ({scenario.get_state_display()})"


class ScenarioForm(forms.Form):
    szenario = ScenarioField(
        label="Szenarien",
        queryset=Scenario.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kern-form-check__checkbox"}),
        error_messages={"invalid_choice": UNKNOWN, "invalid_pk_value": UNKNOWN},
    )

    def __init__(self, *args: Any, readable: ScenarioQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["szenario"].queryset = readable

    def clean_szenario(self) -> ScenarioQuerySet:
        chosen = self.cleaned_data["szenario"]
        if len(chosen) > SIDE_BY_SIDE:
            raise forms.ValidationError(f"Höchstens {SIDE_BY_SIDE} Szenarien passen nebeneinander.")
        return chosen


def number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=100_000,
        error_messages={
            "invalid": "Bitte eine ganze Zahl angeben.",
            "min_value": "Bitte 0 oder mehr angeben.",
            "max_value": "Bitte höchstens 100.000 angeben.",
        },
    )  # fmt: skip


class TryForm(forms.Form):
    """Other assumptions than those of a scenario, tried without being kept."""

    versuch = forms.CharField(widget=forms.HiddenInput, initial="1")
    zugaenge = number("Zugänge je Monat")
    abgaenge = number("Abgänge je Monat")
    geplant = forms.BooleanField(label="Geplantes mitzählen", required=False)
    moeglich = forms.BooleanField(label="Mögliches mitzählen", required=False)
    flaeche = forms.BooleanField(label="7 m² je Person, wo es bisher weniger sind", required=False)

    def tried_on(self, base: Scenario) -> Scenario:
        """The scenario with what was entered instead; an empty number leaves its own. Not to be saved."""
        asked = self.cleaned_data
        copy = {field.attname: getattr(base, field.attname) for field in KEPT}
        tried = Scenario(**copy, name=OWN, remark=f"Ausgehend von „{base}“.")
        if asked["zugaenge"] is not None and asked["zugaenge"] != arrivals_in(base):
            tried.arrivals_from, tried.arrivals_per_month = Scenario.Arrivals.NUMBER, asked["zugaenge"]
            tried.arrivals_citation_id = None
        if asked["abgaenge"] not in (None, base.departures_per_month):
            tried.departures_per_month, tried.departures_citation_id = asked["abgaenge"], None
        if asked["flaeche"] != (base.square_metres == SEVEN):
            tried.square_metres = SEVEN if asked["flaeche"] else None
            tried.square_metres_citation_id = None
        tried.count_planned, tried.count_possible = asked["geplant"], asked["moeglich"]
        return tried


KEPT = [
    field
    for field in Scenario._meta.concrete_fields
    if field.name in {
        "start_from", "months", "arrivals_from", "arrivals_per_month", "arrivals_citation",
        "departures_per_month", "departure_rate", "departures_citation", "square_metres",
        "square_metres_citation", "example",
    }
]  # fmt: skip


def arrivals_in(base: Scenario) -> int | None:
    """The scenario's number; None where a forecast says it."""
    return base.arrivals_per_month if base.arrivals_from == Scenario.Arrivals.NUMBER else None


def as_in(base: Scenario) -> dict[str, Any]:
    """The form's begin."""
    return {
        "zugaenge": arrivals_in(base),
        "abgaenge": base.departures_per_month,
        "geplant": base.count_planned,
        "moeglich": base.count_possible,
        "flaeche": base.square_metres == SEVEN,
    }
