"""What sources say about the city: how many help, each way of counting a series of its own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from portal.cells import provenance_cell
from portal.dates import german_date
from portal.figures import Cell, Chart, Column, KeyFigure, Kind, Point, Provenance, Series, Table, Value
from portal.models import ReportedFigure
from volunteering.models import MeetingSpace

Figures = Mapping[str, ReportedFigure]  # the newest leading one of each indicator

ACTIVE, GROUPS = "volunteers_active", "volunteer_groups"

# The ways of counting, the report's first.
WAYS = (
    (ACTIVE, "Bericht: aktiv, Freundeskreise und Organisationen"),
    ("volunteers_circles", "Presse: nur Freundeskreise"),
    ("volunteers_with_initiatives", "Presse: Freundeskreise und Initiativen"),
    ("volunteers_members", "Presse: alle Mitglieder, auch passive"),
)
NOTHING = "Für diesen Stichtag liegt noch keine Zahl für die Stadt vor."


def lead(figures: Figures) -> str:
    """„2.000 Menschen engagierten sich 2017 aktiv, in 41 Freundeskreisen und Organisationen.“"""
    people, groups = figures.get(ACTIVE), figures.get(GROUPS)
    if people is None:
        return NOTHING
    where = f", in {groups.as_value().number} Freundeskreisen und Organisationen" if groups else ""
    return f"{people.as_value().number} Menschen engagierten sich {people.when} aktiv für Geflüchtete{where}."


def key_figures(figures: Figures, as_of: date) -> Iterable[KeyFigure]:
    for key in (ACTIVE, GROUPS):
        figure = figures.get(key)
        if figure:
            yield KeyFigure(figure.indicator.label, figure.as_value(), figure.when, figure.provenance())
    open_spaces = MeetingSpace.objects.on(as_of).filter(example=False).count()
    if open_spaces:
        yield KeyFigure(
            "Begegnungsräume", Value(Decimal(open_spaces), Kind.COUNTED, "offen"),
            f"am {german_date(as_of)}", Provenance("Liste der Begegnungsräume", "gezählt"),
        )  # fmt: skip


def reported_charts(as_of: date) -> Iterable[Chart]:
    series = [one for one in (series_of(key, label, as_of) for key, label in WAYS) if one.points]
    if series:
        yield reported_chart(series)


def series_of(key: str, label: str, as_of: date) -> Series:
    figures = ReportedFigure.objects.released().as_of(as_of).of(key)
    return Series(key, label, tuple(map(point, figures)), joined=False)


def point(figure: ReportedFigure) -> Point:
    end = figure.period_end or figure.period_start
    return Point(end, figure.as_value(), figure.when, figure.provenance(), start=figure.period_start)


def reported_chart(series: Sequence[Series]) -> Chart:
    return Chart(
        key="engagierte",
        heading=heading(series),
        title="Engagierte in der Stadt nach Quellen und Zählweisen",
        summary=summary(series),
        unit="Personen",
        series=tuple(series),
        table=reported_table(series),
        notes=(
            "Jede Zählweise ist eine eigene Reihe; die Reihen werden weder verbunden noch addiert.",
            "Die Zahlen, die Freundeskreise selbst melden, stehen in einer eigenen Abbildung.",
        ),
    )


def heading(series: Sequence[Series]) -> str:
    report = [point for one in series if one.key == ACTIVE for point in one.drawable]
    others = [point for one in series if one.key != ACTIVE for point in one.drawable]
    if not report:
        return f"Noch ohne Zahl des Berichts: Die Presse nennt {span(others)} Engagierte"
    newest = report[-1]
    said = f"Der Bericht nennt {newest.value.number} Engagierte ({newest.date_text})"
    return f"{said}; andere Quellen zählen anders und nennen {span(others)}" if others else said


def span(points: Sequence[Point]) -> str:
    """„500 bis 3.500“, or the one number there is."""
    values = sorted((point.value for point in points), key=lambda value: value.amount or 0)
    lowest, highest = values[0], values[-1]
    return lowest.number if lowest.amount == highest.amount else f"{lowest.number} bis {highest.number}"


def summary(series: Sequence[Series]) -> str:
    said = (f"{one.label}: {', '.join(map(words, one.drawable))}" for one in series)
    return f"{'; '.join(said)}."


def words(point: Point) -> str:
    return f"{point.value.number} ({point.date_text})"


def reported_table(series: Sequence[Series]) -> Table:
    return Table(
        key="engagierte-werte",
        caption="Engagierte in der Stadt: Werte mit ihren Quellen",
        columns=(
            Column("zeit", "Zeit"),
            Column("zaehlweise", "Zählweise"),
            Column("engagierte", "Engagierte", numeric=True),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(point.date_text),
                Cell(one.label),
                Cell(point.value),
                provenance_cell(point.source),
            )
            for one in series
            for point in one.points
        ),
    )
