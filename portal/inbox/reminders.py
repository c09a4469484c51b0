"""Reminders to operators: which shelters are still missing, before and after the due day.

Each is sent once. Its row and its mail are one transaction: of two processes at the same time the second
waits for the row of the first and then leaves it; a mail that cannot be sent leaves no row, so that the
next run tries again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accommodation.reporting import Obligation, Status, matrix
from portal.models import Delivery, Reminder, ReportingDate, ReportingRule, User

Stage = Reminder.Stage


@dataclass(frozen=True)
class DueReminder:
    """What one operator is to be reminded of, once for each date and stage."""

    obligation: Obligation
    stage: Stage

    def __str__(self) -> str:
        obligation, stage = self.obligation, self.stage.label
        shelters = ", ".join(shelter.name for shelter in obligation.missing)
        return f"{obligation.operator.name}, Stichtag {obligation.reporting_date} ({stage}): {shelters}"

    @property
    def recipients(self) -> list[str]:
        """The addresses of all active accounts that may deliver for the operator."""
        accounts = User.objects.filter(organisation=self.obligation.operator, is_active=True)
        return [one.email for one in accounts.order_by("email") if one.has_perm("portal.add_delivery")]


def due_reminders(today: date) -> list[DueReminder]:
    """Those that are not sent yet, the oldest date first: also who was to be reminded on an earlier day
    on which nobody ran this. Nothing without a rule, and nothing about closed dates."""
    rule = ReportingRule.objects.filter(kind=Delivery.Kind.OCCUPANCY).first()
    calendar = ReportingDate.objects.of_occupancy().still_open().filter(as_of__lte=today).order_by("as_of")
    stages = {day: stage for day in calendar if rule and (stage := stage_on(today, day.due_on, rule))}
    sent = set(
        Reminder.objects.filter(reporting_date__in=stages).values_list("reporting_date", "operator", "stage")
    )
    return [
        DueReminder(one, stages[one.reporting_date])
        for one in unfinished(stages, today)
        if (one.reporting_date.pk, one.operator.pk, stages[one.reporting_date]) not in sent
    ]


def stage_on(today: date, due_on: date, rule: ReportingRule) -> Stage | None:
    """None if it is too early for any reminder, or the rule wants none."""
    before, after = rule.remind_days_before, rule.remind_days_after
    if today <= due_on:
        return Stage.BEFORE if before is not None and due_on - timedelta(days=before) <= today else None
    return Stage.AFTER if after is not None and due_on + timedelta(days=after) <= today else None


def unfinished(dates: dict[ReportingDate, Stage], today: date) -> Iterator[Obligation]:
    """By date, then by operator."""
    rows = matrix(dates, today).rows
    for cells in zip(*(row.obligations for row in rows), strict=True):
        yield from (cell for cell in cells if cell.is_open)


def send(reminder: DueReminder, recipients: list[str]) -> bool:
    """False if another process has sent it meanwhile. Raises what the mail server raises (OSError)."""
    obligation = reminder.obligation
    try:
        with transaction.atomic():
            Reminder.objects.create(
                reporting_date=obligation.reporting_date,
                operator=obligation.operator,
                stage=reminder.stage,
                shelters=[shelter.name for shelter in obligation.missing],
                recipients=len(recipients),
            )
            mail(reminder, recipients).send()
    except IntegrityError:
        return False
    return True


def mail(reminder: DueReminder, recipients: list[str]) -> EmailMessage:
    context = {
        "obligation": reminder.obligation,
        "late": reminder.stage == Stage.AFTER,
        "returned": reminder.obligation.status == Status.RETURNED,
        "address": f"{settings.BASE_URL}{reverse('deliveries:list')}",
        "city": settings.CITY,
    }
    return EmailMessage(
        subject=render_to_string("deliveries/email/reminder_subject.txt", context).strip(),
        body=render_to_string("deliveries/email/reminder_message.txt", context).strip(),
        to=recipients,
        headers={"Auto-Submitted": "auto-generated"},  # so that nobody's absence note answers it
    )
