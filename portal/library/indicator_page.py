"""One indicator: what is counted, every released value with wording and source, and what was corrected."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from portal.cells import provenance_cell, stated
from portal.dates import Precision, german_date
from portal.figures import Audience, Cell, Chapter, Column, Table
from portal.library.indicator_charts import charts
from portal.library.indicator_list import ADDRESS, newest_of
from portal.models import Indicator, ReportedFigure
from portal.models.areas import Area
from portal.roles import role_of

LEADING_NOTE = "Führend ist der Wert, mit dem das Portal rechnet, wenn mehrere bekannt sind."
LOADED = "–"
LOADED_NOTE = "Ohne Tag der Freigabe: beim Einrichten mit den Fakten der Quelle geladen."


def indicator_page(indicator: Indicator, as_of: date, audience: Audience) -> Chapter:
    """The city's values as of a day, and what was corrected of them."""
    known = list(ReportedFigure.objects.released().as_of(as_of).of(indicator.key).with_decisions())
    corrected = list(
        ReportedFigure.objects.all().as_of(as_of).of(indicator.key).corrections().with_decisions()
    )
    values = [values_table(known, audience)] if known else []
    corrections = [corrections_table(corrected, audience)] if corrected else []
    return Chapter(
        key=indicator.key,
        title=indicator.label,
        address=f"{ADDRESS}{indicator.key}/",
        as_of=as_of,
        audience=audience,
        lead=lead(known),
        charts=tuple(charts(indicator, known)),
        tables=(*values, *corrections),
    )


def facts(indicator: Indicator) -> list[tuple[str, Cell]]:
    whole = indicator.part_of
    known = [
        ("Definition", Cell(indicator.definition)),
        ("Einheit", Cell(indicator.unit)),
        ("Rhythmus", stated(indicator.rhythm)),
        ("Ebene", Cell(indicator.get_level_display())),
        ("Kapitel", Cell(Area(indicator.area).label, page=reverse(f"{indicator.area}:chapter"))),
        *([("Teil von", Cell(whole.label, page=whole.get_absolute_url()))] if whole else []),
        *(("Teil", Cell(one.label, page=one.get_absolute_url())) for one in indicator.parts.all()),
    ]
    return known


def lead(figures: Sequence[ReportedFigure]) -> str:
    """The newest value that the portal counts with, or the newest of all."""
    newest = newest_of(figures)
    if newest is None:
        return "Zu diesem Stichtag gibt es noch keinen freigegebenen Wert."
    value = ", ".join(filter(None, (str(newest.as_value()), newest.as_value().mark)))
    scope = f" ({newest.scope})" if newest.scope else ""
    return f"Neuester Wert: {value}{scope}, {newest.when}. Quelle: {newest.citation.source}."


def values_table(figures: Sequence[ReportedFigure], audience: Audience) -> Table:
    decided = any(one.decided_at for one in figures)
    return Table(
        key="werte",
        caption="Alle freigegebenen Werte mit ihren Quellen",
        columns=(
            Column("zeit", "Zeit"),
            Column("wert", "Wert", numeric=True),
            Column("gedruckt", "wie gedruckt"),
            Column("genauigkeit", "Zeit genau auf"),
            Column("abgrenzung", "Abgrenzung, Bemerkung"),
            Column("art", "Art"),
            Column("quelle", "Quelle"),
            *([Column("freigabe", "freigegeben")] if decided else []),
        ),
        rows=tuple(
            (
                Cell(one.when),
                Cell(one.as_value()),
                Cell(one.value_text or "–"),
                Cell(Precision(one.precision).label),
                Cell("; ".join(filter(None, (one.scope, one.remark))) or "–"),
                Cell(kind(one)),
                provenance_cell(one.citation.provenance(of=one)),
                *([Cell(decision(one, audience))] if decided else []),
            )
            for one in figures
        ),
        notes=(LEADING_NOTE, *(() if all(one.decided_at for one in figures) else (LOADED_NOTE,))),
    )


def kind(figure: ReportedFigure) -> str:
    return f"{figure.get_quality_display()}{', führend' if figure.leading else ''}"


def corrections_table(corrections: Iterable[ReportedFigure], audience: Audience) -> Table:
    return Table(
        key="berichtigungen",
        caption="Was berichtigt wurde und warum",
        columns=(
            Column("zeit", "Zeit"),
            Column("alt", "bisher", numeric=True),
            Column("neu", "berichtigt", numeric=True),
            Column("grund", "Grund"),
            Column("wann", "freigegeben"),
            Column("quelle", "Quelle der Berichtigung"),
        ),
        rows=tuple(
            (
                Cell(one.when),
                Cell(replaced.as_value()),
                Cell(one.as_value()),
                Cell(one.reason),
                Cell(decision(one, audience)),
                provenance_cell(one.citation.provenance(of=one)),
            )
            for one in corrections
            if (replaced := one.replaces)
        ),
    )


def decision(figure: ReportedFigure, audience: Audience) -> str:
    """When; and inside by which role. Nobody is named."""
    if figure.decided_at is None:
        return LOADED
    day = german_date(timezone.localdate(figure.decided_at))
    role = role_of(figure.decided_by) if audience is Audience.INTERNAL and figure.decided_by else None
    return f"{day}, {role.name}" if role else day
