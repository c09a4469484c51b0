"""The figures that sources state for the city, and what stands beside them."""

from collections.abc import Iterable, Mapping
from datetime import date

from culture_sport.chapter.cells import counted
from culture_sport.models import Grant
from portal.cells import provenance_cell
from portal.figures import Cell, Column, KeyFigure, Table
from portal.models import ReportedFigure

Figures = Mapping[str, ReportedFigure]

ORDER = (
    "sports_offers_total", "sport_mentors_trained", "funded_offers", "funded_clubs", "funded_participants",
    "funded_mentor_trainings", "swimming_courses_held", "swimming_courses_running", "swimming_courses_girls",
    "culture_workshop_participants",
)  # fmt: skip


def key_figures(figures: Figures) -> Iterable[KeyFigure]:
    for figure in in_order(figures, ORDER):
        yield KeyFigure(
            figure.indicator.label,
            figure.as_value(),
            figure.when,
            figure.provenance(),
            note="In der vorigen Zahl enthalten." if figure.indicator.part_of_id else "",
        )


def in_order(figures: Figures, keys: Iterable[str]) -> Iterable[ReportedFigure]:
    return (figures[key] for key in keys if key in figures)


def beside_grants(figures: Figures, as_of: date) -> Iterable[Table]:
    """What the report states in sum, and what the list of single grants says: two series."""
    keys = ("funded_offers", "funded_clubs", "funded_participants", "funded_mentor_trainings")
    known = list(in_order(figures, keys))
    if known:
        single = single_grants(as_of)
        yield Table(
            key="berichtet-und-einzeln",
            caption="Sportförderung: im Bericht genannt und einzeln erfasst",
            columns=(
                Column("was", "Was"),
                Column("berichtet", "berichtet", numeric=True),
                Column("zeit", "Zeit"),
                Column("einzeln", "einzeln erfasst", numeric=True),
                Column("quelle", "Quelle"),
            ),
            rows=tuple(
                (
                    Cell(figure.indicator.label),
                    Cell(figure.as_value()),
                    Cell(figure.when),
                    Cell(counted(single.get(figure.indicator.key))),
                    provenance_cell(figure.provenance()),
                )
                for figure in known
            ),
            notes=("Das sind zwei Reihen. Sie werden verglichen und nie zusammengezählt.",),
        )


def single_grants(as_of: date) -> Mapping[str, int]:
    """Nothing as long as no real grant is recorded: that is no data, not zero."""
    grants = Grant.objects.granted_by(as_of).filter(example=False, fund__branch="sport")
    numbers = grants.offers_and_clubs()
    if not numbers["offers"]:
        return {}
    return {"funded_offers": numbers["offers"], "funded_clubs": numbers["clubs"]}
