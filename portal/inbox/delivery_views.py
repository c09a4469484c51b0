"""The page of a delivery, and its file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accommodation import actions
from accommodation.confirmation import GoneError
from accommodation.withdrawal import may_withdraw
from portal import releases
from portal.inbox.confirm_form import ConfirmForm
from portal.inbox.forms import ReturnForm, WithdrawForm
from portal.inbox.preview import preview_of, preview_token, recognised, written_rows
from portal.inbox.totals import totals_of_preview, totals_of_written
from portal.inbox.workbooks import report_answer
from portal.models import AuditEvent, Delivery
from portal.second_person import second_person

SHOWN_ROWS = 300


def visible_or_404(request: HttpRequest, pk: int) -> Delivery:
    deliveries = (
        Delivery.objects.of_occupancy()
        .visible_to(request.user)
        .select_related("sender", "created_by", "submitted_by", "decided_by")
    )
    return get_object_or_404(deliveries, pk=pk)


@login_required
@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, pk)
    try:
        return render_delivery(request, found)
    except GoneError:
        return render(request, "deliveries/preview_gone.html", {"delivery": found}, status=410)


def render_delivery(
    request: HttpRequest, delivery: Delivery, *, status: int = 200, **forms: Form
) -> HttpResponse:
    """`forms`: those that were filled in wrongly, by the name that the page gives them."""
    context: dict[str, Any] = {
        "delivery": delivery,
        "may_confirm": may_confirm(request, delivery),
        "may_release": releases.may_release(delivery, request.user),
        "second_person": second_person(delivery, request.user),
        "may_withdraw": may_withdraw(delivery, request.user),
        "return_form": ReturnForm(),
        "withdraw_form": WithdrawForm(),
        "shown_rows": SHOWN_ROWS,
    }
    if delivery.state == releases.State.DRAFT:
        check = actions.check_again(delivery)
        context |= preview_of(check, SHOWN_ROWS)
        context["totals"] = totals_of_preview(check, delivery.sender)
        context["preview_token"] = preview_token(request.user, delivery.pk)
        context["confirm_form"] = forms.pop("confirm_form", ConfirmForm()).about(check)
    else:
        context |= written_rows(delivery, request.user, SHOWN_ROWS, request.GET.get("zeile", ""))
        context["totals"] = totals_of_written(delivery)
    context["recognised"] = recognised(delivery, context.get("check"))
    return render(request, "deliveries/delivery.html", context | forms, status=status)


def may_confirm(request: HttpRequest, delivery: Delivery) -> bool:
    return delivery.state == releases.State.DRAFT and delivery.created_by == request.user


def told(request: HttpRequest, error: ValidationError, pk: int) -> HttpResponse:
    """Back to the delivery, which says what is the matter."""
    for text in error.messages:
        messages.error(request, text)
    return redirect("deliveries:delivery", pk=pk)


@login_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Of a preview: later the numbers have moved on, and the delivery keeps its messages itself."""
    delivery = visible_or_404(request, pk)
    if delivery.state != releases.State.DRAFT:
        raise Http404
    try:
        check = actions.check_again(delivery)
    except GoneError:
        return redirect("deliveries:delivery", pk=pk)
    with delivery.file.open() as file:
        data = file.read()
    AuditEvent.objects.exported(f"Meldung {pk}: Prüfbericht")
    return report_answer(data, delivery.file_name, check)


@login_required
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """410 for a file that is not kept any more; what it said stays on the page of its delivery."""
    delivery = visible_or_404(request, pk)
    try:
        content = delivery.file.open()
    except (FileNotFoundError, ValueError):  # gone, or there never was one
        context = {"delivery": delivery, "page": reverse("deliveries:delivery", args=[pk])}
        return render(request, "deliveries/file_gone.html", context, status=410)
    AuditEvent.objects.exported(f"Meldung {pk}: Datei")
    return FileResponse(
        content,
        as_attachment=True,
        filename=delivery.file_name,
        content_type="application/octet-stream",
    )
