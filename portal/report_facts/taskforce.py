"""Chapters 2 and 7: bodies and who sat in them, what they did, and into whose hands it went."""

from portal.report_facts.city import organisation
from portal.report_facts.facts import Facts, Row, ever
from portal.report_facts.times import set_times
from taskforce.models import (
    ActionPlan,
    Body,
    Consultation,
    Goal,
    Handover,
    Measure,
    Membership,
    ServiceCentre,
)


def load_bodies(facts: Facts) -> None:
    for row in facts.rows("bodies"):
        set_times(row)
        find(row, bodies=("parent", "successor"), organisations=("seat",))
        facts.keep(ever(Body, slug=row["slug"]), row)


def load_memberships(facts: Facts) -> None:
    for row in facts.rows("memberships"):
        set_times(row)
        find(row, bodies=("body",), organisations=("organisation",))
        role = row.get("role", Membership.Role.MEMBER)
        known = ever(Membership, body=row["body"], organisation=row["organisation"], role=role)
        facts.keep(known, row)


def load_service_centres(facts: Facts) -> None:
    for row in facts.rows("service_centres"):
        units = row.pop("unit")
        centre = facts.keep(ever(ServiceCentre, name=row["name"]), row)
        for unit in units:
            find(unit, organisations=("organisation",))
            facts.keep(centre.units.filter(organisation=unit["organisation"]), unit | {"centre": centre})


def load_consultations(facts: Facts) -> None:
    for row in facts.rows("consultations"):
        row["paper"] = facts.sources[row["paper"]]
        find(row, bodies=("body",))
        known = ever(Consultation, paper=row["paper"], body=row["body"], purpose=row["purpose"])
        facts.keep(known, row)


def load_measures(facts: Facts) -> None:
    for row in facts.rows("measures"):
        papers = [facts.sources[paper] for paper in row.pop("papers", [])]
        set_times(row)
        find(row, bodies=("body",), organisations=("responsible",))
        known = ever(Measure, body=row.get("body"), title=row["title"])
        is_new = not known.exists()
        measure = facts.keep(known, row)
        if is_new:
            measure.papers.set(papers)


def load_handovers(facts: Facts) -> None:
    for row in facts.rows("handovers"):
        find(row, bodies=("body", "to_body"), organisations=("to_organisation",))
        known = ever(Handover, subject=row["subject"], body=row.get("body"), target=row["target"])
        facts.keep(known, row)


def load_goals(facts: Facts) -> None:
    for row in facts.rows("goals"):
        plans = row.pop("plan", [])
        find(row, bodies=("body",))
        goal = facts.keep(ever(Goal, body=row["body"], text=row["text"]), row)
        for plan in plans:
            find(plan, organisations=("responsible",))
            known = ever(ActionPlan, goal=goal, title=plan["title"])
            facts.keep(known, plan | {"goal": goal, "example": facts.example})


def find(row: Row, *, bodies: tuple[str, ...] = (), organisations: tuple[str, ...] = ()) -> None:
    """Put what the row names in place of its name: a body goes by its address. Raises DoesNotExist
    for what no file names."""
    for key in bodies:
        if key in row:
            row[key] = ever(Body, slug=row[key]).get()
    for key in organisations:
        if key in row:
            row[key] = organisation(row[key])
