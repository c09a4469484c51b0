"""What there is to say about FIM places as of a date, for one reader."""

from dataclasses import dataclass
from datetime import date

from fim.chapter import findings
from fim.chapter.place_tables import district_tables, kind_charts, measure_table, provider_tables
from fim.chapter.places import Measures, measures_on
from fim.chapter.rules import rule_tables
from fim.chapter.terms import Ending, ending_figures, ending_tables, endings, timelines
from fim.chapter.utilisation import (
    Reported,
    key_figures,
    lead,
    quota_tables,
    reported_on,
    utilisation_charts,
)
from fim.models import Contract, Rule
from portal.figures import Audience, Chapter, Finding, Picture, Table
from portal.models import Statement
from portal.statements import checks, texts

AREA = "fim"
TITLE = "Flüchtlingsintegrationsmaßnahmen (FIM)"
ADDRESS = "/fim/"


@dataclass(frozen=True)
class Known:
    """The rows that speak of a day, asked for once. Contracts are for council and administration."""

    reported: Reported
    rules: list[Rule]
    measures: list[Measures]
    contracts: list[Contract]
    endings: list[Ending]


def known_on(as_of: date, audience: Audience) -> Known:
    contracts = [] if audience is Audience.PUBLIC else list(Contract.objects.signed_by(as_of))
    return Known(
        reported_on(as_of), list(Rule.objects.known_on(as_of)), measures_on(as_of), contracts,
        endings(contracts, as_of),
    )  # fmt: skip


def overview(as_of: date, audience: Audience) -> Chapter:
    """The first sentence and the key figures alone: what the start page says."""
    reported = reported_on(as_of)
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(reported), key_figures=tuple(key_figures(reported)),
    )  # fmt: skip


def chapter(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """Everybody reads quota, rules and sums by kind; the council providers and contracts as well, the
    administration every measure. Not `invented`: as if there were no example data."""
    everything = whole_chapter(as_of, audience)
    return everything if invented else everything.without_examples()


def whole_chapter(as_of: date, audience: Audience) -> Chapter:
    known = known_on(as_of, audience)
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(known.reported),
        key_figures=(*key_figures(known.reported), *ending_figures(known.endings, as_of)),
        charts=charts(known, as_of, audience),
        tables=tables(known, audience),
        checks=tuple(checks(AREA, as_of)),
        texts=tuple(texts(AREA, as_of)),
        findings=what_to_know(known, as_of, audience),
    )  # fmt: skip


def charts(known: Known, as_of: date, audience: Audience) -> tuple[Picture, ...]:
    quota = known.reported.quota
    return (
        *utilisation_charts(known.reported),
        *(chart for measures in known.measures for chart in kind_charts(measures, quota, audience)),
        *timelines(known.contracts, known.endings, as_of),
    )


def tables(known: Known, audience: Audience) -> tuple[Table, ...]:
    inside = audience is Audience.INTERNAL
    return (
        *ending_tables(known.endings),
        *(table for measures in known.measures for table in provider_tables(measures, audience)),
        *(table for measures in known.measures for table in district_tables(measures, audience)),
        *(measure_table(measures) for measures in known.measures if inside),
        *quota_tables(known.reported),
        *rule_tables(known.rules),
    )


def what_to_know(known: Known, as_of: date, audience: Audience) -> tuple[Finding, ...]:
    """Measures by name are for the administration alone."""
    quota, inside = known.reported.quota, audience is Audience.INTERNAL
    named = [
        *findings.ends_soon(known.endings),
        *findings.too_long(known.contracts, known.rules),
        *(found for one in known.measures for found in findings.more_occupied_than_approved(one)),
    ]
    statements = Statement.objects.filter(area=AREA).select_related("citation__source")
    return (
        *(named if inside else ()),
        *(found for measures in known.measures for found in findings.over_quota(measures, quota)),
        *findings.other_year(known.reported),
        *findings.still_open(known.rules, as_of),
        *findings.misprinted_references(statements),
    )
