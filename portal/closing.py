"""Reporting dates are closed, opened again, and closed ones excepted for one operator.

Closing waits for whoever is just writing a figure of that date, and the next one meets the lock.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portal.dates import german_date
from portal.models import Organisation, ReportingDate, ReportingException, User


@transaction.atomic
def close_date(*, reporting_date: ReportingDate, by: User, reason: str) -> ReportingDate:
    """From now on its figures are locked. Raises ValidationError if it is closed already."""
    locked = _locked(reporting_date)
    if locked.closed_on:
        when = german_date(locked.closed_on)
        raise ValidationError(f"Der Stichtag ist schon abgeschlossen: am {when} von {locked.closed_by}.")
    locked.closed_on, locked.closed_by = timezone.localdate(), by
    locked.closed_reason = reason
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def reopen_date(*, reporting_date: ReportingDate, by: User, reason: str) -> ReportingDate:
    """Everybody may report again; the reason stands in the history. Raises ValidationError if the date
    is open."""
    locked = _closed(reporting_date)
    locked.closed_on = locked.closed_by = None
    locked.closed_reason = ""
    for exception in locked.exceptions.filter(until__gte=timezone.localdate()):
        exception.until = timezone.localdate() - timedelta(days=1)  # it was made for this closing
        exception.save()
    locked._change_reason, locked._history_user = reason, by  # type: ignore[attr-defined]  # simple_history
    locked.save()
    return locked


@transaction.atomic
def grant_exception(
    *, reporting_date: ReportingDate, operator: Organisation, reason: str, until: date, by: User
) -> ReportingException:
    """Up to and including `until` this operator may report for the closed date. Raises ValidationError
    for an open date, and for an operator that has an exception already."""
    exception = ReportingException(
        reporting_date=_closed(reporting_date), operator=operator, reason=reason, until=until, granted_by=by
    )
    exception.full_clean()
    exception.save()
    return exception


def _locked(reporting_date: ReportingDate) -> ReportingDate:
    """Of two people at the same moment the second sees what the first has done."""
    return ReportingDate.objects.select_for_update(no_key=True).get(pk=reporting_date.pk)


def _closed(reporting_date: ReportingDate) -> ReportingDate:
    locked = _locked(reporting_date)
    if not locked.is_closed:
        raise ValidationError("Der Stichtag ist nicht abgeschlossen.")
    return locked
