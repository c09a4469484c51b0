"""Puts a report together: header, short version, chapters, annexes, each with its number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from portal.dates import german_date, long_date
from portal.figures import Audience
from portal.models import Report
from portal.report.annexes import ANNEX, annexes_of
from portal.report.answers import answer_sections, concerning, kind_of, pending_blocks
from portal.report.arrangement import arranged
from portal.report.blocks import block, blocks_of
from portal.report.chapters import TITLES, real_chapter
from portal.report.document import Block, Document, Section, Table
from portal.report.finances import FINANCES, finance_blocks
from portal.report.notes import Notes
from portal.report.prose import bullets, run

TITLE = "Bericht zur Integration von Geflüchteten"
REPORT = "Mitteilungsvorlage"
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
    committee: str = ""
    meeting_on: date | None = None
    kind: str = REPORT
    concerning: tuple[tuple[str, str], ...] = ()  # what an answer is an answer to


def frame_of(report: Report) -> Frame:
    asked = report.council_request
    return Frame(
        as_of=report.as_of,
        chapters=tuple(key for key in TITLES if key in report.chapters),
        audience=Audience(report.audience),
        title=report.title,
        department=report.department,
        reference=report.reference,
        committee=report.committee,
        meeting_on=report.meeting_on,
        kind=kind_of(asked) if asked else REPORT,
        concerning=concerning(asked) if asked else (),
    )


def written_report(frame: Frame) -> Document:
    """All that is known, as a draft. Raises KeyError for a chapter that no area writes."""
    return put_together(frame, sections_of(frame))


def arranged_report(report: Report, *, status: str = DRAFT, draft: bool = True) -> Document:
    """As staff have arranged it, from the figures of today."""
    frame = frame_of(report)
    sections = sections_of_report(report)
    for section, entries in zip(sections, arranged(sections, report.blocks.all(), frame.as_of), strict=True):
        section["blocks"] = [entry.block for entry in entries if not entry.hidden]
    return put_together(frame, sections) | {"status": status, "draft": draft}


def sections_of_report(report: Report) -> list[Section]:
    asked = report.council_request
    return answer_sections(report, asked) if asked else sections_of(frame_of(report))


def sections_of(frame: Frame) -> list[Section]:
    """All that there may be, without numbers; one that only staff fill."""
    chapters = [
        Section(
            key=key, title=TITLES[key], blocks=list(blocks_of(real_chapter(key, frame.as_of, frame.audience)))
        )
        for key in frame.chapters
    ]
    return [
        Section(key="kurzfassung", title="Kurzfassung des Berichts", blocks=summary_blocks(chapters)),
        *chapters,
        Section(
            key=FINANCES,
            title="Finanzielle Auswirkungen",
            blocks=list(finance_blocks(frame.chapters, frame.as_of, frame.audience)),
        ),
        Section(key="beteiligte", title="Beteiligte Stellen", blocks=[]),
        Section(key="antraege", title="Vorliegende Anträge/Anfragen", blocks=pending_blocks(frame.as_of)),
        *(annex for key in frame.chapters for annex in annexes_of(key, frame.as_of, frame.audience)),
    ]


def put_together(frame: Frame, sections: Iterable[Section]) -> Document:
    """Of sections without numbers; those without a block are left out."""
    printed = [section for section in sections if section["blocks"]]
    number_titles(printed)
    number_through(block for section in printed for block in section["blocks"])
    return Document(
        title=frame.title,
        city=settings.CITY,
        department=frame.department,
        reference=frame.reference,
        kind=frame.kind,
        as_of=long_date(frame.as_of),
        day=frame.as_of.isoformat(),
        draft=True,
        status=DRAFT,
        routing=routing(frame),
        sections=printed,
        annexes=[section["title"] for section in printed if section["key"].startswith(ANNEX)],
    )


def routing(frame: Frame) -> list[list[str]]:
    """What the paper answers and to whom it goes, as far as it is known."""
    answered = [list(line) for line in frame.concerning]
    if not frame.committee:
        return answered
    lines = [*answered, ["Vorlage an", frame.committee], ["zur", "Kenntnisnahme"]]
    return [*lines, ["Sitzungstermin", german_date(frame.meeting_on)]] if frame.meeting_on else lines


def summary_blocks(chapters: Sequence[Section]) -> list[Block]:
    """The answers of all chapters, one sentence each."""
    answers = [
        [run(f"{section['title']}: ", strong=True), *section["blocks"][0]["text"][0]["runs"]]
        for section in chapters
        if section["blocks"] and section["blocks"][0]["key"] == f"{section['key']}.antwort"
    ]
    return [block("kurzfassung.antworten", "", Notes(), bullets(answers))] if answers else []


def number_titles(sections: Iterable[Section]) -> None:
    """„1 Unterbringung“, „Anlage 1: Schaubild der Gremien“; the short version has no number."""
    chapters = annexes = 0
    for section in sections:
        if section["key"].startswith(ANNEX):
            annexes += 1
            section["title"] = f"Anlage {annexes}: {section['title']}"
        elif section["key"] in TITLES:
            chapters += 1
            section["title"] = f"{chapters} {section['title']}"


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
