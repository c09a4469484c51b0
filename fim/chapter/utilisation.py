"""How much of the quota is used, by the city's own reports: one of two series. The other one, of the
measures themselves, is in places.py; the two are never added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fim.chapter.cells import places, share
from fim.models import Placement, Quota
from portal.cells import UNSTATED, source_cell
from portal.dates import german_date
from portal.figures import (
    Bar,
    BarChart,
    Cell,
    Column,
    KeyFigure,
    Provenance,
    Table,
    Value,
)
from portal.models import ReportedFigure
from portal.numbers import german

TOGETHER = "zusammen"


@dataclass(frozen=True)
class Use:
    """`quota` and `occupied` places; None where nobody says."""

    label: str
    quota: int | None
    occupied: int | None

    @property
    def free(self) -> int | None:
        return None if self.quota is None or self.occupied is None else self.quota - self.occupied

    @property
    def rate(self) -> Value:
        return share(self.occupied, self.quota)


@dataclass(frozen=True)
class Reported:
    """What papers say up to a day: the quota of the latest year, and what was occupied of it."""

    quota: Quota | None
    internal: ReportedFigure | None
    external: ReportedFigure | None
    converted: ReportedFigure | None  # former „Arbeitsgelegenheiten“
    stated_total: ReportedFigure | None  # the quota as a source adds it up

    @property
    def uses(self) -> list[Use]:
        """Internal, external, and the sum of the two where both are about the same day."""
        inside, outside = (whole_number(figure) for figure in (self.internal, self.external))
        both = None if inside is None or outside is None or not self.same_day else inside + outside
        quota = self.quota
        limits = (quota.internal, quota.external, quota.total) if quota else (None, None, None)
        labels = (Placement.Kind.INTERNAL.label, Placement.Kind.EXTERNAL.label, TOGETHER)
        return [
            Use(label, limit, occupied)
            for label, limit, occupied in zip(labels, limits, (inside, outside, both), strict=True)
        ]

    @property
    def together(self) -> Use:
        return self.uses[-1]

    @property
    def same_day(self) -> bool:
        figures = self.figures
        return len(figures) == 2 and figures[0].period_start == figures[1].period_start

    @property
    def figures(self) -> list[ReportedFigure]:
        return [figure for figure in (self.internal, self.external) if figure]

    @property
    def when(self) -> str:
        """„15.08.2017“; empty without figures, and where they are about two days."""
        return german_date(self.figures[0].period_start) if self.same_day else ""


def reported_on(as_of: date) -> Reported:
    known = ReportedFigure.objects.newest_by_key("fim", as_of)
    keys = ("fim_occupied_internal", "fim_occupied_external", "fim_agh_converted", "fim_quota_total")
    return Reported(Quota.objects.newest(as_of), *map(known.get, keys))


def whole_number(figure: ReportedFigure | None) -> int | None:
    return int(figure.value) if figure and figure.value is not None else None


def lead(reported: Reported) -> str:
    """„Am 15.08.2017 waren 320 von 752 FIM-Plätzen besetzt: 42,6 %.“"""
    whole, quota = reported.together, reported.quota
    if whole.occupied is not None and whole.quota:
        return (
            f"Am {reported.when} waren {german(whole.occupied)} von {german(whole.quota)} FIM-Plätzen "
            f"besetzt: {whole.rate}."
        )
    if quota:
        return f"Für {quota.year} stehen der Stadt {german(quota.total)} FIM-Plätze zu."
    return "Für diesen Stichtag ist noch kein FIM-Kontingent erfasst."


def key_figures(reported: Reported) -> Iterable[KeyFigure]:
    quota = reported.quota
    if quota:
        note = f"Summe aus {german(quota.internal)} internen und {german(quota.external)} externen Plätzen."
        yield KeyFigure(
            "Kontingent", places(quota.total), str(quota.year), quota.citation.provenance(of=quota), note=note
        )
    for use, figure in zip(reported.uses, (reported.internal, reported.external), strict=False):
        if figure:
            note = f"Auslastung {use.rate}." if use.quota else ""
            yield KeyFigure(
                f"Besetzt, {use.label}", figure.as_value(), figure.when, figure.provenance(), note=note
            )
    converted = reported.converted
    if converted:
        yield KeyFigure(
            converted.indicator.label, converted.as_value(), converted.when, converted.provenance()
        )


def utilisation_charts(reported: Reported) -> Iterable[BarChart]:
    if reported.quota is None or not reported.figures:
        return
    inside, outside, both = reported.uses
    rates = f"{inside.label} {inside.rate}, {outside.label} {outside.rate}"
    yield BarChart(
        key="auslastung",
        heading=f"{both.rate} der FIM-Plätze sind besetzt: {rates}",
        title=f"Kontingent {reported.quota.year} und besetzte Plätze am {reported.when}",
        summary=f"Intern sind {spoken(inside)} besetzt, extern {spoken(outside)}, zusammen {spoken(both)}.",
        unit="Plätze",
        groups=("Kontingent", "besetzt"),
        bars=tuple(Bar(use.label, (places(use.quota), places(use.occupied))) for use in reported.uses),
        table=utilisation_table(reported),
        sources=tuple(sources(reported)),
        notes=(
            "Auslastung: besetzte Plätze geteilt durch das Kontingent, von uns gerechnet.",
            "Besetzt ist, was die Stadt berichtet. Was die Träger je Maßnahme melden, steht in einer eigenen "
            "Tabelle und wird nicht dazugezählt.",
        ),
    )


def spoken(use: Use) -> str:
    return f"{places(use.occupied).number} von {places(use.quota).number} Plätzen"


def sources(reported: Reported) -> Iterable[Provenance]:
    if reported.quota:
        yield reported.quota.citation.provenance()
    for figure in reported.figures:
        yield figure.provenance()


def utilisation_table(reported: Reported) -> Table:
    return Table(
        key="auslastung-werte",
        caption="Kontingent und besetzte Plätze, wie die Stadt sie berichtet",
        columns=(
            Column("art", "Art"),
            Column("kontingent", "Kontingent", numeric=True),
            Column("besetzt", "besetzt", numeric=True),
            Column("frei", "frei", numeric=True),
            Column("auslastung", "Auslastung", numeric=True),
        ),
        rows=tuple(
            (
                Cell(use.label),
                Cell(places(use.quota)),
                Cell(places(use.occupied)),
                Cell(places(use.free)),
                Cell(use.rate),
            )
            for use in reported.uses
        ),
    )


def quota_tables(reported: Reported) -> Iterable[Table]:
    quota = reported.quota
    if quota is None:
        return
    yield Table(
        key="kontingent",
        caption=f"Kontingent {quota.year}",
        columns=(
            Column("jahr", "Jahr"),
            Column("intern", "intern: innerhalb der Unterkunft", numeric=True),
            Column("extern", "extern: außerhalb der Unterkunft", numeric=True),
            Column("gesamt", "zusammen (gerechnet)", numeric=True),
            Column("anteil", "Anteil intern", numeric=True),
            Column("von", "zugewiesen von"),
            Column("quelle", "Quelle"),
        ),
        rows=(
            (
                Cell(str(quota.year)),
                Cell(places(quota.internal)),
                Cell(places(quota.external)),
                Cell(places(quota.total)),
                Cell(share(quota.internal, quota.total)),
                Cell(quota.assigned_by.name if quota.assigned_by else UNSTATED),
                source_cell(quota.citation),
            ),
        ),
    )
