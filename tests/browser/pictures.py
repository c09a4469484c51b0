"""The pictures of the handbook and the README, taken of the running portal with the facts of the report and
the invented example data.

Beside each picture is kept what can be read in it: by that a test sees that the portal has gone on and the
picture has not.
"""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page

from portal.dates import german_date, long_date
from tests.browser.delivering import hand_in
from tests.browser.steps import press
from tests.sheets import workbook

FOLDER = settings.BASE_DIR / "docs" / "pictures"
WORDS = Path(__file__).with_suffix(".json")
HEIGHT = 900  # pixels at most: what is below would be too small in the handbook
COLOURS = 64
STICHTAG = "?stichtag=2017-08-31"

# As operators write: a heading over two lines, a number as words, a sum, a number that asks to be looked at.
MESSY = (
    ["Beispielträger Nord"],
    ["Belegungsliste   Stand: 30.09.2017"],
    [],
    ["Name der\nUnterkunft", "Bewohner/innen *)", "Bemerkung"],
    ["Haus Ahorn", "131 Pers.", None],
    ["Haus  Birke", "103", "Bad 2. OG gesperrt"],
    ["HAUS BUCHE", " 79", None],
    ["Haus Eberesche", "ca. 118", None],
    ["Haus Eibe", "k. A.", "Zählung folgt"],
    ["Haus Eiche", "81", None],
    ["Summe", "512", None],
    ["*) ohne Besucher"],
)


# What the browser itself writes into a field is in its own language: Debian's speaks English, the readers'
# browsers speak German.
IN_GERMAN = """() => {
  const shown = {date: value => value.split("-").reverse().join(".") || "tt.mm.jjjj",
                 file: () => "Datei auswählen: keine ausgewählt"};
  for (const field of document.querySelectorAll("input[type=date], input[type=file]")) {
    const text = shown[field.type](field.value);
    field.type = "text";
    field.value = text;
  }
}"""


@dataclass(frozen=True)
class Picture:
    png: bytes
    words: str


class Camera:
    def __init__(self) -> None:
        self.pictures: dict[str, Picture] = {}

    def take(self, name: str, *parts: Locator) -> None:
        """From the top of the first part to the end of the last, as wide as the page's column."""
        page = parts[0].page
        page.wait_for_load_state()
        page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
        page.evaluate(IN_GERMAN)
        boxes = [box for box in (part.bounding_box() for part in parts) if box]
        top, end = boxes[0]["y"] - 8, max(box["y"] + box["height"] for box in boxes) + 16
        clip = {"x": 40, "y": max(top, 0), "width": 1200, "height": min(end - max(top, 0), HEIGHT)}
        drawn = page.screenshot(full_page=True, clip=clip, animations="disabled")
        self.pictures[name] = Picture(small(drawn), words_of(parts))


def take_all(desk: Callable[..., Page], visitor: Page, operator, coordinator) -> dict[str, Picture]:
    """`operator` reports for Beispielträger Nord; `coordinator` releases what she handed in."""
    camera = Camera()
    reading(camera, visitor)
    delivering(camera, desk(operator))
    deciding(camera, desk(coordinator))
    return camera.pictures


def reading(camera: Camera, page: Page) -> None:
    page.goto(f"/{STICHTAG}")
    camera.take("start", page.locator(".site-header"), page.locator(".key-figures").first)
    page.goto(f"/unterbringung/{STICHTAG}")
    camera.take("curve", page.locator(".chart h2").first, page.locator(".chart figure").first)
    page.goto(f"/bezirke/vaihingen/{STICHTAG}")
    camera.take("district", page.locator("main h1"), page.locator(".key-figures").first)
    page.goto("/arbeitsgruppen/beispielgruppe-sprachcafe/abschlussbericht/")
    camera.take("final-report", page.locator("main h1"), *page.locator("main section").all()[:3])


def delivering(camera: Camera, page: Page) -> None:
    page.goto("/meldungen/neu/?stichtag=2017-09-30")
    camera.take("upload", page.locator("main h1"), page.locator("main form[method=post]").first)
    page.reload()
    sheet = {"name": "Belegung September.xlsx", "mimeType": "", "buffer": workbook(*MESSY)}
    page.get_by_label("Datei", exact=True).set_input_files(sheet)
    press(page, "Prüfen und Vorschau zeigen")
    camera.take(
        "preview",
        page.get_by_role("region", name="Warnungen"),
        page.get_by_role("region", name="Zahlen dieser"),
    )
    for box in page.get_by_role("checkbox").all():
        box.check()
    hand_in(page)


def deciding(camera: Camera, page: Page) -> None:
    page.goto("/meldungen/")
    camera.take("release", page.locator("main h1"), page.locator("main article").first)
    page.goto("/berichte/neu/")
    page.get_by_label("Stichtag").fill("2017-08-31")
    press(page, "Speichern und gestalten")
    camera.take("report-builder", page.locator("main h1"), *page.locator("main section").all()[:2])


def small(png: bytes) -> bytes:
    """Screens have few colours: a palette makes the file a third as big."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    file = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def words_of(parts: tuple[Locator, ...]) -> str:
    """What can be read, without what is another on another day."""
    text = " ".join(part.inner_text() for part in parts)
    today: date = timezone.localdate()
    for shown in (german_date(today), long_date(today)):
        text = text.replace(shown, "(Tag)")
    return " ".join(re.sub(r"\b\d\d:\d\d\b", "(Uhrzeit)", text).split())


def keep(pictures: dict[str, Picture]) -> None:
    for name, picture in pictures.items():
        (FOLDER / f"{name}.png").write_bytes(picture.png)
    words = {name: pictures[name].words for name in sorted(pictures)}
    WORDS.write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept_words() -> dict[str, str]:
    return json.loads(WORDS.read_text(encoding="utf-8"))
