"""What circles report themselves, each way of counting apart."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.conf import settings

from portal.cells import apart, key_of, mark
from portal.dates import german_date
from portal.figures import Audience, Bar, BarChart, Cell, Column, Kind, Provenance, Table, Value
from volunteering.models import VolunteerCount

PERSONS = "Personen"


def head_count_charts(as_of: date, audience: Audience) -> Iterable[BarChart]:
    """For the public without the counts below the threshold: what is left out of a sum cannot be found
    by subtraction, neither from another sum nor from the same one of another day."""
    counts = VolunteerCount.objects.current(as_of)
    inside = audience is Audience.INTERNAL
    if not inside:
        counts = counts.of_at_least(settings.SMALL_NUMBER)
    yield from apart(sorted(counts.sums(), key=place), partial(head_count_chart, as_of, inside))


def head_count_chart(as_of: date, inside: bool, sums: Sequence[dict[str, Any]], example: bool) -> BarChart:
    return BarChart(
        key=key_of("gemeldete-zahlen", example),
        heading=heading(sums) + mark(example),
        title=f"Von Freundeskreisen und Initiativen gemeldete Zahlen am {german_date(as_of)}",
        summary=f"{'; '.join(map(words, sums))}.",
        unit=PERSONS,
        groups=("Engagierte",),
        bars=tuple(Bar(way(one), (total(one),)) for one in sums),
        table=head_count_table(as_of, sums, example),
        sources=(Provenance("Meldungen der Gruppen", "freigegeben durch eine zweite Person"),),
        notes=tuple(notes(inside)),
        example=example,
    )


def place(row: dict[str, Any]) -> tuple[int, int]:
    """The ways of counting in the order in which forms offer them."""
    return VolunteerCount.Rule.values.index(row["rule"]), VolunteerCount.Scope.values.index(row["scope"])


def notes(inside: bool) -> Iterable[str]:
    yield "Zahlen verschiedener Zählweisen sind nicht vergleichbar und werden nie addiert."
    yield "Von jeder Gruppe zählt die neueste Zahl, wenn sie nicht älter als zwölf Monate ist."
    if not inside:
        yield (
            f"Aus Datenschutzgründen ohne die Gruppen, die weniger als {settings.SMALL_NUMBER} "
            "Engagierte melden."
        )


def heading(sums: Sequence[dict[str, Any]]) -> str:
    if len(sums) == 1:
        return f"{groups(sums[0])} zählen gleich: {words(sums[0])}"
    highest = max(sums, key=amount)
    return (
        f"Gezählt wird auf {len(sums)} Arten, die nicht vergleichbar sind; "
        f"die höchste Zahl ist {total(highest).number} („{way(highest)}“)"
    )


def amount(row: dict[str, Any]) -> int:
    return row["total"]


def words(row: dict[str, Any]) -> str:
    """„alle im Verteiler: 410 in 2 Gruppen“"""
    return f"{way(row)}: {total(row).number} in {groups(row)}"


def groups(row: dict[str, Any]) -> str:
    return "1 Gruppe" if row["groups"] == 1 else f"{row['groups']} Gruppen"


def way(row: dict[str, Any]) -> str:
    """The scope is named where it is more than the circle itself."""
    rule, scope = VolunteerCount.Rule(row["rule"]), VolunteerCount.Scope(row["scope"])
    return rule.label if scope == VolunteerCount.Scope.OWN else f"{rule.label}, {scope.label}"


def total(row: dict[str, Any]) -> Value:
    return Value(Decimal(row["total"]), Kind.COUNTED, PERSONS)


def head_count_table(as_of: date, sums: Sequence[dict[str, Any]], example: bool) -> Table:
    return Table(
        key=key_of("gemeldete-zahlen-werte", example),
        caption=f"Gemeldete Zahlen nach Zählweise am {german_date(as_of)}",
        columns=(
            Column("zaehlweise", "Zählweise"),
            Column("engagierte", "Engagierte", numeric=True),
            Column("gruppen", "aus Gruppen", numeric=True),
        ),
        rows=tuple((Cell(way(one)), Cell(total(one)), Cell(Value(Decimal(one["groups"])))) for one in sums),
        example=example,
    )
