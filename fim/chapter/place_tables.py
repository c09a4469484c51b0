"""Pictures and tables of the measures' places: by kind, district, provider and measure."""

from collections.abc import Iterable, Sequence
from datetime import date

from fim.chapter.cells import PORTAL, places
from fim.chapter.places import (
    Measures,
    Places,
    by_district,
    by_provider,
    hidden,
    occupied_by_kind,
    places_of,
)
from fim.models import Placement, Quota
from portal.cells import key_of, mark
from portal.dates import german_date
from portal.figures import Audience, Bar, BarChart, Cell, Column, Table, Value
from portal.numbers import german

NUMBERS = (
    Column("beantragt", "beantragt", numeric=True),
    Column("bewilligt", "bewilligt", numeric=True),
    Column("vertraglich", "unter Vertrag", numeric=True),
    Column("besetzt", "besetzt", numeric=True),
)


def kind_charts(measures: Measures, quota: Quota | None, audience: Audience) -> Iterable[BarChart]:
    whole, example = measures.of(), measures.example
    table = kind_table(measures, quota, audience)
    yield BarChart(
        key=key_of("plaetze", example),
        heading=f"{german(whole.contracted)} von {german(whole.approved)} bewilligten Plätzen sind unter "
        f"Vertrag{mark(example)}",
        title=f"FIM-Plätze nach Art und Stand am {german_date(measures.as_of)}",
        summary=" ".join(in_words(table, row) for row in table.rows),
        unit="Plätze",
        groups=tuple(column.label for column in table.columns[1:]),
        bars=tuple(Bar(str(name.content), values_of(cells)) for name, *cells in table.rows),
        table=table,
        sources=(PORTAL,),
        notes=(measures.coverage,),
        example=example,
    )


def values_of(cells: Iterable[Cell]) -> tuple[Value, ...]:
    return tuple(cell.content for cell in cells if isinstance(cell.content, Value))


def in_words(table: Table, row: Sequence[Cell]) -> str:
    """„Intern: 30 beantragt, 27 bewilligt, 27 unter Vertrag, 24 besetzt.“"""
    name, *cells = row
    said = zip(values_of(cells), table.columns[1:], strict=True)
    return f"{str(name.content).capitalize()}: {', '.join(f'{v.number} {c.label}' for v, c in said)}."


def kind_table(measures: Measures, quota: Quota | None, audience: Audience) -> Table:
    """With the quota where there is one; the city's is not that of invented measures."""
    shown = occupied_by_kind(measures, audience)
    limit = None if measures.example else quota
    limits = (limit.internal, limit.external, limit.total) if limit else ()
    of_quota: list[tuple[Cell, ...]] = [(Cell(places(number)),) for number in limits]
    inside, outside, together = of_quota or [(), (), ()]
    internal, external = Placement.Kind.INTERNAL, Placement.Kind.EXTERNAL
    return Table(
        key=key_of("plaetze-werte", measures.example),
        caption="Plätze nach Art und Stand",
        columns=(
            Column("art", "Art"), *((Column("kontingent", "Kontingent", numeric=True),) if limit else ()),
            *NUMBERS,
        ),
        rows=(
            (Cell(internal.label), *inside, *numbers(measures.of(kind=internal), shown[internal])),
            (Cell(external.label), *outside, *numbers(measures.of(kind=external), shown[external])),
        ),
        footer=(Cell("zusammen"), *together, *numbers(measures.of(), shown["zusammen"])),
        notes=(measures.coverage,),
        example=measures.example,
    )  # fmt: skip


def numbers(of: Places, occupied: Value) -> tuple[Cell, ...]:
    return (
        Cell(places(of.applied)), Cell(places(of.approved)), Cell(places(of.contracted)), Cell(occupied),
    )  # fmt: skip


def district_tables(measures: Measures, audience: Audience) -> Iterable[Table]:
    """For the council the places are split by provider instead."""
    districts = by_district(measures)
    if audience is Audience.COUNCIL or not districts:
        return
    values = tuple(district.occupied_value for district in districts.values())
    total = measures.of(kind=Placement.Kind.INTERNAL)
    occupied = total.occupied_value
    if audience is not Audience.INTERNAL:
        values, occupied = hidden(districts, occupied)
    yield Table(
        key=key_of("intern-nach-bezirk", measures.example),
        caption="Interne Plätze nach Stadtbezirk der Unterkunft",
        columns=(Column("stadtbezirk", "Stadtbezirk"), *NUMBERS),
        rows=tuple(
            (Cell(name), *numbers(district, value))
            for (name, district), value in zip(districts.items(), values, strict=True)
        ),
        footer=(Cell("zusammen"), *numbers(total, occupied)),
        notes=(measures.coverage,),
        example=measures.example,
    )


def provider_tables(measures: Measures, audience: Audience) -> Iterable[Table]:
    """Not for the public: who offers places is said where the city releases it."""
    if audience is Audience.PUBLIC:
        return
    kinds = {one.provider.organisation.name: one.provider.get_kind_display() for one in measures.placements}
    rows = []
    for kind in Placement.Kind:
        providers = by_provider(measures, kind)
        values = tuple(provider.occupied_value for provider in providers.values())
        if audience is not Audience.INTERNAL and providers:
            values, _ = hidden(providers, measures.of(kind=kind).occupied_value)
        rows += [
            (Cell(name), Cell(kinds[name]), Cell(kind.label), *numbers(provider, value))
            for (name, provider), value in zip(providers.items(), values, strict=True)
        ]
    yield Table(
        key=key_of("traeger", measures.example),
        caption="Plätze nach Träger und Art",
        columns=(
            Column("traeger", "Träger"), Column("traegerart", "Trägerart"), Column("art", "Art"), *NUMBERS,
        ),
        rows=tuple(rows),
        notes=(measures.coverage,),
        example=measures.example,
    )  # fmt: skip


def measure_table(measures: Measures) -> Table:
    """For the administration and for the provider itself."""
    return Table(
        key=key_of("massnahmen", measures.example),
        caption="Maßnahmen",
        columns=(
            Column("nummer", "Nr."), Column("massnahme", "Maßnahme"), Column("traeger", "Träger"),
            Column("art", "Art"), Column("stand", "Stand"), *NUMBERS, Column("ort", "Unterkunft"),
            Column("taetigkeit", "Tätigkeit"),
        ),
        rows=tuple(measure_row(one, measures.as_of) for one in measures.placements),
        notes=(measures.coverage,),
        example=measures.example,
    )  # fmt: skip


def measure_row(placement: Placement, when: date) -> tuple[Cell, ...]:
    own = places_of(placement, when)
    return (
        Cell(placement.number),
        Cell(placement.name),
        Cell(str(placement.provider)),
        Cell(placement.get_kind_display()),
        Cell(placement.status_on(when).label),
        *numbers(own, own.occupied_value),
        Cell(placement.shelter.name if placement.shelter else "–"),
        Cell(placement.activity),
    )
