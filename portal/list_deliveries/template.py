"""The list as a template: the sender's own subjects with what it reported last."""

from datetime import date
from typing import Any

from portal.dates import german_date
from portal.list_deliveries import DeliveredList
from portal.models import Organisation
from portal.models.delivered import DeliveredNumbers
from portal.sheets.template import Template, TemplateRow

LAST_REPORTED = "zuletzt gemeldet"


def list_template(about: DeliveredList, sender: Organisation, as_of: date) -> Template:
    """Without a subject the template has no rows."""
    last = newest_of_each(about, sender, as_of)
    return Template(
        declaration=about.declaration,
        sheet="Liste",
        title=f"{about.title} – Stand: {german_date(as_of)}",
        hint=f"Bitte die gelben Zellen prüfen und ändern. „{LAST_REPORTED}“ wird nicht gelesen.",
        fields=(
            *about.declaration.keys, *about.numbers, *(choice.field for choice in about.choices), "remark",
        ),
        remark_heading=LAST_REPORTED,
        rows=[
            row_of(about, subject, row)
            for subject in about.subjects(sender)
            for row in last.get(subject.pk, [None])
        ],
        choices={choice.field: choice.labels for choice in about.choices},
    )  # fmt: skip


def newest_of_each(
    about: DeliveredList, sender: Organisation, as_of: date
) -> dict[int, list[DeliveredNumbers | None]]:
    """By the key of the subject, what counts of it up to that day and comes last: one row, or several where
    numbers are kept apart."""
    rows = about.model._default_manager.filter(
        current=True, as_of__lte=as_of, **{f"{about.subject}__in": about.subjects(sender)}
    ).order_by("as_of", *about.apart)
    newest = {about.way_of(row): row for row in rows}
    found: dict[int, list[DeliveredNumbers | None]] = {}
    for (subject, *_), row in newest.items():
        found.setdefault(subject, []).append(row)
    return found


def row_of(about: DeliveredList, subject: Any, last: DeliveredNumbers | None) -> TemplateRow:
    numbers = {number: getattr(last, number, None) for number in about.numbers}
    choices = {one.field: one.label(getattr(last, one.field)) for one in about.choices} if last else {}
    shown = ", ".join("k. A." if value is None else str(value) for value in numbers.values())
    return TemplateRow(
        values={**about.key_values(subject), **numbers, **choices},
        remark=f"{german_date(last.as_of)}: {shown}" if last else "",
    )
