"""What a browser has to fetch, and when the chart is there: a real Chromium, the shipped nginx and gunicorn.

    python -m benchmarks.weight

needs nginx, Chromium and the packages of the tests. Datasette is measured beside it where its command is
found: `python3 -m venv FOLDER && FOLDER/bin/pip install datasette datasette-vega`, then
`PATH=$PATH:FOLDER/bin`. The README gets the tables.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.one_database import fill, said
from benchmarks.reading import PORTAL, measured_by
from benchmarks.tables import Target, into_readme, ratio_table

MEASURE = [sys.executable, "-m", "benchmarks.weight"]
ROUNDS = 7
WINDOW = {"width": 1280, "height": 1600}  # the chart is on the first screen of every page
KERN_FONTS = "Font"  # as the browser calls this kind of file
FIRST, SECOND, SOONER = Target(most=150, unit="KB"), Target(most=40, unit="KB"), Target(most=1)
AS_SHIPPED = {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "PORTAL_MODE": "production",
    "PORTAL_HOSTS": "localhost,127.0.0.1",
    "PORTAL_SSL_REDIRECT": "false",  # there is no certificate here
    "PORTAL_SECRET_KEY": "of a benchmark that nobody else reaches with fifty letters",
    "PORTAL_SECRETS_KEYS": "and another one of a benchmark with fifty letters as well",
    "PORTAL_PUBLIC": "true",
}
# When it is drawn: two frames after it stands there with a height.
WATCH = """
const look = () => {
  const chart = document.querySelector('%s');
  if (!chart || chart.getBoundingClientRect().height < 50) return requestAnimationFrame(look);
  requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAfter = performance.now(); }));
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True)
class Place:
    """A page with a chart; `chart` is what a style sheet would call it."""

    name: str
    address: str
    chart: str = "svg.chart__picture"


@dataclass(frozen=True)
class Visit:
    """`fetched`: bytes over the line with their heads, by the browser's word for the kind of file."""

    fetched: Counter[str]
    milliseconds: float

    @property
    def kilobytes(self) -> float:
        return (self.fetched.total() - self.fetched[KERN_FONTS]) / 1000

    @property
    def parts(self) -> str:
        return ", ".join(f"{kind.lower()} {size / 1000:.1f}" for kind, size in self.fetched.most_common())


def main() -> None:
    into_readme("weight", measured_by(MEASURE, 1))


def measure(answer: Path) -> None:
    fill()
    with ExitStack() as stack:
        home = stack.enter_context(portal())
        places = [Place("/", home + "/"), Place("/unterbringung/", home + "/unterbringung/")]
        if shutil.which("datasette"):
            places.append(Place("Datasette", stack.enter_context(datasette()), "canvas.marks"))
        visits = visited(places)
    found = [said("### Weight, as shipped\n"), said(weights(visits)), said(times(visits))]
    answer.write_text("\n".join(found), encoding="utf-8")


@contextmanager
def portal() -> Iterator[str]:
    from tests.operation.serving import ask, gunicorn, nginx  # noqa: PLC0415 - needs Django's setup

    folder = Path(os.environ["PORTAL_DATA_DIR"])
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=PORTAL, env=os.environ | AS_SHIPPED, check=True,
    )  # fmt: skip
    with gunicorn(folder, "", "--workers", "2", **AS_SHIPPED) as (_, socket), nginx(folder, socket) as port:
        for address in ("/", "/unterbringung/") * 4:
            ask(port, address)  # made, and at hand in both workers
        yield f"http://localhost:{port}"


@contextmanager
def datasette() -> Iterator[str]:
    """The points of the same chart, with its plug-in for charts, served by itself. It compresses nothing,
    which costs no time on one machine."""
    from tests.operation.serving import ask, free_port, wait_until  # noqa: PLC0415 - as above

    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = ["datasette", "serve", str(write_points(Path(folder, "belegung.db"))), "--port", str(port)]
        process = subprocess.Popen(  # noqa: S603 - a command of whoever measures
            command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        try:
            wait_until(lambda: ask(port, "/belegung/punkte").status == 200)
            drawing = {
                "g.mark": "line", "g.x_column": "stichtag", "g.x_type": "temporal",
                "g.y_column": "personen", "g.y_type": "quantitative", "g.color_column": "reihe",
            }  # fmt: skip
            yield f"http://localhost:{port}/belegung/punkte#{urlencode(drawing)}"
        finally:
            process.terminate()
            process.wait()


def write_points(path: Path) -> Path:
    from accommodation.chapter import chapter  # noqa: PLC0415 - models need Django's setup
    from portal.figures import Audience, Chart  # noqa: PLC0415 - as above

    content = chapter(date.today(), Audience.PUBLIC)  # noqa: DTZ011 - as who reads today
    (chart,) = (one for one in content.charts if isinstance(one, Chart))
    rows = [
        (point.at.isoformat(), int(point.value.amount or 0), series.label)
        for series in chart.series
        for point in series.drawable
    ]
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE punkte (stichtag TEXT, personen INTEGER, reihe TEXT)")
        database.executemany("INSERT INTO punkte VALUES (?, ?, ?)", rows)
    return path


Visits = dict[str, tuple[list[Visit], list[Visit]]]  # by name: the first ones, the second ones


def visited(places: Sequence[Place]) -> Visits:
    """In each round all take their turn, each with a browser that knows nothing yet."""
    visits: Visits = {place.name: ([], []) for place in places}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--disable-gpu"],
            chromium_sandbox=os.geteuid() != 0,
        )
        for _ in range(ROUNDS):
            for place in places:
                for one, kept in zip(twice(browser, place), visits[place.name], strict=True):
                    kept.append(one)
        browser.close()
    return visits


def twice(browser: Browser, place: Place) -> Iterator[Visit]:
    context = browser.new_context(viewport=WINDOW, locale="de-DE")  # type: ignore[arg-type]
    context.add_init_script(WATCH % place.chart)
    yield visit(context, place)
    yield visit(context, place)
    context.close()


def visit(context: BrowserContext, place: Place) -> Visit:
    page = context.new_page()
    line = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    fetched: Counter[str] = Counter()
    line.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    line.on(
        "Network.loadingFinished",
        lambda told: fetched.update({kinds[told["requestId"]]: told["encodedDataLength"]}),
    )
    line.send("Network.enable")
    page.goto(place.address, wait_until="networkidle")
    page.wait_for_function("window.drawnAfter")
    milliseconds = page.evaluate("window.drawnAfter")
    page.close()
    return Visit(fetched, milliseconds)


def weights(visits: Visits) -> str:
    rows = []
    for name, both in visits.items():
        for which, of_one, target in zip(("first", "second"), both, (FIRST, SECOND), strict=True):
            one = of_one[-1]
            verdict = [str(target), target.verdict(one.kilobytes)] if name == "/" else ["", ""]
            rows.append([f"{name}, {which} visit", f"{one.kilobytes:.1f}", one.parts, *verdict])
    return ratio_table("What is fetched", ["KB without fonts", "KB of each kind"], rows)


def times(visits: Visits) -> str:
    first = {name: [visit.milliseconds for visit in both[0]] for name, both in visits.items()}
    rival = min(first.get("Datasette", [400]))
    rows = []
    for name, waited in first.items():
        verdict = ["", ""] if name == "Datasette" else [str(SOONER), SOONER.verdict(min(waited) / rival)]
        ratio = f"{min(waited) / rival:.2f} ×"
        rows.append([name, f"{min(waited):.0f}", f"{median(waited):.0f}", ratio, *verdict])
    if "Datasette" not in first:
        rows.append(["Datasette, not of this run (340 KB)", "400", "", "1.00 ×", "", ""])
    return ratio_table(
        "When the chart is there, first visit", ["ms, fastest", "ms, median", "Of Datasette"], rows
    )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(Path(sys.argv[2]))
    else:
        main()
