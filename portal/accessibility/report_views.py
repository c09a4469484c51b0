"""„Barriere melden“: without an account, without a captcha; what was written only the city reads."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.accessibility.answering import answer_report, tell_coordination
from portal.accessibility.forms import AnswerForm, ReportForm
from portal.forms import sent
from portal.models import BarrierReport, RetentionPeriod
from portal.querysets import ANSWER_WITHIN


def periods() -> dict[str, int]:
    """How long an answer takes at most, and how long an address stays after it."""
    kept = RetentionPeriod.objects.days_of(RetentionPeriod.Kind.BARRIERS)
    return {"weeks": ANSWER_WITHIN.days // 7, "kept_days": kept}


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return reported(request, ReportForm(request.POST))
    return form_page(request, ReportForm(initial={"page": request.GET.get("seite", "")[:300]}))


def reported(request: HttpRequest, form: ReportForm) -> HttpResponse:
    """Who sends very many is told to wait; an office behind one address may send several."""
    if wait := ratelimit.consume_or_429(request, action="report_barrier", limit_get=True):
        return wait
    if not form.is_valid():
        return form_page(request, form)
    saved = form.save()
    tell_coordination(saved)
    return redirect("accessibility:thanks", number=saved.pk)


def form_page(request: HttpRequest, form: ReportForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "accessibility/report.html", {"form": form, **periods()}, status=status)


@require_safe
def thanks(request: HttpRequest, number: int) -> HttpResponse:
    """Says nothing about the report but the number that stands in the address."""
    return render(request, "accessibility/thanks.html", {"number": f"B-{number}", **periods()})


@login_required
@permission_required("portal.view_barrierreport", raise_exception=True)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    overdue = list(BarrierReport.objects.overdue(today))
    late = {one.pk for one in overdue}
    context = {
        "overdue": overdue,
        "open": [one for one in BarrierReport.objects.open() if one.pk not in late],
        "answered": BarrierReport.objects.answered()[:100],
        **periods(),
    }
    return render(request, "accessibility/reports.html", context)


@login_required
@permission_required("portal.view_barrierreport", raise_exception=True)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(BarrierReport.objects.select_related("answered_by"), pk=pk)
    form = AnswerForm(sent(request))
    if form.is_bound:
        if not request.user.has_perm("portal.change_barrierreport"):
            raise PermissionDenied("Diese Meldung beantwortet die Koordination.")
        if form.is_valid() and answered(request, asked, form):
            return redirect("accessibility:reports")
    context = {"report": asked, "form": form, "today": timezone.localdate(), **periods()}
    return render(request, "accessibility/answer.html", context, status=422 if form.is_bound else 200)


def answered(request: HttpRequest, asked: BarrierReport, form: AnswerForm) -> bool:
    """Whether the answer is kept; otherwise the form says why not."""
    try:
        mailed = answer_report(report=asked, text=form.cleaned_data["answer"], by=request.user)
    except BarrierReport.DoesNotExist:
        form.add_error(
            None, "Diese Meldung hat inzwischen jemand anders beantwortet. Bitte öffnen Sie sie neu."
        )
        return False
    except OSError:
        form.add_error(
            None,
            "Die E-Mail konnte nicht gesendet werden, die Antwort ist nicht gespeichert. Bitte versuchen Sie "
            "es später noch einmal.",
        )
        return False
    sent = " und per E-Mail gesendet" if mailed else ""
    messages.success(request, f"Die Antwort auf {asked} ist gespeichert{sent}.")
    return True
