"""What the reader should know before trusting the figures."""

from collections.abc import Iterable

from accommodation.chapter.counted import Counted
from accommodation.chapter.curve import PERSONS
from portal.dates import german_date
from portal.figures import Coverage, Finding, Series
from portal.numbers import german, with_unit


def findings(counted: Counted, reported: Series, sums: Series, examples: Series) -> Iterable[Finding]:
    yield from incomplete(sums)
    yield from not_open(counted)
    yield from incomplete(examples)
    yield from two_totals(reported, sums)


def incomplete(sums: Series) -> Iterable[Finding]:
    """How many reports the newest sum lacks; a warning where nothing stands for one of them."""
    if sums.points and not sums.points[-1].coverage.fully_reported:
        newest = sums.points[-1]
        silent = newest.coverage.expected - newest.coverage.reported
        number = "Die Meldung einer Unterkunft fehlt" if silent == 1 else f"{german(silent)} Meldungen fehlen"
        yield Finding(
            f"{number} ({newest.date_text})",
            f"{sums.label}: {newest.coverage}. {consequence_of(sums)}",
            "info" if newest.whole else "warning",
        )


def not_open(counted: Counted) -> Iterable[Finding]:
    """Houses are closed after the fact, and numbers about them stay; the sum leaves them out."""
    if counted.not_open:
        when, shelters = counted.not_open
        where = "einer Unterkunft" if shelters == 1 else f"{german(shelters)} Unterkünften"
        yield Finding(
            f"Zahlen aus Unterkünften, die nicht geöffnet waren ({german_date(when)})",
            f"In {where} sind Personen gemeldet, obwohl dort an diesem Tag nicht geöffnet war. "
            "Die Summe lässt diese Zahlen aus, bis das Datum oder die Meldung berichtigt ist.",
            "warning",
        )


def consequence_of(sums: Series) -> str:
    """Where the newest date has no number yet, nothing of it is too low."""
    newest, shown = sums.points[-1], sums.drawable[-1:]
    if newest.value.amount is not None:
        return consequence(newest.coverage)
    before = f" Gezeigt ist bis dahin die Zahl vom {shown[0].date_text}." if shown else ""
    return f"Für diesen Tag steht deshalb noch keine Zahl da.{before}"


def consequence(coverage: Coverage) -> str:
    if not coverage.carried:
        return "Die Summe ist deshalb zu niedrig."
    if coverage.complete:
        return "An ihrer Stelle steht die jeweils letzte Zahl."
    absent = "einer Unterkunft" if coverage.absent == 1 else f"{german(coverage.absent)} Unterkünften"
    return f"Von {absent} gibt es keine Zahl, die noch gilt: Die Summe ist deshalb zu niedrig."


def two_totals(reported: Series, sums: Series) -> Iterable[Finding]:
    """Where both a reported total and a sum exist for one period, they are compared."""
    totals = {(point.at.year, point.at.month): point for point in reported.drawable}
    for point in reversed(sums.drawable):
        total = totals.get((point.at.year, point.at.month))
        if total:
            difference = abs(total.value.amount - point.value.amount)
            yield Finding(
                f"Zwei Zahlen für {total.date_text}",
                f"Berichtet sind {total.value.number}, die Summe der Unterkünfte ergibt {point.value.number} "
                f"({point.coverage}). Unterschied: {with_unit(german(difference), PERSONS)}.",
            )
            return
