"""The occupancy list as a template: an operator's own shelters with what it reported last."""

from collections.abc import Iterable
from datetime import date

from accommodation.imports.occupancy_list import OCCUPANCY_LIST
from accommodation.models import Occupancy, Shelter
from portal.dates import german_date
from portal.models import Organisation
from portal.sheets.template import Template, TemplateRow

FIELDS = ("code", "shelter", "district", "capacity", "occupied", "remark")
LAST_REPORTED = "zuletzt gemeldet"
HINT = (
    "Bitte Belegung und Kapazität prüfen und ändern, was nicht mehr stimmt. "
    f"„{LAST_REPORTED}“ wird nicht gelesen."
)


def last_reports(operator: Organisation, as_of: date) -> list[tuple[Shelter, Occupancy | None]]:
    """The shelters that are open on that day and run by this operator, each with what was last said
    about it up to that day, None without a word. After „keine Angabe“ an older number is no longer the last
    word. Other operators' numbers for the same house stay theirs."""
    shelters = (
        Shelter.objects.run_by(operator, as_of)
        .open_on(as_of)
        .with_places(as_of)
        .with_last_report(operator, as_of)
        .select_related("district")
        .order_by("code")
    )
    reports = Occupancy.objects.in_bulk([shelter.last_report for shelter in shelters if shelter.last_report])
    return [(shelter, reports.get(shelter.last_report)) for shelter in shelters]


def occupancy_template(operator: Organisation, as_of: date) -> Template:
    """Without a shelter on that day the template has no rows."""
    return template_about(last_reports(operator, as_of), as_of)


def template_about(reports: Iterable[tuple[Shelter, Occupancy | None]], as_of: date) -> Template:
    return Template(
        declaration=OCCUPANCY_LIST,
        sheet="Belegung",
        title=f"Belegungsliste – Stand: {german_date(as_of)}",
        hint=HINT,
        fields=FIELDS,
        remark_heading=LAST_REPORTED,
        rows=[row_of(shelter, last, as_of) for shelter, last in reports],
    )


def row_of(shelter: Shelter, last: Occupancy | None, as_of: date) -> TemplateRow:
    """What was reported for this very day stands there as it was; an older remark or number of places
    says nothing about today."""
    today = last if last and last.as_of == as_of else None
    places = today.capacity if today and today.capacity is not None else shelter.places
    return TemplateRow(
        values={
            "code": shelter.code,
            "shelter": shelter.name,
            "district": shelter.district.name,
            "capacity": places,
            "occupied": number_in_cell(last),
            "remark": today.remark if today else None,
        },
        remark=f"{last.when}: {last.as_value().number}" if last else "",
    )


def number_in_cell(last: Occupancy | None) -> str | int | None:
    """An estimate stays one: „rund 40“."""
    if last is None:
        return None
    return last.as_value().number if last.qualifier else last.occupied
