"""Meldekalender: who still owes what, and closing a date with its exceptions."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal import closing
from portal.dates import german_date
from portal.inbox.calendar import calendar_page, open_ends
from portal.inbox.calendar_forms import CloseForm, ExceptionForm, ReopenForm
from portal.models import Organisation, ReportingDate


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    page = calendar_page(timezone.localdate(), asked_before(request), visible_operator(request))
    context = {"page": page, "paged": "vor" in request.GET, "example": page.example}
    return render(request, "deliveries/calendar.html", context)


def visible_operator(request: HttpRequest) -> Organisation | None:
    """None for who sees all of them. Raises PermissionDenied for who has nothing to do with deliveries."""
    if request.user.has_perm("portal.view_all_deliveries"):
        return None
    if request.user.organisation is None or not request.user.has_perm("portal.add_delivery"):
        raise PermissionDenied
    return request.user.organisation


def asked_before(request: HttpRequest) -> date | None:
    """Raises BadRequest for what is no day."""
    asked = request.GET.get("vor")
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError as error:
        raise BadRequest("Der Tag in der Adresse hat nicht die Form JJJJ-MM-TT.") from error


@login_required
@permission_required("portal.view_all_deliveries", raise_exception=True)
@require_safe
def date_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who still owes which shelters, for everybody who may have to ask for them."""
    return render_date(request, date_or_404(pk))


@login_required
@permission_required("portal.close_reportingdate", raise_exception=True)
@require_POST
def close_date(request: HttpRequest, pk: int) -> HttpResponse:
    reporting_date, form = date_or_404(pk), CloseForm(request.POST)
    if not done(form, closing.close_date, reporting_date=reporting_date, by=request.user):
        return render_date(request, reporting_date, close_form=form)
    messages.success(request, f"Der Stichtag {reporting_date} ist abgeschlossen. Seine Zahlen sind gesperrt.")
    return redirect("deliveries:date", pk=pk)


@login_required
@permission_required("portal.close_reportingdate", raise_exception=True)
@require_POST
def reopen_date(request: HttpRequest, pk: int) -> HttpResponse:
    reporting_date, form = date_or_404(pk), ReopenForm(request.POST)
    if not done(form, closing.reopen_date, reporting_date=reporting_date, by=request.user):
        return render_date(request, reporting_date, reopen_form=form)
    messages.success(request, f"Der Stichtag {reporting_date} ist wieder offen.")
    return redirect("deliveries:date", pk=pk)


@login_required
@permission_required("portal.close_reportingdate", raise_exception=True)
@require_POST
def grant_exception(request: HttpRequest, pk: int) -> HttpResponse:
    reporting_date, form = date_or_404(pk), ExceptionForm(request.POST)
    if not done(form, closing.grant_exception, reporting_date=reporting_date, by=request.user):
        return render_date(request, reporting_date, exception_form=form)
    operator, until = form.cleaned_data["operator"], german_date(form.cleaned_data["until"])
    messages.success(request, f"{operator} kann bis {until} für den {reporting_date} melden.")
    return redirect("deliveries:date", pk=pk)


def date_or_404(pk: int) -> ReportingDate:
    return get_object_or_404(ReportingDate.objects.of_occupancy().select_related("closed_by"), pk=pk)


def done(form: Form, action: Callable[..., object], **facts: object) -> bool:
    """Whether the form is right and the action went through; otherwise the form says why not."""
    if not form.is_valid():
        return False
    try:
        action(**facts, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def render_date(request: HttpRequest, reporting_date: ReportingDate, **refused: Form) -> HttpResponse:
    """`refused`: the form that was sent and has to be put right, by its name on the page."""
    context = {
        "reporting_date": reporting_date,
        "open_ends": open_ends(reporting_date, timezone.localdate()),
        "exceptions": reporting_date.exceptions.select_related("operator", "granted_by"),
        "close_form": CloseForm(),
        "reopen_form": ReopenForm(),
        "exception_form": ExceptionForm(),
    }
    return render(request, "deliveries/date.html", context | refused, status=422 if refused else 200)
