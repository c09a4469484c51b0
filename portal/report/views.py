"""Reports to read: the list, one report, its files; and the second person's decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal.access import for_readers
from portal.figures import Audience
from portal.models import AuditEvent, Report
from portal.querysets import ReportQuerySet
from portal.releases import State, may_release
from portal.report import actions
from portal.report.chapters import left_out
from portal.report.corrections import corrections_since
from portal.report.document import digest
from portal.report.files import file_of
from portal.report.forms import ReturnForm
from portal.report.snapshots import printed
from portal.report.typesetting import TypesettingError
from portal.roles import audience_of

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
# What is typeset anew as long as the report is a draft.
TAKES_A_MOMENT = {"pdf": "PDF", "docx": "Word-Dokument"}


def visible(request: HttpRequest) -> ReportQuerySet:
    """Drafts too for who may see them; else what is released for this reader."""
    if request.user.has_perm("portal.view_report"):
        return Report.objects.all()
    return Report.objects.all().readable_by(audience_of(request.user))


@require_safe
@for_readers
def reports(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/list.html", {"reports": visible(request).to_no_request()})


@require_safe
@for_readers
def report(request: HttpRequest, pk: int) -> HttpResponse:
    return render_report(request, get_object_or_404(visible(request), pk=pk))


def render_report(
    request: HttpRequest, report: Report, *, return_form: ReturnForm | None = None, status: int = 200
) -> HttpResponse:
    document = printed(report)
    released = report.state == State.RELEASED
    context = {
        "report": report,
        "document": document,
        "snapshot": report.snapshot if released else None,
        "corrections": corrections_since(report.snapshot) if released else [],
        "may_change": report.open and request.user.has_perm("portal.change_report"),
        "may_release": may_release(report, request.user),
        "return_form": return_form or ReturnForm(),
        "seen": digest(document),
        # An answer is offered nothing invented, so it leaves nothing out.
        "left_out": [] if released or report.council_request_id else invented(report),
    }
    return render(request, "reports/report.html", context, status=status)


def invented(report: Report) -> list[str]:
    """What the pages of its chapters show and the report does not."""
    audience = Audience(report.audience)
    return [part for key in report.chapters for part in left_out(key, report.as_of, audience)]


@require_safe
@for_readers
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Of a released report the same bytes as on the day of its release."""
    found = get_object_or_404(visible(request), pk=pk)
    if form not in CONTENT_TYPES:
        raise Http404
    try:
        content = file_of(printed(found), form)
    except TypesettingError as error:
        messages.error(request, str(error))
        return redirect("reports:report", pk=pk)
    if found.state != State.RELEASED:
        AuditEvent.objects.exported(f"Bericht {pk}: Entwurf ({form})")
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="{file_name(found)}.{form}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_safe
@for_readers
def being_written(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Says at once what is going on and asks for the file, which a draft takes some seconds to become; the
    browser stays on this page until it has it. Decision 0034."""
    found = get_object_or_404(visible(request), pk=pk)
    if form not in TAKES_A_MOMENT:
        raise Http404
    address = reverse("reports:file", args=[pk, form])
    context = {"report": found, "kind": TAKES_A_MOMENT[form], "address": address}
    answer = render(request, "reports/being_written.html", context)
    answer.headers["Refresh"] = f"0; url={address}"
    return answer


def file_name(report: Report) -> str:
    """„bericht-2017-08-31“, „antwort-433-2015-2017-08-31-entwurf“"""
    asked = report.council_request
    what = f"antwort-{asked.number.replace('/', '-')}" if asked else "bericht"
    return f"{what}-{report.as_of:%Y-%m-%d}{'' if report.state == State.RELEASED else '-entwurf'}"


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Report, pk=pk)
    try:
        actions.submit_report(report=found, by=request.user)
    except ValidationError as error:
        return told(request, error, pk)
    messages.success(request, "Eingereicht. Eine zweite Person gibt frei.")
    return redirect("reports:report", pk=pk)


@login_required
@permission_required("portal.release_report", raise_exception=True)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Report, pk=pk)
    try:
        actions.release_report(report=found, by=request.user, seen=request.POST.get("seen", ""))
    except ValidationError as error:
        return told(request, error, pk)
    except TypesettingError as error:
        messages.error(request, str(error))
        return redirect("reports:report", pk=pk)
    messages.success(request, "Freigegeben. Alle Zahlen stehen fest.")
    return redirect("reports:report", pk=pk)


@login_required
@permission_required("portal.release_report", raise_exception=True)
@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Report, pk=pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return render_report(request, found, return_form=form, status=422)
    try:
        actions.return_report(report=found, by=request.user, comment=form.cleaned_data["comment"])
    except ValidationError as error:
        return told(request, error, pk)
    messages.success(request, "Zurückgegeben.")
    return redirect("reports:report", pk=pk)


def told(request: HttpRequest, error: ValidationError, pk: int) -> HttpResponse:
    """Back to the report, which says what is the matter."""
    for text in error.messages:
        messages.error(request, text)
    return redirect("reports:report", pk=pk)
