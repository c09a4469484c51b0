"""Deliveries without a file of the sender's own: the form, „unverändert“ and „nichts zu melden“.

What was typed or stated becomes the template, filled in, as a small text file, and goes through the same
door as every file: one set of rules, and the delivery keeps what was said. „Nichts zu melden“ has no
numbers, so it has no file either.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from string import ascii_uppercase
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accommodation.actions import draft_delivery, may_deliver_for
from accommodation.confirmation import AlreadySubmittedError
from accommodation.imports import DeliveryCheck
from accommodation.imports.closed_dates import expect_days_open
from accommodation.imports.occupancy_list import OCCUPANCY_LIST
from accommodation.imports.occupancy_template import (
    FIELDS,
    last_reports,
    number_in_cell,
    occupancy_template,
    template_about,
)
from accommodation.models import Occupancy, Shelter
from portal import releases
from portal.dates import german_date
from portal.models import Delivery, Organisation, User
from portal.models.deliveries import TAKEN_OVER
from portal.sheets import Level, Message, Place
from portal.sheets.csv_text import likely_separator
from portal.sheets.template import Template, TemplateRow

RECENT = timedelta(days=100)  # a number that is older has to be typed again
FIRST_LINE = 5  # of the shelters: above them a free line, the title, the statement, the headings
FIELD_BY_COLUMN = dict(zip(ascii_uppercase, FIELDS, strict=False))
FILE_NAMES = {Delivery.Way.FORM: "Formular", Delivery.Way.UNCHANGED: "Unverändert"}
NO_SHELTER = "Für diesen Tag ist keine Unterkunft dieses Trägers bekannt."
ALREADY_NOTHING = "Für diesen Tag ist schon „nichts zu melden“ angegeben."


class Answer(NamedTuple):
    """A line of the form as it was typed. `code`: of the shelter. `occupied` empty: „keine Angabe“."""

    code: str
    occupied: str
    remark: str = ""


class Problem(NamedTuple):
    """What is wrong in a form. `line`: which of its answers, from 0; None: the whole form."""

    line: int | None
    field: str
    text: str


def draft_form(
    *, sender: Organisation, as_of: date, answers: Iterable[Answer], by: User
) -> tuple[Delivery | None, DeliveryCheck]:
    """Check what was typed and keep it as a draft; see `draft_delivery`. Answers about a shelter that is
    not the sender's are refused by the check."""
    template = filled_in(occupancy_template(sender, as_of), answers)
    return _draft(template, Delivery.Way.FORM, sender=sender, as_of=as_of, by=by)


def form_template(sender: Organisation, as_of: date) -> Template:
    """The template with the last numbers; what was said about this very day and came back stands there as
    it was typed, so that only the mistake has to be put right."""
    template = occupancy_template(sender, as_of)
    came_back = {row.shelter.code: row for row in Occupancy.objects.came_back(sender, as_of)}
    rows = [_as_it_came_back(row, came_back.get(str(row.values["code"]))) for row in template.rows]
    return replace(template, rows=rows)


def _as_it_came_back(row: TemplateRow, said: Occupancy | None) -> TemplateRow:
    if said is None:
        return row
    return replace(row, values={**row.values, "occupied": number_in_cell(said), "remark": said.remark})


def filled_in(template: Template, answers: Iterable[Answer]) -> Template:
    """With one row for each answer instead of one for each shelter."""
    rows = {row.values["code"]: row for row in template.rows}
    return replace(template, rows=[_answered(rows.get(answer.code), answer) for answer in answers])


def _answered(row: TemplateRow | None, answer: Answer) -> TemplateRow:
    code, occupied, remark = (" ".join(text.split()) for text in answer)  # each in one line of the file
    known = row or TemplateRow({"code": code})
    return replace(known, values={**known.values, "occupied": occupied, "remark": remark})


def form_problems(check: DeliveryCheck) -> list[Problem]:
    """The errors of a rejected form, each at its answer and without the line of the file."""
    return [_problem(message) for message in check.messages if message.level == Level.ERROR]


def _problem(message: Message) -> Problem:
    """What is about no cell is about the whole form."""
    field = FIELD_BY_COLUMN.get(message.column, "")
    heading = OCCUPANCY_LIST.column(field).title if field else ""
    place = Place(row=message.row, column=message.column, heading=heading).words(name_sheet=False)
    text = message.text.removeprefix(f"{place}: ")
    if message.row is None or not message.column:
        return Problem(None, "", text)
    return Problem(message.row - FIRST_LINE, "remark" if field == "remark" else "occupied", text)


@dataclass(frozen=True)
class LastNumbers:
    """What „unverändert“ would repeat for a day: each shelter with its latest statement up to that day, None
    without one. `waiting`: a delivery about the time since then that nobody has decided about."""

    as_of: date
    reports: list[tuple[Shelter, Occupancy | None]]
    waiting: Delivery | None

    @property
    def to_be_typed(self) -> list[Shelter]:
        """Those whose last number is too old to be repeated, or whose last word is no number."""
        first = self.as_of - RECENT
        return [
            shelter for shelter, last in self.reports
            if last is None or last.occupied is None or last.as_of < first
        ]  # fmt: skip

    @property
    def since(self) -> date | None:
        """The day that all numbers are of; None if they are of several."""
        days = {last.as_of for _, last in self.reports if last}
        return days.pop() if len(days) == 1 else None

    @property
    def obstacle(self) -> str:
        """Why nothing can be repeated, and what to do; empty if it can."""
        if not self.reports:
            return NO_SHELTER
        if self.waiting:
            return (
                f"Die Meldung „{self.waiting.file_name}“ wartet noch auf die Freigabe. Bis dahin steht nicht "
                "fest, welche Zahlen zuletzt galten. Bitte melden Sie mit dem Formular."
            )
        if self.to_be_typed:
            names = ", ".join(shelter.name for shelter in self.to_be_typed)
            return (
                f"Keine Zahl aus den {RECENT.days} Tagen vor dem {german_date(self.as_of)}, oder zuletzt "
                f"„keine Angabe“: {names}. Bitte tragen Sie diese Zahlen im Formular ein."
            )
        if self.since == self.as_of:
            return f"Für den {german_date(self.as_of)} sind schon alle Zahlen gemeldet."
        return ""


def last_numbers(sender: Organisation, as_of: date) -> LastNumbers:
    waiting = (
        Delivery.objects.of_occupancy()
        .waiting()
        .filter(sender=sender, first_as_of__lte=as_of, last_as_of__gte=as_of - RECENT)
    )
    return LastNumbers(as_of, last_reports(sender, as_of), waiting.first())


def draft_unchanged(*, sender: Organisation, as_of: date, by: User) -> tuple[Delivery | None, DeliveryCheck]:
    """State that the last numbers also hold on that day; see `draft_delivery`. Raises ValidationError if
    they cannot be repeated."""
    _expect_own(sender, by)
    numbers = last_numbers(sender, as_of)
    if numbers.obstacle:
        raise ValidationError(numbers.obstacle)
    template = template_about(numbers.reports, as_of)
    return _draft(template, Delivery.Way.UNCHANGED, sender=sender, as_of=as_of, by=by)


def _draft(
    template: Template, way: Delivery.Way, *, sender: Organisation, as_of: date, by: User
) -> tuple[Delivery | None, DeliveryCheck]:
    name = re.sub(r"\W+", "_", str(sender)).strip("_")
    return draft_delivery(
        data=as_text(template, _statement(way, sender, as_of)),
        file_name=f"{FILE_NAMES[way]}_{name}_{as_of.isoformat()}.csv",
        sender=sender,
        as_of=as_of,
        by=by,
        way=way,
    )


def _statement(way: Delivery.Way, sender: Organisation, as_of: date) -> str:
    """Counts what was sent about this day, so that going back to an earlier number is a file of its own,
    while the same form, sent twice, stays the same file."""
    sent = (
        Delivery.objects.of_occupancy()
        .filter(sender=sender, as_of_given=as_of)
        .exclude(state=releases.State.DRAFT)
    )
    return f"{way.label}, {sent.count() + 1}. Angabe zu diesem Stichtag"


def as_text(template: Template, statement: str) -> bytes:
    """The template as a text file that a German spreadsheet program opens by double click."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([[], [template.title], [statement], template.headings])
    for row in template.rows:
        writer.writerow([*(row.values.get(field) for field in template.fields), row.remark])
    text = file.getvalue()
    # Remarks full of commas would look like columns; the free line above can name what separates.
    named = "" if likely_separator(text) == ";" else "sep=;"
    return f"{named}{text}".encode("utf-8-sig")


def report_nothing(*, sender: Organisation, as_of: date, reason: str, by: User) -> Delivery:
    """Hand in that there is nothing to report for that day; it waits for release like any delivery, but
    has neither file nor rows.

    Raises PermissionDenied for a sender that is not this person's, ValidationError without a reason, for
    a day to come, for a closed one, and where numbers are there already; AlreadySubmittedError where
    it was said before, as by a double click.
    """
    _expect_own(sender, by)
    _expect_nothing_said(sender, as_of, reason.strip())
    delivery = _nothing(sender, as_of, reason.strip(), by)
    try:
        with transaction.atomic():
            expect_days_open(sender, {as_of})
            releases.submit(delivery, by=by)
    except IntegrityError as error:
        raise AlreadySubmittedError(ALREADY_NOTHING) from error
    return delivery


def _expect_own(sender: Organisation, by: User) -> None:
    if not may_deliver_for(by, sender):
        raise PermissionDenied("Sie können nur für Ihren eigenen Träger melden.")


def _expect_nothing_said(sender: Organisation, as_of: date, reason: str) -> None:
    if not reason:
        raise ValidationError("Bitte nennen Sie den Grund.")
    if as_of > timezone.localdate():
        raise ValidationError(f"Der Stichtag {german_date(as_of)} liegt in der Zukunft.")
    if Occupancy.objects.filter(delivery__sender=sender).delivered_about([as_of]).first_numbers().exists():
        raise ValidationError(
            f"Für den {german_date(as_of)} haben Sie schon Zahlen gemeldet. Stimmen sie nicht, melden Sie "
            "die richtigen Zahlen noch einmal."
        )
    said = Delivery.objects.nothing_to_report([as_of]).filter(sender=sender)
    if said.filter(state__in=TAKEN_OVER).exists():
        raise AlreadySubmittedError(ALREADY_NOTHING)


def _nothing(sender: Organisation, as_of: date, reason: str, by: User) -> Delivery:
    said = f"{Delivery.Way.NOTHING}\n{sender.pk}\n{as_of.isoformat()}\n{reason}"
    return Delivery(
        way=Delivery.Way.NOTHING,
        sender=sender,
        created_by=by,
        file_name=f"Nichts zu melden zum {german_date(as_of)}",  # what lists call it; there is no file
        sha256=hashlib.sha256(said.encode()).hexdigest(),  # of the statement
        size=0,
        as_of_given=as_of,
        first_as_of=as_of,
        last_as_of=as_of,
        reason=reason,
        example=sender.example,
    )
