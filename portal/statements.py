"""What sources state, for the chapter of an area: claims computed again, and plain statements."""

from collections.abc import Iterable
from datetime import date

from portal.figures import Check, Text
from portal.models import Claim, ClaimReading, Statement


def checks(area: str, as_of: date) -> Iterable[Check]:
    """Claims whose figures have all begun by that date."""
    for claim in Claim.objects.of_area(area):
        figures = [figure for reading in claim.readings.all() for figure in reading.operands]
        if all(figure.period_start <= as_of for figure in figures):
            yield check(claim)


def check(claim: Claim) -> Check:
    result = claim.preferred.result if claim.preferred else None
    return Check(
        statement=claim.text,
        stated=claim.stated,
        recomputed=result.text if result else "",
        calculation=result.way if result else "",
        verdict=claim.verdict,
        source=claim.citation.provenance(of=claim),
        note=" ".join(filter(None, (claim.preferred.note if claim.preferred else "", claim.note))),
        others=tuple(other_reading(reading) for reading in claim.readings.all() if not reading.preferred),
        address=f"/faktencheck/{claim.key}/",
    )


def other_reading(reading: ClaimReading) -> str:
    """„6,8-fach: 8.141 ÷ 1.200. Juli 2016.“"""
    return f"{reading.result.text}: {reading.result.way}. {reading.note}".strip()


def texts(area: str, as_of: date) -> Iterable[Text]:
    statements = Statement.objects.filter(area=area).select_related("citation__source")
    for statement in statements.exclude(period_start__gt=as_of):
        yield Text(statement.text, statement.when, statement.citation.provenance(of=statement))
