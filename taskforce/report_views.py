"""Final reports: to read, to write, to decide about. Each view is guard, form, one call, answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access import for_readers
from portal.conflicts.forms import kept_from_others
from portal.conflicts.versions import CONFLICT, status_of
from portal.releases import State, may_release
from taskforce import actions
from taskforce.models import Body, FinalReport
from taskforce.own_work import own_work
from taskforce.report_forms import ReleaseForm, ReportForm, ReturnForm


@require_safe
@for_readers
def report(request: HttpRequest, slug: str) -> HttpResponse:
    readable = Body.objects.with_readable_report(request.user, timezone.localdate())
    body = get_object_or_404(readable, slug=slug)
    return render_report(request, FinalReport.objects.with_answers().of_group(body))


def render_report(
    request: HttpRequest, report: FinalReport, *, return_form: ReturnForm | None = None, status: int = 200
) -> HttpResponse:
    user = request.user
    releases = user.has_perm("taskforce.release_finalreport")
    context = {
        "report": report,
        "example": report.example,
        "may_write": report.open and speaks_for(request, report.body),
        "may_release": may_release(report, user),
        "may_reopen": releases and report.state == State.RELEASED,
        "return_form": return_form or ReturnForm(report=report),
        # A comment is between those who write and those who decide.
        "comments": report.state != State.RELEASED,
    }
    return render(request, "taskforce/report.html", context, status=status)


def speaks_for(request: HttpRequest, body: Body) -> bool:
    return Body.objects.written_by(request.user, timezone.localdate()).filter(pk=body.pk).exists()


@login_required
@permission_required("taskforce.write_finalreport", raise_exception=True)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def write_report(request: HttpRequest, slug: str) -> HttpResponse:
    own = Body.objects.written_by(request.user, timezone.localdate())
    body = get_object_or_404(kept_from_others(request, own), slug=slug)
    report = FinalReport.objects.with_answers().of_group(body)
    form = ReportForm(*([request.POST] if request.method == "POST" else []), report=report)
    if form.is_bound and form.is_valid():
        try:
            return saved(request, report.body, form)
        except ValidationError as error:
            form.add_error(None, error)
    elif not report.open and not form.is_bound:
        return redirect("taskforce:report", slug=slug)
    context = {"report": report, "form": form, "example": report.example}
    return render(request, "taskforce/report_form.html", context, status=status_of(form))


def saved(request: HttpRequest, body: Body, form: ReportForm) -> HttpResponse:
    """Raises ValidationError if the draft could not be kept. A draft that is not complete is kept,
    too, and says what stands in the way of submitting it."""
    actions.save_answers(body=body, by=request.user, given=form.given())
    if "submit" not in request.POST:
        messages.success(request, "Der Entwurf ist gespeichert.")
        return redirect("taskforce:write_report", slug=body.slug)
    try:
        actions.submit_report(body=body, by=request.user)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, f"Gespeichert, aber noch nicht eingereicht. {text}")
        return redirect("taskforce:write_report", slug=body.slug)
    messages.success(request, "Der Bericht ist eingereicht. Eine zweite Person prüft ihn.")
    return redirect("taskforce:report", slug=body.slug)


@login_required
@permission_required("taskforce.release_finalreport", raise_exception=True)
@require_POST
def release_report(request: HttpRequest, slug: str) -> HttpResponse:
    report = get_object_or_404(FinalReport, body__slug=slug)
    seen = ReleaseForm(request.POST).version()
    try:
        actions.release_report(report=report, by=request.user, seen=seen)
    except ValidationError as error:
        return told(request, error, slug)
    messages.success(request, "Der Abschlussbericht ist freigegeben.")
    return redirect("taskforce:report", slug=slug)


@login_required
@permission_required("taskforce.release_finalreport", raise_exception=True)
@require_POST
def return_report(request: HttpRequest, slug: str) -> HttpResponse:
    report = get_object_or_404(FinalReport, body__slug=slug)
    form = ReturnForm(request.POST, report=report)
    if not form.is_valid():
        return render_report(request, report, return_form=form, status=422)
    try:
        actions.return_report(report=report, by=request.user, **form.said())
    except ValidationError as error:
        # What was typed stays, beside what the report says now.
        form.add_error(None, error)
        return render_report(request, report, return_form=form, status=CONFLICT)
    messages.success(request, "Der Abschlussbericht ist zurückgegeben.")
    return redirect("taskforce:report", slug=slug)


def told(request: HttpRequest, error: ValidationError, slug: str) -> HttpResponse:
    """Back to the report, which says what is the matter."""
    for text in error.messages:
        messages.error(request, text)
    return redirect("taskforce:report", slug=slug)


@require_safe
@for_readers
def reports(request: HttpRequest) -> HttpResponse:
    """All groups on one page, to be printed: what is released, for everybody the same."""
    groups = Body.objects.working_groups()
    context = {
        "groups": groups.with_released_report(),
        "example": groups.filter(example=True).exists(),
        # On the screen, for those who decide.
        "states": groups.select_related("final_report")
        if request.user.has_perm("taskforce.view_finalreport")
        else None,
    }
    return render(request, "taskforce/reports.html", context)


@login_required
@permission_required("taskforce.write_finalreport", raise_exception=True)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    works = list(own_work(request.user, timezone.localdate()))
    context = {"works": works, "example": any(work.body.example for work in works)}
    return render(request, "taskforce/own.html", context)
