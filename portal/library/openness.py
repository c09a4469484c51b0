"""Which rows of the portal that name a source may be told to whom, and where each is shown.

One entry per model, the same rules as in its chapter. What stands here is real: invented rows cite nobody.
A model without an entry is told to the administration alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from pakt.chapter.cells import about_cell, project_address
from pakt.chapter.money import FORECAST
from portal.figures import Audience
from taskforce.chapter.cells import body_address

Rows = QuerySet[Any]
Filter = Callable[[Rows, Audience], Rows]


@dataclass(frozen=True)
class Openness:
    filter: Filter
    address: Callable[[Any], str]
    related: tuple[str, ...] = ()  # what name and address need


def everybody(rows: Rows, audience: Audience) -> Rows:
    return rows


def inside(rows: Rows, audience: Audience) -> Rows:
    return rows if audience is Audience.INTERNAL else rows.none()


def not_for_the_public(rows: Rows, audience: Audience) -> Rows:
    return rows.none() if audience is Audience.PUBLIC else rows


def real(rows: Rows, audience: Audience) -> Rows:
    return rows.filter(example=False)


def released(rows: Rows, audience: Audience) -> Rows:
    """The city's values; those of a district would need the protection of small numbers."""
    return rows.released().filter(district=None)  # type: ignore[attr-defined]


def decided(rows: Rows, audience: Audience) -> Rows:
    known = rows.filter(example=False)
    return known if audience is Audience.INTERNAL else known.without_ideas()  # type: ignore[attr-defined]


def public(rows: Rows, audience: Audience) -> Rows:
    known = rows.filter(example=False)
    return known if audience is Audience.INTERNAL else known.filter(public=True)


def of_programmes(path: str) -> Filter:
    def of_open_ones(rows: Rows, audience: Audience) -> Rows:
        known = rows.filter(**{f"{path}__example": False})
        return known if audience is Audience.INTERNAL else known.filter(**{f"{path}__public": True})

    return of_open_ones


def budget_lines(rows: Rows, audience: Audience) -> Rows:
    """A line belongs to a programme, a module or a project."""
    for path in ("programme", "module__programme", "project__programme"):
        rows = rows.exclude(**{f"{path}__example": True})
        if audience is not Audience.INTERNAL:
            rows = rows.exclude(**{f"{path}__public": False})
    return rows if audience is Audience.INTERNAL else rows.exclude(kind=FORECAST)


def released_scenarios(rows: Rows, audience: Audience) -> Rows:
    known = not_for_the_public(rows.filter(example=False), audience)
    return known if audience is Audience.INTERNAL else known.released()  # type: ignore[attr-defined]


def in_chapter(area: str) -> Callable[[Any], str]:
    return lambda row: reverse(f"{area}:chapter")


def in_its_chapter(row: Any) -> str:
    """Statements name their area."""
    return reverse(f"{row.area}:chapter")


def of_the_balance(row: Any) -> str:
    return reverse("accommodation:balance")


def of_the_fact_check(claim: Any) -> str:
    return reverse("factcheck:claim", args=[claim.key])


def of_its_body(row: Any) -> str:
    """Of a row that has one, or had."""
    return body_address(row.body) if row.body else reverse("taskforce:chapter")


def of_its_project(row: Any) -> str:
    return project_address(row.project)


OF_A_PROJECT = Openness(of_programmes("project__programme"), of_its_project, ("project__programme",))
TASKFORCE = Openness(real, in_chapter("taskforce"))
OF_A_BODY = Openness(real, of_its_body, ("body",))
VOLUNTEERING = Openness(real, in_chapter("volunteering"))
CULTURE_SPORT = Openness(real, in_chapter("culture_sport"))
FIM = Openness(everybody, in_chapter("fim"))
ACCOMMODATION = Openness(everybody, in_chapter("accommodation"))

OPENNESS = {
    "portal.ReportedFigure": Openness(released, lambda row: row.indicator.get_absolute_url(), ("indicator",)),
    "portal.Statement": Openness(everybody, in_its_chapter),
    "portal.Claim": Openness(everybody, of_the_fact_check),
    "portal.District": ACCOMMODATION,
    "accommodation.MonthlyFlow": ACCOMMODATION,
    "accommodation.AllocationShare": ACCOMMODATION,
    "accommodation.UtilisationThreshold": ACCOMMODATION,
    "accommodation.StateForecast": Openness(not_for_the_public, of_the_balance),
    "accommodation.Scenario": Openness(released_scenarios, of_the_balance),
    "accommodation.Shelter": Openness(inside, in_chapter("accommodation")),
    "accommodation.Capacity": Openness(inside, in_chapter("accommodation"), ("shelter",)),
    "taskforce.Body": Openness(real, body_address),
    "taskforce.Membership": Openness(real, of_its_body, ("body", "organisation")),
    "taskforce.ServiceCentre": Openness(everybody, in_chapter("taskforce")),
    "taskforce.Goal": TASKFORCE,
    "taskforce.Measure": Openness(decided, of_its_body, ("body",)),
    "taskforce.Handover": OF_A_BODY,
    "taskforce.Consultation": Openness(public, of_its_body, ("body", "paper")),
    "taskforce.AgendaItem": Openness(inside, in_chapter("taskforce")),
    "volunteering.TopicPhase": Openness(real, in_chapter("volunteering"), ("topic",)),
    "volunteering.QualificationEvent": VOLUNTEERING,
    "volunteering.MeetingSpace": VOLUNTEERING,
    "culture_sport.Fund": CULTURE_SPORT,
    "culture_sport.FundBudget": Openness(real, in_chapter("culture_sport"), ("fund",)),
    "culture_sport.Grant": Openness(
        lambda rows, audience: not_for_the_public(real(rows, audience), audience), in_chapter("culture_sport")
    ),
    "culture_sport.Project": CULTURE_SPORT,
    "culture_sport.Event": CULTURE_SPORT,
    "culture_sport.Publication": CULTURE_SPORT,
    "culture_sport.Sport": Openness(everybody, in_chapter("culture_sport")),
    "culture_sport.SportsOffer": Openness(
        lambda rows, audience: inside(real(rows, audience), audience),
        lambda row: reverse("culture_sport:offers"),
        ("sport", "club"),
    ),
    "culture_sport.SportMentorCount": Openness(real, in_chapter("culture_sport"), ("organisation",)),
    "culture_sport.SwimmingCourseCount": Openness(real, in_chapter("culture_sport"), ("organisation",)),
    "fim.Quota": FIM,
    "fim.Rule": FIM,
    "pakt.Programme": Openness(public, lambda row: about_cell(row).url),
    "pakt.Module": Openness(of_programmes("programme"), lambda row: about_cell(row).url, ("programme",)),
    "pakt.Project": Openness(of_programmes("programme"), project_address, ("programme",)),
    "pakt.BudgetLine": Openness(
        budget_lines,
        lambda row: about_cell(row.about).url,
        ("programme", "module__programme", "project__programme"),
    ),
    "pakt.FundingShare": Openness(
        of_programmes("project__programme"), of_its_project, ("project__programme", "giver")
    ),
    "pakt.FundingPeriod": OF_A_PROJECT,
    "pakt.Milestone": OF_A_PROJECT,
    "pakt.ProjectIndicator": OF_A_PROJECT,
}
UNKNOWN = Openness(inside, lambda row: "")
