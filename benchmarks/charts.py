"""A chart that nobody drew before, beside matplotlib's bare drawing of the same points.

    python -m benchmarks.charts

Bare is what the first page of matplotlib's guide does: a figure of the same size, each series with a line and
a marker for each point, a title for the axis, a legend. The portal's drawing speaks German besides, tells the
kinds of values apart, finds room for labels, and rewrites the SVG for pages with a strict policy.
"""

import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import django
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from benchmarks.race import Candidate, race
from benchmarks.tables import Target, into_readme
from portal.charts import look
from portal.charts.pictures import png, svg
from portal.figures import Chart, Kind, Point, Provenance, Series, Table, Value

TIMES = 5
COLD = Target(most=1.3)
PORTAL = {"svg": svg, "png": png}
BARE, OURS = "bare", "the portal"
SOURCE = Provenance("Meldungen der Träger")


def main() -> None:
    django.setup()
    lines = [
        "| | Format | Bare, ms | The portal, ms | Times bare | Target | Met |",
        "| --- | --- | ---: | ---: | ---: | --- | --- |",
        *(line for name, chart in charts().items() for line in compared(name, chart)),
    ]
    text = "\n".join(lines)
    print(text)
    into_readme("charts", text)


def charts() -> dict[str, Chart]:
    return {
        "Two series of 48 months": curve(date(2013, 9, 30), timedelta(days=30), 48),
        "Two series of 3,650 days": curve(date(2016, 9, 1), timedelta(days=1), 3_650),
    }


def curve(first: date, step: timedelta, number: int) -> Chart:
    """What a city's is: totals that were reported, and sums of which each fifth is estimated."""
    days = [first + step * n for n in range(number)]
    totals = [point(day, 4_000 + n * 37 % 900, Kind.REPORTED) for n, day in enumerate(days)]
    sums = [
        point(day, 3_900 + n * 31 % 800, Kind.REPORTED if n % 5 else Kind.ESTIMATED)
        for n, day in enumerate(days)
    ]
    series = (Series("totals", "Bericht", tuple(totals)), Series("sums", "Summe", tuple(sums)))
    table = Table("werte", "Werte", (), ())
    return Chart(
        key="belegung", title="Belegung", heading="", summary="", unit="Personen", table=table, series=series
    )


def point(day: date, persons: int, kind: Kind) -> Point:
    return Point(day, Value(Decimal(persons), kind, "Personen"), f"{day:%d.%m.%Y}", SOURCE)


def compared(name: str, chart: Chart) -> Iterator[str]:
    for extension, draw in PORTAL.items():
        candidates = [
            Candidate(BARE, partial(often, partial(bare, chart, extension)), TIMES),
            Candidate(OURS, partial(often, partial(draw, chart)), TIMES),
        ]
        seconds = race(candidates)
        plain, ours = (1000 * seconds[one].fastest / TIMES for one in (BARE, OURS))
        ratio = ours / plain
        yield (
            f"| {name} | {extension.upper()} | {plain:,.0f} | {ours:,.0f} | {ratio:.2f} × | {COLD} "
            f"| {COLD.verdict(ratio)} |"
        )


def often(draw: Callable[[], object]) -> None:
    for _ in range(TIMES):
        draw()


def bare(chart: Chart, extension: str) -> bytes:
    figure = Figure(figsize=(look.WIDTH / 72, look.HEIGHT / 72), dpi=72)
    axes = figure.add_subplot(title=chart.unit)
    for one in chart.series:
        days = date2num([point.at for point in one.points])
        axes.plot(days, [float(point.value.amount or 0) for point in one.points], "-o", label=one.label)
    axes.xaxis_date()
    axes.legend()
    picture = io.BytesIO()
    figure.savefig(picture, format=extension, dpi=144 if extension == "png" else 72)
    return picture.getvalue()


if __name__ == "__main__":
    main()
