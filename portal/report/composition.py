"""Puts a report together: header, short version, chapters, annexes, each with its number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from portal.dates import long_date
from portal.figures import Audience
from portal.report.annexes import annexes_of
from portal.report.blocks import block, blocks_of
from portal.report.chapters import TITLES, real_chapter
from portal.report.document import Block, Document, Section, Table
from portal.report.notes import Notes
from portal.report.prose import bullets, run

TITLE = "Bericht zur Integration von Geflüchteten"
DRAFT = "Entwurf"


@dataclass(frozen=True)
class Frame:
    """What stands around the chapters."""

    as_of: date
    chapters: tuple[str, ...]
    audience: Audience = Audience.COUNCIL
    title: str = TITLE
    department: str = ""
    reference: str = ""


def written_report(frame: Frame) -> Document:
    """All that is known, as a draft. Raises KeyError for a chapter that no area writes."""
    chapters = [
        (key, list(blocks_of(real_chapter(key, frame.as_of, frame.audience)))) for key in frame.chapters
    ]
    annexes = [annex for key in frame.chapters for annex in annexes_of(key, frame.as_of, frame.audience)]
    return put_together(frame, [summary_section(chapters)], chapters, annexes)


def put_together(
    frame: Frame,
    before: Sequence[Section],
    chapters: Sequence[tuple[str, list[Block]]],
    annexes: Sequence[tuple[str, list[Block]]],
) -> Document:
    annex_titles = [f"Anlage {number}: {title}" for number, (title, _) in enumerate(annexes, start=1)]
    sections = [
        *before,
        *(
            Section(key=key, title=f"{number} {TITLES[key]}", blocks=blocks)
            for number, (key, blocks) in enumerate(chapters, start=1)
        ),
        *(
            Section(key=f"anlage-{number}", title=title, blocks=blocks)
            for number, (title, (_, blocks)) in enumerate(zip(annex_titles, annexes, strict=True), start=1)
        ),
    ]
    number_through(block for section in sections for block in section["blocks"])
    return Document(
        title=frame.title,
        city=settings.CITY,
        department=frame.department,
        reference=frame.reference,
        kind="Mitteilungsvorlage",
        as_of=long_date(frame.as_of),
        day=frame.as_of.isoformat(),
        draft=True,
        status=DRAFT,
        routing=[],
        sections=sections,
        annexes=annex_titles,
    )


def summary_section(chapters: Iterable[tuple[str, list[Block]]]) -> Section:
    """The answers of all chapters, one sentence each."""
    items = [
        [run(f"{TITLES[key]}: ", strong=True), *blocks[0]["text"][0]["runs"]]
        for key, blocks in chapters
        if blocks and blocks[0]["key"] == f"{key}.antwort"
    ]
    return Section(
        key="kurzfassung",
        title="Kurzfassung des Berichts",
        blocks=[block("kurzfassung.antworten", "", Notes(), bullets(items))],
    )


def number_through(blocks: Iterable[Block]) -> None:
    """Footnotes and tables in the order in which they stand."""
    note, tables = 1, 0
    for one in blocks:
        one["first_note"] = note
        note += len(one["notes"])
        if one["table"]:
            tables += 1
            number_table(one["table"], tables, one["heading"])


def number_table(table: Table, number: int, heading: str) -> None:
    """What the heading above it says already is not said twice."""
    caption = "" if table["caption"] == heading else f": {table['caption']}"
    table["caption"] = f"Tabelle {number}{caption}"
