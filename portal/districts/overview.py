"""All districts: the answer, and the table with everything."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from accommodation.chapter.settled import WITHHELD
from portal.cells import key_of, mark
from portal.dates import german_date
from portal.districts.measures import (
    CIRCLES,
    ENDING,
    MEASURES,
    PERSONS,
    PERSONS_PER_THOUSAND,
    Measure,
    is_known,
)
from portal.districts.standings import Known, Standing, Standings
from portal.districts.tile_map import most
from portal.figures import NO_DATA, Audience, Cell, Chapter, Column, Table
from portal.numbers import german, percent

TITLE = "Stadtbezirke"
ADDRESS = "/bezirke/"
FIRST = 5
WITHOUT_RATE = "Je 1.000 Einwohner lässt sich noch nichts sagen, weil Einwohnerzahlen fehlen."


def overview(known: Known, as_of: date, audience: Audience) -> Chapter:
    return Chapter(
        key="districts", title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(known.half(PERSONS.of)),
        tables=tuple(table for half in known.halves for table in tables(half, as_of)),
    )  # fmt: skip


def lead(standings: Standings) -> str:
    """Who carries most, absolutely and for its size, and how the places are spread."""
    if not any(is_known(row.shelters) for row in standings.rows):
        return "Für diesen Stichtag sind noch keine Unterkünfte erfasst."
    day = f"Stand {german_date(standings.split.when)}: "
    said = [
        f"{day}{most(PERSONS, standings.rows)}.",
        most_for_its_size(standings.rows),
        spread(standings.rows),
    ]
    return " ".join(filter(None, said)) + mark(standings.example)


def most_for_its_size(rows: Sequence[Standing]) -> str:
    """Told with how many districts it compares: hidden and missing ones may carry more."""
    rated = [row for row in rows if row.persons_per_thousand.amount is not None]
    if not any(row.population.amount for row in rows):
        return WITHOUT_RATE
    if not any(row.persons_per_thousand.amount for row in rated):
        return ""
    compared = f" (verglichen: {german(len(rated))} von {german(len(rows))} Bezirken)"
    return f"{most(PERSONS_PER_THOUSAND, rows)}{'' if len(rated) == len(rows) else compared}."


def spread(rows: Sequence[Standing]) -> str:
    """Places are no persons, so none of them is hidden."""
    places = sorted((row.places.amount for row in rows if row.places.amount is not None), reverse=True)
    whole = sum(places)
    if len(places) < len(rows) or not whole:
        return ""
    without = places.count(Decimal(0))
    with_places = len(places) - without
    if with_places <= FIRST:
        return f"Alle Plätze liegen in {german(with_places)} von {german(len(places))} Stadtbezirken."
    share = percent(sum(places[:FIRST]) * 100 / whole, 0)
    rest = f", {german(without)} haben keinen Platz" if without else ""
    return f"Die fünf mit den meisten Plätzen haben {share} aller Plätze{rest}."


def tables(standings: Standings, as_of: date) -> Iterator[Table]:
    """Only columns about which something is known; none at all without such a column."""
    columns = [measure for measure in MEASURES if any(is_known(measure.of(row)) for row in standings.rows)]
    if columns:
        yield table(standings, columns, as_of)


def table(standings: Standings, columns: Sequence[Measure], as_of: date) -> Table:
    stichtag = f"?stichtag={as_of:%Y-%m-%d}"
    return Table(
        key=key_of("stadtbezirke", standings.example),
        caption=caption(standings, as_of),
        columns=(
            Column("stadtbezirk", "Stadtbezirk"),
            *(Column(measure.key, measure.label, numeric=True) for measure in columns),
            Column("einwohner", "Einwohner", numeric=True),
            Column("einwohner-stand", "Stand der Einwohnerzahl"),
        ),
        rows=tuple(
            (
                Cell(row.name, page=f"{row.district.get_absolute_url()}{stichtag}" if row.district else ""),
                *numbers(row, columns),
            )
            for row in standings.rows
        ),
        footer=(Cell(standings.city.name), *numbers(standings.city, columns)),
        notes=tuple(notes(standings, columns)),
        example=standings.example,
    )


def caption(standings: Standings, as_of: date) -> str:
    """A name for each of the two tables, with the day of its figures: that of the shelters is their newest
    reporting date."""
    title = "Alle Stadtbezirke, erfundene Zahlen" if standings.example else "Alle Stadtbezirke"
    when, today = german_date(standings.split.when), german_date(as_of)
    if when == today:
        return f"{title}: Stand {today}"
    return f"{title}: Unterkünfte Stand {when}, alles andere Stand {today}"


def numbers(row: Standing, columns: Sequence[Measure]) -> tuple[Cell, ...]:
    return (
        *(Cell(measure.of(row)) for measure in columns),
        Cell(row.population),
        Cell(population_date(row)),
    )


def population_date(row: Standing) -> str:
    """As its source is dated."""
    source = row.district.population_source if row.district else None
    return (source.source.when or NO_DATA) if source else "–"


def notes(standings: Standings, columns: Sequence[Measure]) -> Iterator[str]:
    if PERSONS in columns:
        day = german_date(standings.split.when)
        yield f"Unterkünfte, Personen und Plätze: Stand {day}; {standings.split.coverage}."
        partial = [f"{row.name} ({row.coverage})" for row in standings.rows if row.partial]
        if standings.split.unsettled:
            yield WITHHELD
        elif partial:
            yield f"Unvollständig, es sind mehr Personen: {'; '.join(partial)}."
    if CIRCLES in columns:
        yield "Freundeskreise: nur wer genannt werden möchte; wer in zwei Bezirken hilft, zählt in beiden."
    if ENDING in columns:
        yield "Öffnen: beschlossen oder geplant; was nur möglich ist, zählt nicht."
        yield "Enden: geschlossen oder nur bis zu einem Tag in diesen zwölf Monaten genehmigt."
    sources = {
        row.district.population_source
        for row in standings.rows
        if row.district and row.district.population_source
    }
    for source in sorted(map(str, (one.provenance() for one in sources))):
        yield f"Einwohner: {source}."
