"""One district, for its council: the answer, the key figures, the curve, and what there is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from accommodation.chapter.balance.ahead import Change
from accommodation.chapter.balance.tables import places_of
from accommodation.chapter.district_curve import district_chart, district_series
from accommodation.chapter.shelter_list import shelter_list
from accommodation.chapter.shelters import shelter_address
from accommodation.forecast import CERTAINTY_TEXT
from accommodation.models import Occupancy, Shelter
from culture_sport.chapter.offer_list import offer_lists
from portal.cells import key_of, mark
from portal.dates import german_date
from portal.districts.measures import (
    CIRCLES,
    FIM_PLACES,
    OFFERS,
    PERSONS,
    PLACES,
    SHELTERS,
    SPACES,
    UTILISATION,
    is_known,
)
from portal.districts.overview import ADDRESS, population_date
from portal.districts.standings import Known, Standing, Standings, known_on
from portal.figures import (
    Audience,
    Cell,
    Chapter,
    Column,
    KeyFigure,
    Kind,
    Provenance,
    Table,
    Value,
)
from portal.models import District
from volunteering.chapter.directory import listed_tables
from volunteering.chapter.spaces import space_tables

# What is counted, by whom it is kept.
COUNTED = (
    (CIRCLES, Provenance("Verzeichnis der Freundeskreise", url="/engagement/verzeichnis/")),
    (OFFERS, Provenance("Verzeichnis der Sportangebote", url="/kultur-und-sport/sportangebote/")),
    (SPACES, Provenance("Liste der Begegnungsräume", url="/engagement/")),
    (FIM_PLACES, Provenance("Liste der Maßnahmen und Verträge", url="/fim/")),
)


def district_chapter(district: District, as_of: date, audience: Audience) -> Chapter:
    """Names of shelters are for the administration alone; the rest is what the areas tell this reader."""
    known = known_on(as_of, audience)
    homes = known.half(PERSONS.of)
    series = district_series(district, audience, known.homes, example=homes.example)
    return Chapter(
        key="districts", title=district.name, address=f"{ADDRESS}{district.slug}/", as_of=as_of,
        audience=audience,
        lead=lead(homes, district),
        key_figures=tuple(key_figures(known, homes, district)),
        charts=(district_chart(series, known.homes.carried),) if series.drawable else (),
        tables=(
            *coming_tables(homes, district, audience),
            *(shelter_tables(homes, district) if audience is Audience.INTERNAL else ()),
            *listed_tables(as_of, district),
            *offer_lists(as_of, district),
            *(without(table, KNOWN_HERE) for table in space_tables(as_of, district)),
        ),
    )  # fmt: skip


# What every row of a district's page has in common: its name, and the day that its table names.
KNOWN_HERE = ("stadtbezirk", "stichtag")

# The answer


def lead(homes: Standings, district: District) -> str:
    row = homes.of(district)
    if not is_known(row.shelters):
        return "Für diesen Stichtag sind noch keine Unterkünfte erfasst."
    said = (people(homes, row), for_its_size(row, homes.city), ahead(homes.as_of, row))
    return " ".join(filter(None, said)) + mark(homes.example)


def people(homes: Standings, row: Standing) -> str:
    day, name = german_date(homes.split.when), row.name
    if not row.shelters.amount:
        return f"In {name} gibt es am {day} keine städtische Unterkunft."
    where = "eine Unterkunft" if row.shelters.amount == 1 else SHELTERS.counted(row.shelters)
    there = f"In {name} gibt es am {day} {where}"
    if homes.split.unsettled:
        return f"{there}; die Zahl der Menschen steht hier, sobald alle Unterkünfte der Stadt gemeldet haben."
    match row.persons.kind:
        case Kind.MISSING:
            return f"{there}; wie viele Menschen dort leben, ist nicht gemeldet."
        case Kind.SUPPRESSED:
            return f"{there}; wie viele Menschen dort leben, wird zu ihrem Schutz nicht genannt."
    persons = PERSONS.counted(row.persons)
    if row.partial:
        return f"In {name} sind für den {day} bisher {persons} gemeldet ({row.coverage})."
    mark = f" ({row.persons.mark})" if row.persons.mark else ""
    return f"In {name} lebten am {day} {persons}{mark} in {dative(row.shelters)}."


def dative(shelters: Value) -> str:
    one = shelters.amount == 1
    return "einer städtischen Unterkunft" if one else f"{shelters.number} städtischen Unterkünften"


def for_its_size(row: Standing, city: Standing) -> str:
    rate, of_city = row.persons_per_thousand, city.persons_per_thousand
    if not rate.amount:
        return ""
    beside = f", in der ganzen Stadt {of_city.number}" if of_city.amount is not None else ""
    return f"Das sind {rate}{beside}."


def ahead(as_of: date, row: Standing) -> str:
    """„In den zwölf Monaten nach dem 31.12.2017 öffnen 2 Unterkünfte und endet eine Unterkunft.“"""
    steps = ((row.opening, "öffnet", "öffnen"), (row.ending, "endet", "enden"))
    said = [
        f"{one} eine Unterkunft" if number.amount == 1 else f"{several} {number.number} Unterkünfte"
        for number, one, several in steps
        if number.amount
    ]
    changes = " und ".join(said) or "ist nach heutigem Stand keine Änderung beschlossen oder geplant"
    return f"In den zwölf Monaten nach dem {german_date(as_of)} {changes}."


# Key figures


def key_figures(known: Known, homes: Standings, district: District) -> Iterator[KeyFigure]:
    row = homes.of(district)
    if is_known(row.shelters):
        yield from home_figures(row, homes)
    yield population(row)
    for measure, source in COUNTED:
        half = known.half(measure.of)
        if is_known(measure.of(half.of(district))):
            yield KeyFigure(
                measure.label,
                measure.of(half.of(district)),
                f"am {german_date(half.as_of)}",
                source,
                example=half.example,
            )


def home_figures(row: Standing, homes: Standings) -> Iterator[KeyFigure]:
    covered = str(row.coverage) if row.shelters.amount else ""
    reports = Provenance("Meldungen der Träger", covered, url="/unterbringung/")
    kept = Provenance("Stammdaten der Unterkünfte")
    figures = (
        (PERSONS, reports, "Unvollständig gemeldet." if row.partial else rate(row.persons_per_thousand)),
        (PLACES, kept, rate(row.places_per_thousand)),
        (UTILISATION, reports, ""),
    )
    day = f"am {german_date(homes.split.when)}"
    for measure, source, note in figures:
        yield KeyFigure(measure.label, measure.of(row), day, source, note=note, example=homes.example)


def rate(value: Value) -> str:
    """Nothing where there is none: the figures of persons and inhabitants say why."""
    return "" if value.amount is None else str(value)


def population(row: Standing) -> KeyFigure:
    citation = row.district.population_source if row.district else None
    source = citation.provenance() if citation else Provenance("noch keine")
    when = population_date(row) if citation else "ohne Stand"
    return KeyFigure("Einwohnerinnen und Einwohner", row.population, when, source)


# Tables


def coming_tables(homes: Standings, district: District, audience: Audience) -> Iterator[Table]:
    coming = [one for one in homes.coming if one.shelter.district == district]
    if coming:
        yield coming_table(coming, homes.example, audience is Audience.INTERNAL)


def coming_table(coming: Sequence[Change], example: bool, named: bool) -> Table:
    return Table(
        key=key_of("oeffnen-und-enden", example),
        caption="Unterkünfte, die in den nächsten zwölf Monaten öffnen oder enden",
        columns=(
            Column("tag", "Tag"),
            Column("was", "was"),
            *((Column("unterkunft", "Unterkunft"),) if named else ()),
            Column("plaetze", "Plätze", numeric=True),
            Column("sicherheit", "Sicherheit"),
        ),
        rows=tuple(
            (
                Cell(one.event.on),
                Cell(one.verb),
                *((Cell(one.shelter.name, shelter_address(one.shelter)),) if named else ()),
                Cell(places_of([one])),
                Cell(CERTAINTY_TEXT[one.event.certainty]),
            )
            for one in coming
        ),
        example=example,
    )


def shelter_tables(homes: Standings, district: District) -> Iterator[Table]:
    """Those that are open on the day of the numbers."""
    here = Shelter.objects.invented(homes.example).in_district(district).open_on(homes.split.when)
    table = shelter_list(here, Occupancy.objects.all(), homes.split.when)
    if table.rows:
        yield without(table, KNOWN_HERE)


def without(table: Table, keys: Collection[str]) -> Table:
    """The table without these columns."""
    kept = [at for at, column in enumerate(table.columns) if column.key not in keys]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
    )
