"""Sport: which offers there are where, mentors, swimming courses."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings

from culture_sport.chapter.cells import counted
from culture_sport.models import SportMentorCount, SportsOffer, SwimmingCourseCount
from portal.alphabet import alphabetical
from portal.cells import apart, key_of, mark, source_cell
from portal.dates import german_date
from portal.figures import Audience, Bar, BarChart, Cell, Column, Provenance, Table, Value
from portal.numbers import german
from portal.small_numbers import protect

MOST_BARS = 15
MOST_NAMES = 3


@dataclass(frozen=True)
class Split:
    """By what the offers are told apart."""

    field: str
    key: str
    label: str
    plural: str
    finding: str


BY_SPORT = Split("sport__name", "sportarten", "Sportart", "Sportarten", "Am häufigsten: {}")
BY_DISTRICT = Split(
    "district__name", "bezirke", "Stadtbezirk", "Stadtbezirke", "Die meisten Angebote gibt es in {}"
)


def offer_charts(as_of: date) -> Iterable[BarChart]:
    offers = SportsOffer.objects.confirmed(as_of)
    for split in (BY_SPORT, BY_DISTRICT):
        numbers = offers.numbers_by(split.field)
        rows = sorted(numbers, key=lambda row: (row["example"], -row["number"], alphabetical(row["name"])))
        for example, part in groupby(rows, itemgetter("example")):
            yield offer_chart(split, list(part), as_of, example)


def offer_chart(split: Split, rows: Sequence[dict], as_of: date, example: bool) -> BarChart:
    shown = with_rest(rows, f"weitere {split.plural}")
    return BarChart(
        key=key_of(split.key, example),
        heading=most(split, rows) + mark(example),
        title=f"Sportangebote nach {split.label} am {german_date(as_of)}",
        summary="; ".join(f"{row['name']}: {german(row['number'])}" for row in shown) + ".",
        unit="Angebote",
        table=offer_table(split, rows, example),
        sources=(Provenance("Verzeichnis der Sportangebote", f"gezählt am {german_date(as_of)}"),),
        notes=("Gezählt ist, was in den zwölf Monaten davor bestätigt wurde.",),
        groups=("Angebote",),
        bars=tuple(Bar(row["name"], (counted(row["number"], "Angebote"),)) for row in shown),
        example=example,
    )


def with_rest(rows: Sequence[dict], name: str) -> list[dict]:
    """The longest bars, and all others as one."""
    if len(rows) <= MOST_BARS:
        return list(rows)
    rest = sum(row["number"] for row in rows[MOST_BARS - 1 :])
    return [*rows[: MOST_BARS - 1], {"name": name, "number": rest}]


def most(split: Split, rows: Sequence[dict]) -> str:
    """„Am häufigsten: Fußball, 6 von 18 Angeboten“, „… Fußball und Turnen, je 4 von 18 Angeboten“"""
    highest = rows[0]["number"]
    first = [row["name"] for row in rows if row["number"] == highest]
    whole = sum(row["number"] for row in rows)
    if len(first) > MOST_NAMES:
        return f"{german(whole)} Angebote, verteilt auf {german(len(rows))} {split.plural}"
    each = "je " if len(first) > 1 else ""
    return (
        f"{split.finding.format(' und '.join(first))}, {each}{german(highest)} von {german(whole)} Angeboten"
    )


def offer_table(split: Split, rows: Sequence[dict], example: bool) -> Table:
    names = ("number", "women", "children", "integrative")
    return Table(
        key=key_of(f"angebote-nach-{split.key}", example),
        caption=f"Sportangebote nach {split.label}",
        columns=(
            Column(split.key, split.label),
            Column("angebote", "Angebote", numeric=True),
            Column("frauen", "für Frauen und Mädchen", numeric=True),
            Column("kinder", "für Kinder", numeric=True),
            Column("integrativ", "integrativ", numeric=True),
        ),
        rows=tuple((Cell(row["name"]), *(Cell(counted(row[name])) for name in names)) for row in rows),
        footer=(Cell("zusammen"), *(Cell(counted(sum(row[name] for row in rows))) for name in names)),
        example=example,
    )


@dataclass(frozen=True)
class Counted:
    """A column of counts."""

    key: str
    label: str
    of: Callable[..., int | None]
    persons: bool = True  # counts of persons are hidden where they are small
    whole: Callable[..., int | None] | None = None  # of which it is a part: the others are persons, too


@dataclass(frozen=True)
class CountList:
    """One line for each club or association, its newest counts in columns."""

    key: str
    caption: str
    columns: tuple[Counted, ...]


MENTORS = CountList("sportpaten", "Sportpaten nach Verein und Verband", (
    Counted("ausgebildet", "ausgebildet", lambda row: row.trained),
    Counted("taetig", "davon tätig", lambda row: row.active, whole=lambda row: row.trained),
    Counted(
        "bezuschusst", "davon Ausbildung bezuschusst", lambda row: row.subsidised,
        whole=lambda row: row.trained,
    ),
))  # fmt: skip
SWIMMING = CountList("schwimmkurse", "Schwimmkurse nach Verein und Verband", (
    Counted("laufend", "laufende Kurse", lambda row: row.running, persons=False),
    Counted("maedchen", "davon nur für Mädchen", lambda row: row.girls_only, persons=False),
    Counted("gesamt", "Kurse seit Beginn", lambda row: row.held, persons=False),
    Counted("teilnehmende", "Teilnehmende", lambda row: row.participants),
))  # fmt: skip


def by_organisation(counts: Iterable[Any]) -> list[Any]:
    return sorted(counts, key=lambda one: alphabetical(one.organisation.name))


def mentor_tables(as_of: date, audience: Audience) -> Iterable[Table]:
    counts = by_organisation(SportMentorCount.objects.newest_of_each(as_of))
    yield from apart(counts, partial(count_table, MENTORS, audience))


def swimming_tables(as_of: date, audience: Audience) -> Iterable[Table]:
    counts = by_organisation(SwimmingCourseCount.objects.newest_of_each(as_of))
    yield from apart(counts, partial(count_table, SWIMMING, audience))


def count_table(what: CountList, audience: Audience, counts: Sequence, example: bool) -> Table:
    told = [column_values(column, counts, audience) for column in what.columns]
    parts = zip(*(values for values, _ in told), strict=True)
    return Table(
        key=key_of(what.key, example),
        caption=what.caption,
        columns=(
            Column("organisation", "Verein, Verband"),
            Column("stand", "Stand"),
            *(Column(column.key, column.label, numeric=True) for column in what.columns),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(count.organisation.name),
                Cell(count.as_of),
                *map(Cell, values),
                source_cell(count.citation),
            )
            for count, values in zip(counts, parts, strict=True)
        ),
        footer=(Cell("zusammen"), Cell("–"), *(Cell(total) for _, total in told), Cell("–")),
        notes=tuple(count_notes(what, audience)),
        example=example,
    )


def count_notes(what: CountList, audience: Audience) -> Iterable[str]:
    yield "Das ist eine eigene Reihe; sie wird mit den Zahlen des Berichts nicht zusammengezählt."
    if audience is not Audience.INTERNAL and any(column.whole for column in what.columns):
        yield "Was „davon“ ist, steht zum Schutz kleiner Zahlen nur in der Summe."


def column_values(column: Counted, counts: Sequence, audience: Audience) -> tuple[tuple[Value, ...], Value]:
    """The values and their sum, as this reader may see them."""
    values = tuple(counted(column.of(count)) for count in counts)
    total = counted(sum_of(column.of, counts))
    if not column.persons or audience is Audience.INTERNAL:
        return values, total
    if column.whole:
        return tuple(map(hidden, values)), part_of(total, counted(sum_of(column.whole, counts)))
    return protect(values, total, settings.SMALL_NUMBER)


def sum_of(number: Callable[..., int | None], counts: Sequence) -> int | None:
    """A sum with a gap in it is no sum."""
    numbers = [number(count) for count in counts]
    known = [one for one in numbers if one is not None]
    return sum(known) if len(known) == len(numbers) else None


def hidden(value: Value) -> Value:
    """Beside its whole in the same line even a high number may tell how few the others are."""
    return value.suppressed() if value.amount else value


def part_of(total: Value, whole: Value) -> Value:
    """The sum of a part, unless it or the others are few."""
    if total.amount is None or whole.amount is None:
        return protect((), total, settings.SMALL_NUMBER)[1]
    (shown, _), _ = protect((total, counted(int(whole.amount - total.amount))), whole, settings.SMALL_NUMBER)
    return shown
