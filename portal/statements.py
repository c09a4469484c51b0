"""What sources state, for the chapter of an area: claims computed again, and plain statements."""

from collections.abc import Iterable
from datetime import date

from portal.figures import Check, Text, Verdict
from portal.models import Claim, Statement


def checks(area: str, as_of: date) -> Iterable[Check]:
    """Claims whose figures have all begun by that date."""
    for claim in Claim.objects.of_area(area):
        if all(
            figure.period_start <= as_of
            for reading in claim.readings.all()
            for figure in (reading.base, reading.compared)
        ):
            yield check(claim)


def check(claim: Claim) -> Check:
    reading = claim.preferred
    others = [
        f"Andere Lesart: {other.calculation} = {other.recomputed_text}. {other.note}".strip()
        for other in claim.readings.all()
        if other != reading
    ]
    return Check(
        statement=claim.text,
        stated=claim.stated_text,
        recomputed=reading.recomputed_text if reading else "",
        calculation=reading.calculation if reading else "",
        verdict=reading.verdict if reading else Verdict.UNCHECKABLE,
        source=claim.citation.provenance(),
        note=" ".join([claim.note, *others]).strip(),
    )


def texts(area: str, as_of: date) -> Iterable[Text]:
    statements = Statement.objects.filter(area=area).select_related("citation__source")
    for statement in statements.exclude(period_start__gt=as_of):
        yield Text(statement.text, statement.when, statement.citation.provenance())
