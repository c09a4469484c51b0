"""What papers state for the city: the figures, what follows from them, and where sources contradict."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from portal.cells import provenance_cell
from portal.figures import Cell, Column, Finding, KeyFigure, Provenance, Table
from portal.models import Citation, ReportedFigure
from portal.numbers import german

WHOLE, PART = "pakt_state_funds", "pakt_integration_burden"
PRINTED_NUMBER = re.compile(r"(\d+)/(\d{4})")


def figure_tables(figures: Sequence[ReportedFigure]) -> Iterable[Table]:
    if figures:
        yield Table(
            key="zahlen",
            caption="Zahlen der Quellen",
            columns=(
                Column("kennzahl", "Kennzahl"),
                Column("wert", "Wert"),
                Column("zeit", "Zeit"),
                Column("gedruckt", "wie gedruckt"),
                Column("quelle", "Quelle"),
            ),
            rows=tuple(
                (
                    Cell(figure.indicator.label),
                    Cell(str(figure.as_value())),
                    Cell(figure.when),
                    Cell(figure.value_text or "–"),
                    provenance_cell(figure.provenance()),
                )
                for figure in figures
            ),
        )


def of(figures: Iterable[ReportedFigure], key: str) -> list[ReportedFigure]:
    return [one for one in figures if one.indicator.key == key and one.leading and one.value is not None]


def for_year_of(figures: Sequence[ReportedFigure], when: date) -> ReportedFigure | None:
    """The figure of the year in question, else the next one to come, else the last: budgets always show
    their years."""
    return next(
        (one for one in figures if one.period_end is None or one.period_end >= when),
        figures[-1] if figures else None,
    )


def money_figures(figures: Sequence[ReportedFigure], when: date) -> Iterable[KeyFigure]:
    """The whole, its part, and what is left, which no source states."""
    whole, part = (for_year_of(of(figures, key), when) for key in (WHOLE, PART))
    for figure in filter(None, (whole, part)):
        note = "Teil der Landesmittel, nicht zusätzlich." if figure is part and whole else ""
        yield KeyFigure(
            figure.indicator.label, figure.as_value(), figure.when, figure.provenance(), note=note
        )
    if whole and part and whole.period == part.period and whole.value >= part.value:
        rest = replace(whole.as_value(), amount=whole.value - part.value, qualifier="")
        yield KeyFigure(
            "Übrige Landesmittel", rest, whole.when, computed(whole, part),
            note="Keine Quelle dieses Portals nennt den Betrag selbst.",
        )  # fmt: skip


def computed(whole: ReportedFigure, part: ReportedFigure) -> Provenance:
    """The calculation, and the way to the paper that states the whole."""
    stated = whole.provenance()
    return replace(
        stated,
        label=f"gerechnet aus {stated.label}",
        detail=f"{german(whole.value)} − {german(part.value)}",
    )


def years_differ(figures: Iterable[ReportedFigure]) -> Iterable[Finding]:
    """Sources that give the same amount for different years, all in one."""
    told = [
        f"{amount}: {'; '.join(map(source_years, by_source.items()))}."
        for amount, by_source in by_amount(figures).items()
        if len({frozenset(years) for years in by_source.values()}) > 1
    ]
    if told:
        yield Finding(
            "Quellen nennen für dasselbe Geld verschiedene Jahre",
            f"{' '.join(told)} Gerechnet wird mit den Jahren des Berichts.",
            "warning",
        )


def source_years(known: tuple[str, set[int]]) -> str:
    """„Ausführlicher Bericht nennt 2018 und 2019“"""
    source, years = known
    return f"{source} nennt {' und '.join(map(str, sorted(years)))}"


def by_amount(figures: Iterable[ReportedFigure]) -> dict[str, dict[str, set[int]]]:
    """Label and amount of a yearly budget → source → its years."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for figure in figures:
        if figure.indicator.key in (WHOLE, PART):
            amount = f"{figure.as_value()} {figure.indicator.label}"
            found[amount][str(figure.citation.source)].add(figure.period_start.year)
    return found


def misprints(citations: Iterable[Citation]) -> Iterable[Finding]:
    """References whose printed number is not that of the paper they lead to."""
    told = {misprint(citation): citation.source for citation in citations if misprint(citation)}
    for printed, source in told.items():
        yield Finding(
            f"„{printed}“ ist ein Druckfehler: gemeint ist {source}",
            f"So steht es im Bericht. Der Verweis führt hier zu {source} „{source.title}“.",
        )


def misprint(citation: Citation) -> str:
    """The reference as printed if it names another paper; empty if it is right or names none."""
    found = PRINTED_NUMBER.search(citation.as_printed)
    if not found or citation.source.number is None:
        return ""
    right = (int(found[1]), int(found[2])) == (citation.source.number, citation.source.year)
    return "" if right else citation.as_printed
