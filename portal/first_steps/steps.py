"""The six steps of a new city, in the order in which each needs the one before."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from accommodation.models import Shelter
from portal.models import District, Organisation, ReportingDate, User
from portal.numbers import how_many
from portal.roles import OPERATOR


@dataclass(frozen=True)
class Step:
    """`there`: what has been entered, in words; empty while nothing has. `address`: the page on which it is
    done, empty where this reader has not got the right; then `who` does it."""

    key: str
    title: str
    text: str
    there: str
    address: str
    who: str

    @property
    def done(self) -> bool:
        return bool(self.there)


def steps_for(user: User) -> list[Step]:
    return [make(user) for make in (name, districts, organisations, shelters, reporting_date, accounts)]


def open_steps(user: User) -> list[Step]:
    return [step for step in steps_for(user) if not step.done]


def name(user: User) -> Step:
    return Step(
        key="name",
        title="Name der Stadt",
        text="Er steht auf jeder Seite und in jedem Bericht. Der Betrieb ändert ihn in der Einstellung "
        "PORTAL_CITY.",
        there=settings.CITY,
        address="",
        who="der Betrieb",
    )


def districts(user: User) -> Step:
    return Step(
        key="bezirke",
        title="Stadtbezirke",
        text="Jede Unterkunft liegt in einem. Eine CSV-Datei mit allen genügt; sie lässt sich auch später "
        "noch ändern.",
        there=number_of(District.objects.count(), "Stadtbezirk", "Stadtbezirke"),
        address=page_for(user, "portal.add_district", "admin:portal_district_import"),
        who="die Administration",
    )


def organisations(user: User) -> Step:
    operators = Organisation.objects.filter(kind=Organisation.Kind.OPERATOR)
    return Step(
        key="traeger",
        title="Träger",
        text="Wer Unterkünfte betreibt und Zahlen meldet, dazu Ämter und Vereine. Träger, die in der Liste "
        "der Unterkünfte stehen, legt das Portal dabei selbst an.",
        there=number_of(operators.count(), "Träger", "Träger"),
        address=page_for(user, "portal.add_organisation", "admin:portal_organisation_import"),
        who="die Administration",
    )


def shelters(user: User) -> Step:
    return Step(
        key="unterkuenfte",
        title="Unterkünfte",
        text="Mit Kürzel, Stadtbezirk, Träger und Plätzen, als CSV-Datei.",
        there=number_of(Shelter.objects.count(), "Unterkunft", "Unterkünfte"),
        address=page_for(user, "accommodation.add_shelter", "first_steps:shelters"),
        who="die Koordination",
    )


def reporting_date(user: User) -> Step:
    return Step(
        key="stichtag",
        title="Erster Stichtag",
        text="Für welchen Tag zuerst gemeldet wird, und bis wann.",
        there=number_of(ReportingDate.objects.count(), "Stichtag", "Stichtage"),
        address=page_for(user, "portal.add_reportingdate", "admin:portal_reportingdate_add"),
        who="die Koordination",
    )


def accounts(user: User) -> Step:
    reporting = User.objects.filter(is_active=True, groups__name=OPERATOR.name)
    return Step(
        key="konten",
        title="Konto eines Trägers",
        text="Die Person bekommt eine Einladung und wählt ihr Passwort selbst.",
        there=number_of(reporting.count(), "Konto", "Konten"),
        address=page_for(user, "portal.add_user", "admin:portal_user_add"),
        who="die Administration",
    )


def number_of(count: int, one: str, many: str) -> str:
    """Empty for none."""
    return how_many(count, f"1 {one}", many) if count else ""


def page_for(user: User, right: str, page: str) -> str:
    return reverse(page) if user.has_perm(right) else ""


MAY_SET_UP = ("portal.add_district", "accommodation.add_shelter")
