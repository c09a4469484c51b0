"""Chapter 1: the arrivals of a month, and the city's share."""

from accommodation.arrivals import AllocationShare, MonthlyFlow
from portal.report_facts.facts import Facts, ever


def load_flows(facts: Facts) -> None:
    """The arrivals of a month are quoted for the city and are also a row of the monthly flows."""
    for figure in dict.fromkeys(facts.figures.values()):
        if figure.indicator.key == "arrivals":
            citation, month = figure.citation, figure.period_start
            known = MonthlyFlow.objects.filter(month=month, citation__source=citation.source)
            facts.keep(known, {"month": month, "arrivals": figure.value, "citation": citation})


def load_shares(facts: Facts) -> None:
    for row in facts.rows("allocation_shares"):
        share = ever(AllocationShare, of_what=row["of_what"], citation__source=facts.source_of(row))
        facts.keep(share, row)
