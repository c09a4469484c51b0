"""All claims of all sources beside what their own figures give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.cells import provenance_cell, stated
from portal.figures import Cell, Column, Table, Verdict
from portal.models import Claim, ClaimReading, ReportedFigure
from portal.models.areas import Area
from portal.numbers import german

ADDRESS = "/faktencheck/"
NOTHING = "Es ist noch keine Behauptung erfasst."
ATTENTION = (
    Verdict.DIFFERS, Verdict.ROUGHLY, Verdict.UNCHECKABLE, Verdict.CONFIRMED, Verdict.COMPUTED,
)  # fmt: skip
MEANINGS = (
    (Verdict.CONFIRMED, "Der nachgerechnete Wert ergibt gerundet den behaupteten."),
    (Verdict.ROUGHLY, "Er weicht höchstens um eine Einheit der letzten genannten Stelle ab."),
    (Verdict.DIFFERS, "Er weicht weiter ab. Der behauptete Wert bleibt trotzdem stehen."),
    (Verdict.UNCHECKABLE, "Die Quellen nennen nicht, was man zum Rechnen bräuchte."),
    (Verdict.COMPUTED, "Die Quelle nennt dafür keine Zahl; das Ergebnis folgt aus ihren anderen Zahlen."),
)


@dataclass(frozen=True)
class Group:
    """The claims of one chapter, first those that a reader should know of."""

    area: str
    title: str
    claims: Sequence[Claim]


def groups(claims: Iterable[Claim]) -> list[Group]:
    known = list(claims)
    known.sort(key=lambda claim: ATTENTION.index(claim.verdict))
    of_areas = (
        Group(area.value, area.label, [claim for claim in known if claim.area == area]) for area in Area
    )
    return [group for group in of_areas if group.claims]


def lead(claims: Sequence[Claim]) -> str:
    """„35 Behauptungen nachgerechnet: 12 bestätigt, 2 ungefähr, 5 weichen ab.“"""
    if not claims:
        return NOTHING
    number = "Eine Behauptung" if len(claims) == 1 else f"{german(len(claims))} Behauptungen"
    found = [claim.verdict for claim in claims]
    told = [counted(found.count(verdict), verdict) for verdict in Verdict if verdict in found]
    return f"{number} nachgerechnet: {', '.join(told)}."


def counted(number: int, verdict: Verdict) -> str:
    differing = verdict is Verdict.DIFFERS and number != 1
    return f"{german(number)} {'weichen ab' if differing else verdict.value}"


def claims_table(claims: Iterable[Claim]) -> Table:
    """Each claim with the reading that decides; the other readings are rows of their own."""
    return Table(
        key="behauptungen",
        caption="Behauptungen und was sich aus den Zahlen ergibt",
        columns=(
            Column("behauptung", "Behauptung"),
            Column("kapitel", "Kapitel"),
            Column("quelle", "Quelle der Behauptung"),
            Column("angegeben", "angegeben"),
            Column("rechenart", "Rechenart"),
            Column("nachgerechnet", "nachgerechnet"),
            Column("rechnung", "Rechnung"),
            Column("werte", "Werte und ihre Quellen"),
            Column("massgeblich", "maßgeblich"),
            Column("ergebnis", "Ergebnis"),
            Column("hinweis", "Hinweis"),
        ),
        rows=tuple(row(claim, reading) for claim in claims for reading in claim.readings.all() or [None]),
        notes=tuple(f"{verdict.value}: {meaning}" for verdict, meaning in MEANINGS),
    )


def row(claim: Claim, reading: ClaimReading | None) -> tuple[Cell, ...]:
    decides = reading is None or reading.preferred
    texts = (
        reading.get_kind_display() if reading else "",
        reading.result.text if reading else "nicht möglich",
        reading.result.way if reading else "",
        "; ".join(map(told, reading.operands)) if reading else "",
        "ja" if reading and reading.preferred else "nein",
        claim.verdict.value if decides else "andere Lesart",
        " ".join(filter(None, (claim.note if decides else "", reading.note if reading else ""))),
    )
    return (
        Cell(claim.text), Cell(claim.get_area_display()), Cell(str(claim.citation)),
        Cell(claim.stated or "nichts angegeben"), *map(Cell, texts),
    )  # fmt: skip


def told(figure: ReportedFigure) -> str:
    return f"{figure.as_value()} ({figure.when}; {figure.provenance()})"


def figures_table(claim: Claim) -> Table | None:
    """Every figure that the readings rest on, each with its own source; None without any."""
    figures = {figure.pk: figure for reading in claim.readings.all() for figure in reading.operands}
    if not figures:
        return None
    return Table(
        key=f"werte-{claim.key}",
        caption="Die Werte, mit denen gerechnet ist",
        columns=(
            Column("kennzahl", "Kennzahl"),
            Column("wert", "Wert", numeric=True),
            Column("zeit", "Zeit"),
            Column("abgrenzung", "Abgrenzung"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            figure_row(figure)
            for figure in sorted(figures.values(), key=lambda one: (one.period_start, one.pk))
        ),
    )


def figure_row(figure: ReportedFigure) -> tuple[Cell, ...]:
    indicator = figure.indicator
    return (
        Cell(indicator.label, page=indicator.get_absolute_url()), Cell(figure.as_value()), Cell(figure.when),
        stated(figure.scope), provenance_cell(figure.citation.provenance(of=figure)),
    )  # fmt: skip
