"""Chapter 6: programmes and what belongs to them. What refers to another names its address."""

from pathlib import Path

from pakt.models import (
    BudgetLine,
    FundingPeriod,
    FundingShare,
    Milestone,
    Module,
    Programme,
    Project,
    ProjectIndicator,
)
from portal.report_facts.city import load_organisations, organisation
from portal.report_facts.facts import Facts, Outcome, Row, ever
from taskforce.models import Body

LINKS = ("partners", "legal_bases", "papers", "bodies")
ABOUT = {"programme": Programme, "module": Module, "project": Project}


def load_programmes(facts: Facts) -> None:
    for row in facts.rows("programmes"):
        links = taken_links(facts, row)
        row["giver"] = organisation(row["giver"])
        find_lead(row)
        known = ever(Programme, slug=row["slug"])
        keep_with_links(facts, known, row, links)


def load_modules(facts: Facts) -> None:
    for row in rows(facts, "modules"):
        row["programme"] = ever(Programme, slug=row["programme"]).get()
        facts.keep(ever(Module, slug=row["slug"]), row)


def load_projects(facts: Facts) -> None:
    for row in rows(facts, "projects"):
        links = taken_links(facts, row)
        row["programme"] = ever(Programme, slug=row["programme"]).get()
        if "module" in row:
            row["module"] = ever(Module, slug=row["module"]).get()
        row["topics"] = row.get("topics", "").strip()
        find_lead(row)
        keep_with_links(facts, ever(Project, slug=row["slug"]), row, links)


def load_budget_lines(facts: Facts) -> None:
    for row in rows(facts, "budget_lines"):
        field, about = about_called(row.pop("of"))
        row |= {field: about, "giver": organisation(row["giver"])}
        row.setdefault("level", BudgetLine.Level.CITY)
        same = {name: row.get(name) for name in (field, "year", "to_year", "kind", "level")}
        if "part_of" in row:
            row["part_of"] = ever(BudgetLine, **same, purpose=row["part_of"]).get()
        known = ever(BudgetLine, **same, giver=row["giver"], purpose=row.get("purpose", ""))
        facts.keep(known, row)


def about_called(slug: str) -> tuple[str, Programme | Module | Project]:
    """Raises DoesNotExist for an address that no file names."""
    for field, model in ABOUT.items():
        found = ever(model, slug=slug).first()
        if found:
            return field, found
    raise Project.DoesNotExist(slug)


def load_funding_shares(facts: Facts) -> None:
    for row in rows(facts, "funding_shares"):
        find_project(row)
        row["giver"] = organisation(row["giver"])
        same = {name: row.get(name, "") for name in ("project", "year", "giver", "funds")}
        facts.keep(ever(FundingShare, **same), row)


def load_funding_periods(facts: Facts) -> None:
    for row in rows(facts, "funding_periods"):
        find_project(row)
        facts.keep(ever(FundingPeriod, project=row["project"], number=row["number"]), row)


def load_milestones(facts: Facts) -> None:
    for row in rows(facts, "milestones"):
        find_project(row)
        facts.keep(ever(Milestone, project=row["project"], title=row["title"]), row)


def load_project_indicators(facts: Facts) -> None:
    for row in rows(facts, "project_indicators"):
        find_project(row)
        if "actual_citation" in row:
            row["actual_citation"] = facts.citation(row["actual_citation"])
        same = {name: row.get(name) for name in ("project", "label", "year")}
        facts.keep(ever(ProjectIndicator, **same), row)


# In the order in which one subject refers to another.
SUBJECTS = (
    load_programmes,
    load_modules,
    load_projects,
    load_budget_lines,
    load_funding_shares,
    load_funding_periods,
    load_milestones,
    load_project_indicators,
)


def load_invented_programmes(folder: Path) -> Outcome:
    """A programme to try the portal out: fixtures/example/pakt, every row marked as an example."""
    facts = Facts(folder, example=True)
    for load in (load_organisations, *SUBJECTS):
        load(facts)
    return facts.outcome


def rows(facts: Facts, file: str) -> list[Row]:
    """Only a programme says whether it is invented; what belongs to it follows."""
    found = list(facts.rows(file))
    for row in found:
        row.pop("example", None)
    return found


def find_project(row: Row) -> None:
    row["project"] = ever(Project, slug=row["project"]).get()


def find_lead(row: Row) -> None:
    if "lead" in row:
        row["lead"] = organisation(row["lead"])


def taken_links(facts: Facts, row: Row) -> dict[str, list]:
    """What the row names several of, out of the row."""
    found = {name: row.pop(name) for name in LINKS if name in row}
    finders = {
        "partners": organisation,
        "bodies": lambda slug: ever(Body, slug=slug).get(),
        "papers": facts.sources.__getitem__,
        "legal_bases": facts.sources.__getitem__,
    }
    return {name: [finders[name](one) for one in called] for name, called in found.items()}


def keep_with_links(facts: Facts, known, row: Row, links: dict[str, list]) -> None:
    """Links are set with a new row only: people may have changed them since."""
    is_new = not known.exists()
    kept = facts.keep(known, row)
    for name, linked in links.items() if is_new else ():
        getattr(kept, name).set(linked)
