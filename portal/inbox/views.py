"""Upload, preview, confirm, release: each view is guard, form, one call, answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accommodation import actions
from accommodation.imports import DeliveryCheck, check_delivery
from accommodation.imports.occupancy_template import occupancy_template
from portal import releases
from portal.inbox.columns import column_answers
from portal.inbox.forms import ReturnForm, TemplateForm, UploadForm
from portal.inbox.preview import preview_of, recognised, written_rows
from portal.inbox.workbooks import report_answer, template_answer
from portal.models import Delivery
from portal.sheets import LIMITS

SHOWN_ROWS = 300


def visible_or_404(request: HttpRequest, pk: int) -> Delivery:
    deliveries = Delivery.objects.visible_to(request.user).select_related(
        "sender", "created_by", "submitted_by"
    )
    return get_object_or_404(deliveries, pk=pk)


@login_required
@require_safe
def delivery_list(request: HttpRequest) -> HttpResponse:
    may_deliver = request.user.has_perm("portal.add_delivery")
    if not may_deliver and not request.user.has_perm("portal.view_all_deliveries"):
        raise PermissionDenied
    deliveries = Delivery.objects.visible_to(request.user).select_related("sender", "created_by")
    to_release = [one for one in deliveries.waiting() if releases.may_release(one, request.user)]
    return render(
        request,
        "deliveries/list.html",
        {"deliveries": deliveries[:200], "to_release": to_release, "may_deliver": may_deliver},
    )


@login_required
@permission_required("portal.add_delivery", raise_exception=True)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponseBase:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, user=request.user)
    if form.is_bound and form.is_valid():
        answer = report_of_upload if "report" in request.POST else draft_of_upload
        return answer(request, form)
    return render_upload(request, form=form)


def draft_of_upload(request: HttpRequest, form: UploadForm) -> HttpResponse:
    draft, check = actions.draft_delivery(**delivered(request, form), by=request.user)
    return redirect("deliveries:delivery", pk=draft.pk) if draft else render_upload(request, form, check)


def report_of_upload(request: HttpRequest, form: UploadForm) -> HttpResponseBase:
    """The file is read, answered and forgotten: nothing is stored."""
    file = delivered(request, form)
    check = check_delivery(**file)
    if not check.storable:
        return render_upload(request, form, check, no_report=True)
    return report_answer(file["data"], file["file_name"], check)


def delivered(request: HttpRequest, form: UploadForm) -> dict[str, Any]:
    uploaded = form.cleaned_data["file"]
    return {
        "data": uploaded.read(),
        "file_name": uploaded.name,
        "sender": form.cleaned_data.get("sender") or own_organisation(request),
        "as_of": form.cleaned_data["as_of"],
    }


def render_upload(
    request: HttpRequest,
    form: UploadForm,
    check: DeliveryCheck | None = None,
    *,
    template_form: TemplateForm | None = None,
    no_report: bool = False,
) -> HttpResponse:
    template_form = template_form or TemplateForm(user=request.user)
    refused = check is not None or bool(form.errors or template_form.errors)
    context = {
        "form": form,
        "check": check,
        "columns": column_answers(check.questions) if check else None,
        "template_form": template_form,
        "no_report": no_report,
        "limits": LIMITS,
    }
    return render(request, "deliveries/upload.html", context, status=422 if refused else 200)


@login_required
@permission_required("portal.add_delivery", raise_exception=True)
@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    form = TemplateForm(request.GET, user=request.user)
    if form.is_valid():
        operator = form.cleaned_data.get("traeger") or own_organisation(request)
        content = occupancy_template(operator, form.cleaned_data["stichtag"])
        if content.rows:
            return template_answer(content, form.cleaned_data["stichtag"])
        form.add_error("stichtag", "Für diesen Tag ist keine Unterkunft dieses Trägers bekannt.")
    return render_upload(request, UploadForm(user=request.user), template_form=form)


def own_organisation(request: HttpRequest):
    if request.user.organisation is None:
        raise PermissionDenied("Ihrem Konto ist kein Träger zugeordnet.")
    return request.user.organisation


@login_required
@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    return render_delivery(request, visible_or_404(request, pk))


def render_delivery(
    request: HttpRequest, delivery: Delivery, *, return_form: ReturnForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "delivery": delivery,
        "may_confirm": may_confirm(request, delivery),
        "may_release": releases.may_release(delivery, request.user),
        "return_form": return_form or ReturnForm(),
        "shown_rows": SHOWN_ROWS,
    }
    if delivery.state == releases.State.DRAFT:
        context |= preview_of(actions.check_again(delivery), SHOWN_ROWS)
    else:
        context |= written_rows(delivery, request.user, SHOWN_ROWS)
    context["recognised"] = recognised(delivery, context.get("check"))
    return render(request, "deliveries/delivery.html", context, status=status)


def may_confirm(request: HttpRequest, delivery: Delivery) -> bool:
    return delivery.state == releases.State.DRAFT and delivery.created_by == request.user


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = visible_or_404(request, pk)
    if delivery.created_by != request.user:
        raise PermissionDenied("Eine Vorschau bestätigt, wer die Datei hochgeladen hat.")
    try:
        actions.submit_delivery(
            delivery=delivery, by=request.user, warnings_accepted="warnings_accepted" in request.POST
        )
    except actions.OutdatedError as error:
        actions.renew_preview(delivery=delivery)
        return told(request, error, pk)
    except ValidationError as error:
        return told(request, error, pk)
    messages.success(request, "Die Meldung ist eingereicht. Eine zweite Person prüft sie und gibt sie frei.")
    return redirect("deliveries:delivery", pk=pk)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = visible_or_404(request, pk)
    if delivery.created_by != request.user:
        raise PermissionDenied("Eine Vorschau verwirft, wer die Datei hochgeladen hat.")
    try:
        actions.discard_draft(delivery=delivery)
    except ValidationError as error:
        return told(request, error, pk)
    messages.success(request, "Die Vorschau ist verworfen. Die Datei wurde gelöscht.")
    return redirect("deliveries:list")


@login_required
@permission_required("portal.release_delivery", raise_exception=True)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = visible_or_404(request, pk)
    try:
        actions.release_delivery(delivery=delivery, by=request.user)
    except ValidationError as error:
        return told(request, error, pk)
    messages.success(request, "Die Meldung ist freigegeben. Ihre Werte zählen ab jetzt.")
    return redirect("deliveries:delivery", pk=pk)


@login_required
@permission_required("portal.release_delivery", raise_exception=True)
@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = visible_or_404(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return render_delivery(request, delivery, return_form=form, status=422)
    try:
        actions.return_delivery(delivery=delivery, by=request.user, comment=form.cleaned_data["comment"])
    except ValidationError as error:
        return told(request, error, pk)
    messages.success(request, "Die Meldung ist zurückgegeben.")
    return redirect("deliveries:delivery", pk=pk)


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
    with delivery.file.open() as file:
        data = file.read()
    return report_answer(data, delivery.file_name, actions.check_again(delivery))


@login_required
@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    delivery = visible_or_404(request, pk)
    return FileResponse(
        delivery.file.open(),
        as_attachment=True,
        filename=delivery.file_name,
        content_type="application/octet-stream",
    )
