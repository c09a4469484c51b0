"""Motions and questions to read, to enter, and to begin an answer to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.access import for_readers
from portal.conflicts.versions import status_of
from portal.council.forms import RequestForm
from portal.council.overview import lead, overview_of, standings
from portal.forms import sent
from portal.models import CouncilRequest, Report
from portal.querysets import CouncilRequestQuerySet
from portal.report.builder_views import framed
from portal.report.forms import AnswerForm
from portal.report.views import visible as visible_reports
from portal.roles import audience_of


def visible(request: HttpRequest) -> CouncilRequestQuerySet:
    """With the answers that this reader may open."""
    readable = CouncilRequest.objects.all().readable_by(audience_of(request.user))
    return readable.with_answers(visible_reports(request))


@require_safe
@for_readers
def requests(request: HttpRequest) -> HttpResponse:
    overview = overview_of(visible(request), timezone.localdate())
    return render(request, "council/list.html", {"overview": overview, "lead": lead(overview)})


@require_safe
@for_readers
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(visible(request), pk=pk)
    (standing,) = standings([asked], timezone.localdate())
    return render(request, "council/request.html", {"standing": standing, "asked": asked})


@login_required
@permission_required("portal.add_report", raise_exception=True)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return entered(request, RequestForm(sent(request)))


@login_required
@permission_required("portal.change_report", raise_exception=True)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Also of one that has been answered: what its answer printed stays."""
    return entered(request, RequestForm(sent(request), instance=get_object_or_404(CouncilRequest, pk=pk)))


def entered(request: HttpRequest, form: RequestForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save()
        messages.success(request, "Gespeichert.")
        return redirect("council:request", pk=saved.pk)
    context = {"form": form, "asked": form.instance}
    return render(request, "council/form.html", context, status=status_of(form))


@login_required
@permission_required("portal.add_report", raise_exception=True)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin one. While one is being written there is no other."""
    asked = get_object_or_404(visible(request), pk=pk)
    if asked.draft:
        return redirect("reports:report", pk=asked.draft.pk)
    begun = Report(council_request=asked)
    initial = {"title": asked.subject, "as_of": timezone.localdate()}
    return framed(request, AnswerForm(sent(request), instance=begun, initial=initial))
