"""The ground floor: districts, organisations, sources, and what the sources state."""

from portal.models import Claim, District, Indicator, Organisation, ReportedFigure, Source, Statement
from portal.releases import State
from portal.report_facts.facts import Facts, Row, ever
from portal.report_facts.times import read_period, stored_as


def load_districts(facts: Facts) -> None:
    for row in facts.rows("districts"):
        facts.keep(ever(District, abbreviation=row["abbreviation"]), row)


def load_organisations(facts: Facts) -> None:
    for row in facts.rows("organisations"):
        if "parent" in row:
            row["parent"] = organisation(row["parent"])
        facts.keep(ever(Organisation, name=row["name"]), row)


def organisation(name: str) -> Organisation:
    """Raises DoesNotExist for one that no file names."""
    return ever(Organisation, name=name).get()


def load_sources(facts: Facts) -> None:
    for row in facts.rows("sources"):
        identifier = row.pop("id")
        if "number" in row:
            key = {"number": row["number"], "year": row["year"], "suffix": row.get("suffix", "")}
        else:
            key = {"kind": row["kind"], "title": row["title"]}
        facts.sources[identifier] = facts.keep(ever(Source, **key), row)


def load_populations(facts: Facts) -> None:
    """Only where nobody has entered one: who did knows a newer or a better one."""
    for row in facts.rows("populations"):
        district = ever(District, abbreviation=row["district"]).get()
        if district.population is not None:
            facts.compare(district, {"population": row["population"]})
            continue
        district.population = row["population"]
        district.population_source = facts.citation(row["citation"])
        district.full_clean()
        district.save()
        facts.outcome.created += 1


def load_indicators(facts: Facts) -> None:
    for row in facts.rows("indicators"):
        if "part_of" in row:
            row["part_of"] = ever(Indicator, key=row["part_of"]).get()
        facts.keep(ever(Indicator, key=row["key"]), row)


def load_figures(facts: Facts) -> None:
    for file in ("figures", "external_figures"):
        for row in facts.rows(file):
            numbers = row.pop("register")
            facts.figures |= dict.fromkeys(numbers, load_figure(facts, row))


def load_figure(facts: Facts, row: Row) -> ReportedFigure:
    period = read_period(row.pop("time"))
    row["indicator"] = ever(Indicator, key=row["indicator"]).get()
    known = ReportedFigure.objects.filter(
        indicator=row["indicator"],
        period_start=period.start,
        precision=period.precision,
        citation__source=facts.source_of(row),
    )
    return facts.keep(known, row | stored_as(period) | {"state": State.RELEASED})


def load_statements(facts: Facts) -> None:
    for row in facts.rows("statements"):
        time = stored_as(read_period(row.pop("time"))) if "time" in row else {}
        facts.keep(ever(Statement, key=row["key"]), row | time)


def load_claims(facts: Facts) -> None:
    for row in facts.rows("claims"):
        readings = row.pop("reading", [])
        claim = facts.keep(ever(Claim, key=row["key"]), row)
        known = list(claim.readings.order_by("pk").values_list("pk", flat=True))
        for place, reading in enumerate(readings):
            load_reading(facts, claim, known[place : place + 1], reading)


def load_reading(facts: Facts, claim: Claim, known: list[int], row: Row) -> None:
    """A claim's readings stay in the order in which the file names them."""
    operands = {key: [facts.figures[number] for number in row.pop(key, [])] for key in ("figures", "bases")}
    row["counted"] = "\n".join(row.get("counted", []))
    reading = facts.keep(claim.readings.filter(pk__in=known), row | {"claim": claim})
    if not known:
        for key, figures in operands.items():
            getattr(reading, key).set(figures)
