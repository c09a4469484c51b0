"""Chapter 4: funds and what they gave, projects and events, sport."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from culture_sport.models import (
    Event,
    Fund,
    FundBudget,
    Grant,
    Project,
    Publication,
    Sport,
    SportMentorCount,
    SportsOffer,
    SwimmingCourseCount,
)
from portal.models import District
from portal.report_facts.city import load_organisations, organisation
from portal.report_facts.facts import Facts, Outcome, Row, ever
from portal.report_facts.times import read_period


def load_funds(facts: Facts) -> None:
    for row in facts.rows("funds"):
        find(row, "office")
        if "since" in row:
            row["since"] = read_period(row["since"]).start
        facts.keep(ever(Fund, name=row["name"]), row)


def load_budgets(facts: Facts) -> None:
    for row in facts.rows("budgets"):
        row["fund"] = ever(Fund, name=row["fund"]).get()
        facts.keep(ever(FundBudget, fund=row["fund"], year=row["year"]), row)


def load_projects(facts: Facts) -> None:
    for row in facts.rows("culture_projects"):
        find(row, "carrier")
        if "fund" in row:
            row["fund"] = ever(Fund, name=row["fund"]).get()
        facts.keep(ever(Project, title=row["title"]), row)


def load_events(facts: Facts) -> None:
    for row in facts.rows("events"):
        organisers = [organisation(name) for name in row.pop("organisers", [])]
        if "figure" in row:
            row["figure"] = facts.figures[row["figure"]]
        if "time" in row:
            period = read_period(row.pop("time"))
            row["held_on"], row["precision"] = period.start, period.precision
        known = ever(Event, title=row["title"], held_on=row.get("held_on"))
        is_new = not known.exists()
        event = facts.keep(known, row)
        if is_new:
            event.organisers.set(organisers)


def load_publications(facts: Facts) -> None:
    for row in facts.rows("publications"):
        recipients = [organisation(name) for name in row.pop("recipients", [])]
        find(row, "publisher")
        known = ever(Publication, title=row["title"])
        is_new = not known.exists()
        publication = facts.keep(known, row)
        if is_new:
            publication.recipients.set(recipients)


def load_sports(facts: Facts) -> None:
    for row in facts.rows("sports"):
        facts.keep(ever(Sport, name=row["name"]), row)


def load_invented_culture_sport(folder: Path) -> Outcome:
    """Invented clubs with their offers, funds and grants, every row marked as an example."""
    facts = Facts(folder, example=True)
    for load in (load_organisations, load_funds, load_budgets, load_projects, load_offers, load_grants):
        load(facts)
    load_counts(facts)
    return facts.outcome


def load_offers(facts: Facts) -> None:
    """How long ago somebody confirmed an offer counts from the day of loading: a finder in which all
    has grown old would show nothing."""
    for row in facts.rows("offers"):
        row["club"] = organisation(row["club"])
        row["sport"] = facts.keep(ever(Sport, name=row["sport"]), {"name": row["sport"]})
        row["district"] = ever(District, name=row["district"]).get()
        row["confirmed_on"] = timezone.localdate() - timedelta(days=row.pop("confirmed_days_ago"))
        facts.keep(ever(SportsOffer, code=row["code"]), row)


def load_grants(facts: Facts) -> None:
    for row in facts.rows("grants"):
        find(row, "recipient")
        row["fund"] = ever(Fund, name=row["fund"]).get()
        for key, model, name in (("project", Project, "title"), ("offer", SportsOffer, "code")):
            if key in row:
                row[key] = ever(model, **{name: row[key]}).get()
        facts.keep(ever(Grant, reference=row["reference"]), row)


def load_counts(facts: Facts) -> None:
    for file, model in (("mentors", SportMentorCount), ("swimming", SwimmingCourseCount)):
        for row in facts.rows(file):
            find(row, "organisation")
            known = ever(model, organisation=row["organisation"], as_of=row["as_of"])
            facts.keep(known, row)


def find(row: Row, key: str) -> None:
    """Put the organisation in place of its name. Raises DoesNotExist for one that no file names."""
    if key in row:
        row[key] = organisation(row[key])
