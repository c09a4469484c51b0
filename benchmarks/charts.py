"""Charts that lie ready, beside a file of the same size; new ones, beside what matplotlib alone needs.

`python -m benchmarks.charts` measures on SQLite and on PostgreSQL, each a throw-away database with the report
and the invented city; the README gets the tables.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from benchmarks.bare import bare, self_placed
from benchmarks.one_database import fill, said, server
from benchmarks.pages import REQUESTS, Page, gunicorn, session_of_the_council
from benchmarks.race import Candidate, race
from benchmarks.reading import on_both
from benchmarks.tables import Target, into_readme, ratio_table
from portal.charts import drawn, newly_drawn
from portal.charts.drawing import figure_of
from portal.figures import Audience, Chart

FORMATS = {"svg": 72, "png": 144}  # with their dots per inch
DAYS = 3_650
STORED, COLD = Target(least=80, unit="%"), Target(most=1.3)


def main() -> None:
    into_readme("charts", on_both("charts"))


def measure(answer: Path) -> None:
    fill()
    from accommodation.chapter import chapter  # noqa: PLC0415 - models need Django's setup

    content = chapter(date.today(), Audience.PUBLIC)  # noqa: DTZ011 - as who reads today
    (chart,) = (one for one in content.charts if isinstance(one, Chart))
    found = [said(f"### Charts, on {server()}\n"), said(stored(chart))]
    if "sqlite" in server().lower():
        found.append(said(cold(chart)))  # asks no database
    answer.write_text("\n".join(found), encoding="utf-8")


def stored(chart: Chart) -> str:
    put_beside_the_styles(chart)
    cookie = {"Cookie": session_of_the_council()}
    rows: list[list[str]] = []
    with gunicorn() as port:
        for picture_format in FORMATS:
            address = f"/unterbringung/belegung.{picture_format}"
            pages = [
                Page(f"a static file ({picture_format.upper()})", f"/static/belegung.{picture_format}"),
                Page("the chart", address),
            ]
            if picture_format == "svg":
                pages.append(Page("the chart, for a council member", address, cookie))
            rows += shares(pages, port)
    return ratio_table("Stored", ["Requests per second", "Of the file"], rows)


def put_beside_the_styles(chart: Chart) -> None:
    """Where WhiteNoise finds it at gunicorn's start."""
    from django.conf import settings  # noqa: PLC0415 - settings need Django's setup

    for picture_format in FORMATS:
        content = drawn(chart, picture_format)
        data = content if isinstance(content, bytes) else content.encode()
        Path(settings.STATIC_ROOT, f"belegung.{picture_format}").write_bytes(data)


def shares(pages: Sequence[Page], port: int) -> Iterator[list[str]]:
    for page in pages:
        list(page.asked(port, 8))  # both workers have it
    seconds = race([Candidate(page.name, partial(page.read, port), REQUESTS) for page in pages])
    file, chart, *_ = pages
    for page in pages:
        fastest = seconds[page.name].fastest
        share = 100 * seconds[file.name].fastest / fastest
        target = [str(STORED), STORED.verdict(share)] if page is chart else ["", ""]
        yield [page.name, f"{REQUESTS / fastest:,.0f}", f"{share:.0f} %", *target]


def cold(chart: Chart) -> str:
    """Without the import of matplotlib, which gunicorn does before."""
    rows: list[list[str]] = []
    for name, one in ((f"{points(chart)} points", chart), (f"{DAYS:,} points", of_days(chart))):
        for picture_format in FORMATS:
            rows += against_bare(f"{name}, as {picture_format.upper()}", one, picture_format)
    return ratio_table("Newly drawn", ["ms", "Times bare"], rows)


def points(chart: Chart) -> int:
    return sum(len(series.drawable) for series in chart.series)


def of_days(chart: Chart) -> Chart:
    """Ten years of days, without a gap."""
    point = chart.series[0].points[-1]
    days = tuple(
        replace(
            point,
            at=point.at + timedelta(number),
            start=None,
            value=replace(point.value, amount=Decimal(6_000 + number * 7 % 400)),
        )
        for number in range(DAYS)
    )
    return replace(chart, series=(replace(chart.series[0], points=days),))


def against_bare(name: str, chart: Chart, picture_format: str) -> Iterator[list[str]]:
    model, dpi = figure_of(chart), FORMATS[picture_format]
    ways: dict[str, Callable[[], object]] = {
        f"{name}: the portal": partial(newly_drawn, chart, picture_format),
        "matplotlib, told where everything belongs": partial(bare, model, picture_format, dpi),
        "matplotlib, which finds room itself": partial(self_placed, model, picture_format, dpi),
    }
    for draw in ways.values():
        draw()  # fonts are found once
    seconds = race([Candidate(way, draw, 1) for way, draw in ways.items()] * 3)
    portal, floor, _ = ways
    for way in ways:
        ratio = seconds[way].fastest / seconds[floor].fastest
        target = [str(COLD), COLD.verdict(ratio)] if way == portal else ["", ""]
        yield [way, f"{1000 * seconds[way].fastest:,.1f}", f"{ratio:.2f} ×", *target]


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(Path(sys.argv[2]))
    else:
        main()
