"""The answer to a motion or question of the council: a report that prints what was asked, and of its
chapters only what somebody chose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.dates import long_date
from portal.figures import Audience
from portal.models import CouncilRequest, Report, ReportedFigure
from portal.report.blocks import block, blocks_of
from portal.report.chapters import TITLES, real_chapter
from portal.report.document import Block, Section
from portal.report.finances import FINANCES, finance_blocks
from portal.report.notes import Notes
from portal.report.prose import bullets, node, paragraph, run, written
from portal.report.references import value_text

ASKED, ANSWER = "anfrage", "antwort"  # the keys of the sections that say so
KINDS = {
    CouncilRequest.Kind.MOTION: "Stellungnahme zum Antrag",
    CouncilRequest.Kind.QUESTION: "Beantwortung der Anfrage",
}
EXAMPLE = "Beispieldaten (erfunden)"


@dataclass(frozen=True)
class Offer:
    """What an answer may choose from: the newest figures of a chapter, or its blocks."""

    key: str
    title: str
    blocks: list[Block]


def kind_of(asked: CouncilRequest) -> str:
    """An answer to an invented question is no paper, and says so wherever its kind stands."""
    kind = KINDS[CouncilRequest.Kind(asked.kind)]
    return f"{kind} – {EXAMPLE}" if asked.example else kind


def concerning(asked: CouncilRequest) -> tuple[tuple[str, str], ...]:
    """What the head of the paper says about it."""
    what = "Zum Antrag" if asked.kind == CouncilRequest.Kind.MOTION else "Zur Anfrage"
    return (what, f"{asked.number} vom {long_date(asked.dated)}"), ("gestellt von", asked.of_groups)


def answer_sections(report: Report, asked: CouncilRequest) -> list[Section]:
    """Without numbers; what only staff write stands empty. What was asked is Markdown, so that numbered
    questions stay a numbered list."""
    motion = asked.kind == CouncilRequest.Kind.MOTION
    chosen = set(report.blocks.filter(own=False).values_list("key", flat=True))
    title = "Wortlaut des Antrags" if motion else "Wortlaut der Anfrage"
    wording = block("anfrage.wortlaut", "", Notes(), [node("quote", [], written(asked.wording))])
    return [
        Section(key=ASKED, title=title, blocks=[wording]),
        Section(
            key=ANSWER,
            title="Stellungnahme" if motion else "Antwort",
            blocks=[
                one for offer in offers_of_chapters(report) for one in offer.blocks if one["key"] in chosen
            ],
        ),
        Section(
            key=FINANCES,
            title="Finanzielle Auswirkungen",
            blocks=[one for one in finances(report) if one["key"] in chosen],
        ),
        Section(key="beteiligte", title="Beteiligte Stellen", blocks=[]),
        Section(
            key="antraege",
            title="Vorliegende Anträge/Anfragen" if motion else "Erledigte Anträge/Anfragen",
            blocks=requests_blocks([asked]),
        ),
    ]


def offers(report: Report) -> list[Offer]:
    """What there is to choose. Never anything invented."""
    money = Offer(FINANCES, "Finanzielle Auswirkungen", finances(report))
    return [offer for offer in (*offers_of_chapters(report), money) if offer.blocks]


def section_of(key: str) -> str:
    """Where a chosen block stands."""
    return FINANCES if key.startswith(f"{FINANCES}.") else ANSWER


def finances(report: Report) -> list[Block]:
    return list(finance_blocks(report.chapters, report.as_of, Audience(report.audience)))


def offers_of_chapters(report: Report) -> list[Offer]:
    """Of each chapter of the answer, in their order."""
    keys = [key for key in TITLES if key in report.chapters]
    figures = ReportedFigure.objects.all().newest_of(keys, report.as_of)
    found = []
    for key in keys:
        said = [figure_block(figure) for figure in figures if figure.indicator.area == key]
        chapter = real_chapter(key, report.as_of, Audience(report.audience))
        found += [
            Offer(f"zahlen-{key}", f"{TITLES[key]}: einzelne Kennzahlen", said),
            Offer(key, f"{TITLES[key]}: Abbildungen, Tabellen, Texte", list(blocks_of(chapter))),
        ]
    return found


def figure_block(figure: ReportedFigure) -> Block:
    """„Menschen in städtischen Unterkünften: 7.362 Personen (31. August 2017)“ with its source."""
    notes = Notes()
    said = run(f": {value_text(figure)} ({figure.when})", notes=notes.of(figure.provenance()))
    text = [paragraph(run(figure.indicator.label, strong=True), said)]
    return block(f"zahl.{figure.indicator.key}", "", notes, text)


def pending_blocks(as_of: date) -> list[Block]:
    """Of a report: which requests were waiting for an answer on its day."""
    pending = CouncilRequest.objects.all().pending_on(as_of).exclude(groups__example=True)
    return requests_blocks(pending.prefetch_related("groups"))


def requests_blocks(asked: Iterable[CouncilRequest]) -> list[Block]:
    """„433/2015 CDU“, as the city's papers list them."""
    items = [[run(f"{one.number} {one.of_groups}: {one.subject}")] for one in asked]
    return [block("antraege.liste", "", Notes(), bullets(items))] if items else []
