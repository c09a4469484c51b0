"""Chapter 5: the quota and the rules; what the city reports about them are figures like all others.
Providers, measures and contracts are only ever invented here: the report names none."""

from accommodation.models import Shelter
from fim.models import Contract, Placement, Provider, Quota, Rule
from portal.report_facts.city import organisation
from portal.report_facts.facts import Facts, Row, ever


def load_quotas(facts: Facts) -> None:
    for row in facts.rows("quotas"):
        row["assigned_by"] = organisation(row["assigned_by"])
        facts.keep(ever(Quota, year=row["year"]), row)


def load_rules(facts: Facts) -> None:
    for row in facts.rows("rules"):
        issuers = [organisation(name) for name in row.pop("issuers")]
        known = ever(Rule, title=row["title"])
        is_new = not known.exists()
        rule = facts.keep(known, row)
        if is_new:
            rule.issuers.set(issuers)


def load_providers(facts: Facts) -> None:
    for row in facts.rows("providers"):
        row["organisation"] = organisation(row["organisation"])
        facts.keep(ever(Provider, organisation=row["organisation"]), unmarked(row))


def load_placements(facts: Facts) -> None:
    """An internal measure names the key of its shelter."""
    for row in facts.rows("placements"):
        row["provider"] = Provider.objects.get(organisation=organisation(row["provider"]))
        if "shelter" in row:
            row["shelter"] = ever(Shelter, code=row["shelter"]).get()
        facts.keep(ever(Placement, number=row["number"]), unmarked(row))


def load_contracts(facts: Facts) -> None:
    for row in facts.rows("contracts"):
        row["placement"] = ever(Placement, number=row["placement"]).get()
        if "extends" in row:
            row["extends"] = ever(Contract, number=row["extends"]).get()
        facts.keep(ever(Contract, number=row["number"]), unmarked(row))


def unmarked(row: Row) -> Row:
    """What belongs to an invented organisation needs no mark of its own."""
    return {key: value for key, value in row.items() if key != "example"}
