"""The answer in one sentence."""

from collections.abc import Iterable, Sequence

from culture_sport.chapter.cells import euros
from culture_sport.chapter.fund_years import FundYear
from culture_sport.chapter.reported import Figures
from portal.figures import Change, KeyFigure

WORDS = {
    "sports_offers_total": "Sportangebote für Geflüchtete",
    "sport_mentors_trained": "ausgebildete Sportpaten",
    "swimming_courses_held": "Schwimmkurse",
}
NOTHING = "Zu diesem Stichtag nennt keine Quelle Zahlen zu Kultur und Sport."


def lead(figures: Figures) -> str:
    parts = [f"{figures[key].as_value().number} {words}" for key, words in WORDS.items() if key in figures]
    if not parts:
        return NOTHING
    text = f"{', '.join(parts[:-1])} und {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"{text[0].upper()}{text[1:]}."


def budget_figures(years: Sequence[FundYear]) -> Iterable[KeyFigure]:
    """The newest budget of each real fund, beside the one before it."""
    real = [year for year in years if not year.example and year.budget is not None and year.citation]
    newest = {year.fund: year for year in real}
    for fund, year in newest.items():
        yield KeyFigure(
            f"Haushaltsansatz {fund}",
            euros(year.budget),
            f"Haushaltsjahr {year.years}",
            year.citation.provenance(),
            raised_from([one for one in real if one.fund == fund]),
        )


def raised_from(years: Sequence[FundYear]) -> Change | None:
    """Against the last year with another amount; None where it never changed."""
    newest = years[-1]
    before = next((year for year in reversed(years) if year.budget != newest.budget), None)
    if before is None or not before.budget:
        return None
    amount = newest.budget - before.budget
    return Change(amount, f"dem Ansatz {before.years}", percent=amount / before.budget * 100)
