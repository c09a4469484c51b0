"""What the map can show: one number for each district."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.districts.standings import Standing
from portal.figures import KIND_TEXT, Kind, Value


@dataclass(frozen=True)
class Measure:
    key: str  # in addresses and spreadsheets
    label: str
    one: str  # „1 Sportangebot“
    many: str  # „12 Sportangebote“
    of: Callable[[Standing], Value]
    per_thousand: Callable[[Standing], Value] | None = None  # said in addition
    # How the sentence about the highest value begins, for one district and for several.
    most: tuple[str, str] = ("Die meisten gibt es in", "Die meisten gibt es in")

    def said(self, standing: Standing) -> str:
        """„812 Personen, 14,2 je 1.000 Einwohner“, „keine Angabe“"""
        value = self.of(standing)
        if value.amount is None:
            return KIND_TEXT[value.kind]
        rate = self.per_thousand(standing) if self.per_thousand else None
        return ", ".join(
            part
            for part in (
                self.counted(value),
                value.mark,
                str(standing.coverage) if self.is_partial(standing) else "",
                str(rate) if rate and rate.amount is not None else "",
            )
            if part
        )

    def is_partial(self, standing: Standing) -> bool:
        return self.key == "personen" and standing.partial

    def counted(self, value: Value) -> str:
        return f"{value.number} {self.one if value.number == '1' else self.many}"


PERSONS = Measure(
    "personen", "Personen in Unterkünften", "Person", "Personen", lambda row: row.persons,
    per_thousand=lambda row: row.persons_per_thousand, most=("Die meisten leben in", "Die meisten leben in"),
)  # fmt: skip
PERSONS_PER_THOUSAND = Measure(
    "personen-je-1000", "Personen je 1.000 Einwohner", "Person je 1.000 Einwohner",
    "Personen je 1.000 Einwohner", lambda row: row.persons_per_thousand,
    most=("Am meisten trägt", "Am meisten tragen"),
)  # fmt: skip
PLACES = Measure(
    "plaetze", "Plätze in Unterkünften", "Platz", "Plätze", lambda row: row.places,
    per_thousand=lambda row: row.places_per_thousand,
)  # fmt: skip
PLACES_PER_THOUSAND = Measure(
    "plaetze-je-1000", "Plätze je 1.000 Einwohner", "Platz je 1.000 Einwohner", "Plätze je 1.000 Einwohner",
    lambda row: row.places_per_thousand, most=("Am meisten trägt", "Am meisten tragen"),
)  # fmt: skip
UTILISATION = Measure(
    "auslastung", "Auslastung aller Plätze", "% Auslastung", "% Auslastung", lambda row: row.utilisation,
    most=("Am vollsten ist es in", "Am vollsten ist es in"),
)  # fmt: skip
SHELTERS = Measure("unterkuenfte", "Unterkünfte", "Unterkunft", "Unterkünfte", lambda row: row.shelters)
OPENING = Measure(
    "oeffnen", "Unterkünfte, die in zwölf Monaten öffnen", "Unterkunft öffnet", "Unterkünfte öffnen",
    lambda row: row.opening, most=("Die meisten öffnen in", "Die meisten öffnen in"),
)  # fmt: skip
ENDING = Measure(
    "enden", "Unterkünfte, die in zwölf Monaten enden", "Unterkunft endet", "Unterkünfte enden",
    lambda row: row.ending, most=("Die meisten enden in", "Die meisten enden in"),
)  # fmt: skip
CIRCLES = Measure(
    "freundeskreise", "Freundeskreise und Initiativen", "Gruppe", "Gruppen", lambda row: row.circles
)
OFFERS = Measure("sportangebote", "Sportangebote", "Sportangebot", "Sportangebote", lambda row: row.offers)
SPACES = Measure(
    "begegnungsraeume", "Begegnungsräume", "Begegnungsraum", "Begegnungsräume", lambda row: row.spaces
)
FIM_PLACES = Measure(
    "fim-plaetze", "FIM-Plätze in Unterkünften (bewilligt)", "FIM-Platz", "FIM-Plätze",
    lambda row: row.fim_places,
)  # fmt: skip
MEASURES = (
    PERSONS, PERSONS_PER_THOUSAND, PLACES, PLACES_PER_THOUSAND, UTILISATION, SHELTERS, OPENING, ENDING,
    CIRCLES, OFFERS, SPACES, FIM_PLACES,
)  # fmt: skip


def measure_called(key: str) -> Measure:
    """Raises KeyError."""
    return {measure.key: measure for measure in MEASURES}[key]


def is_known(value: Value) -> bool:
    """Zero and a hidden number are known, too."""
    return value.kind is not Kind.MISSING
