"""The balance as tables: month by month, what ends and what opens, by district and kind."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from accommodation.chapter.balance.ahead import Change, capacities_on
from accommodation.chapter.balance.calculation import Balance
from accommodation.chapter.curve import PERSONS
from accommodation.chapter.shelters import shelter_address
from accommodation.forecast import CERTAINTY_TEXT, Certainty, Month
from accommodation.models import Shelter
from portal.cells import provenance_cell
from portal.dates import german_date, month_text
from portal.figures import Cell, Column, Kind, Provenance, Table, Value, missing

PLACES = "Plätze"
USABLE = "belegbare Plätze"  # without those that are blocked, as everywhere in the balance
FREE = "frei (+), fehlend (−)"
UNKNOWN_KIND = "ohne Angabe"


def places(number: int) -> Value:
    return Value(Decimal(number), Kind.COUNTED, PLACES)


def people(number: int) -> Value:
    return Value(Decimal(number), Kind.COUNTED, PERSONS)


def months_table(balance: Balance) -> Table:
    return Table(
        key="monate",
        caption=f"Platzbilanz je Monat, Szenario „{balance.scenario}“",
        columns=(
            Column("monat", "Ende des Monats"),
            Column("menschen", "Menschen", numeric=True),
            Column("plaetze", USABLE, numeric=True),
            Column("bilanz", f"Bilanz: {FREE}", numeric=True),
            Column("enden", "fallen weg (Plätze)", numeric=True),
            Column("oeffnen", "kommen dazu (Plätze)", numeric=True),
        ),
        rows=tuple(month_row(month, balance.changes) for month in balance.ahead.months),
        notes=(
            "Stand nach dem letzten Tag des Monats: Was an diesem Tag endet, fehlt dann schon. "
            "Gerechnet, nicht gemeldet.",
        ),
        example=balance.scenario.example,
    )


def month_row(month: Month, changes: Iterable[Change]) -> tuple[Cell, ...]:
    events = [one.event for one in changes if one.counted and one.event.on.replace(day=1) == month.first]
    return (
        Cell(month.text),
        Cell(people(month.people)),
        Cell(places(month.places)),
        Cell(places(month.balance)),
        Cell(places(-sum(event.places for event in events if event.places < 0))),
        Cell(places(sum(event.places for event in events if event.places > 0))),
    )


def changes_table(balance: Balance, *, named: bool) -> Table:
    """What ends and what opens; who may not see shelters reads how many of one month, district and kind."""
    subject = (Column("unterkunft", "Unterkunft") if named else Column("zahl", "Unterkünfte", numeric=True),)
    return Table(
        key="aenderungen",
        caption="Was endet und was öffnet",
        columns=(
            Column("wann", "letzter oder erster Tag" if named else "Monat"),
            Column("was", "Was"),
            *subject,
            Column("stadtbezirk", "Stadtbezirk"),
            Column("art", "Art"),
            Column("plaetze", PLACES, numeric=True),
            Column("sicherheit", "Sicherheit"),
            Column("zaehlt", "zählt im Szenario"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(named_rows(balance.changes) if named else counted_rows(balance.changes)),
        example=balance.scenario.example,
    )


def named_rows(changes: Iterable[Change]) -> Iterable[tuple[Cell, ...]]:
    for one in changes:
        subject = Cell(one.shelter.name, shelter_address(one.shelter))
        number = places_of([one])
        yield change_row(german_date(one.event.on), subject, one, number, provenance_cell(one.source))


def counted_rows(changes: Iterable[Change]) -> Iterable[tuple[Cell, ...]]:
    alike: dict[tuple, list[Change]] = defaultdict(list)
    for one in changes:
        shelter = one.shelter
        key = month_text(one.event.on), one.verb, shelter.district_id, shelter.kind, one.event.certainty
        alike[*key, one.counted].append(one)
    for same in alike.values():
        month, shelters = month_text(same[0].event.on), Cell(Value(Decimal(len(same))))
        yield change_row(month, shelters, same[0], places_of(same), open_sources(same))


def places_of(changes: Sequence[Change]) -> Value:
    """No data where nobody has entered how many places one of them has."""
    if any(one.unknown for one in changes):
        return missing(PLACES)
    return places(sum(one.event.places for one in changes))


def open_sources(changes: Iterable[Change]) -> Cell:
    """The papers that everybody may read; one that is not public is not named."""
    papers = dict.fromkeys(one.source for one in changes if one.source.page)
    sources = list(papers) or [Provenance("Stammdaten der Unterkünfte")]
    return provenance_cell(sources[0]) if len(sources) == 1 else Cell(", ".join(map(str, sources)))


def change_row(when: str, subject: Cell, change: Change, number: Value, source: Cell) -> tuple[Cell, ...]:
    return (
        Cell(when),
        Cell(change.verb),
        subject,
        Cell(change.shelter.district.name),
        Cell(kind_of(change.shelter)),
        Cell(number),
        Cell(CERTAINTY_TEXT[change.event.certainty]),
        Cell("ja" if change.counted else "nein"),
        source,
    )


def kind_of(shelter: Shelter) -> str:
    return shelter.get_kind_display() or UNKNOWN_KIND


def district_of(shelter: Shelter) -> str:
    return shelter.district.name


@dataclass
class Part:
    """Places of a district or kind: at the start, what goes, what comes, and how many of both count."""

    at_start: int = 0
    going: int = 0
    coming: dict[Certainty, int] = field(default_factory=lambda: dict.fromkeys(Certainty, 0))
    counted: int = 0

    def add(self, change: Change) -> None:
        number = change.event.places
        if number < 0:
            self.going -= number
        else:
            self.coming[change.event.certainty] += number
        self.counted += number if change.counted else 0

    @property
    def cells(self) -> tuple[Cell, ...]:
        numbers = (self.at_start, self.going, *self.coming.values(), self.at_start + self.counted)
        return tuple(Cell(places(number)) for number in numbers)


def parts_table(
    key: str, title: str, balance: Balance, shelters: Sequence[Shelter], name: Callable[[Shelter], str]
) -> Table:
    """Places by district or by kind."""
    by_name: dict[str, Part] = defaultdict(Part)
    whole = Part()
    in_order = sorted(shelters, key=lambda one: one.district.number)
    names = {shelter.pk: name(shelter) for shelter in in_order}
    for capacity in capacities_on(in_order, balance.given.start):
        for part in (by_name[names[capacity.shelter_id]], whole):
            part.at_start += balance.counting.places(capacity)
    for change in balance.changes:
        for part in (by_name[name(change.shelter)], whole):
            part.add(change)
    period = f"{german_date(balance.outset.day)} bis {german_date(balance.last_day)}"
    return Table(
        key=key,
        caption=f"Belegbare Plätze nach {title}: {period}",
        columns=(
            Column(key, title),
            Column("beginn", "am Beginn", numeric=True),
            Column("fallen_weg", "fallen weg", numeric=True),
            *(Column(f"neu_{one}", f"neu, {CERTAINTY_TEXT[one]}", numeric=True) for one in Certainty),
            Column("ende", "am Ende (was im Szenario zählt)", numeric=True),
        ),
        rows=tuple(
            (Cell(one), *by_name[one].cells) for one in dict.fromkeys(names.values()) if one in by_name
        ),
        footer=(Cell("zusammen"), *whole.cells),
        example=balance.scenario.example,
    )


def scenarios_table(balances: Sequence[Balance]) -> Table:
    """Side by side; each in its own months, those of the first lead."""
    months = list(dict.fromkeys(month.first for one in balances for month in one.ahead.months))
    found = [{month.first: month.balance for month in one.ahead.months} for one in balances]
    return Table(
        key="szenarien",
        caption=f"Szenarien nebeneinander: {FREE} am Ende des Monats",
        columns=(
            Column("monat", "Ende des Monats"),
            *(
                Column(f"szenario_{at}", str(one.scenario), numeric=True)
                for at, one in enumerate(balances, start=1)
            ),
        ),
        rows=tuple(scenario_row(month, found) for month in sorted(months)),
        example=any(one.scenario.example for one in balances),
    )


def scenario_row(month: date, found: Sequence[dict[date, int]]) -> tuple[Cell, ...]:
    values = (Cell(places(one[month])) if month in one else Cell("") for one in found)
    return (Cell(month_text(month)), *values)
