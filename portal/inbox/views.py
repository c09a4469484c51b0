"""Upload and template: each view is guard, form, one call, answer."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accommodation import actions
from accommodation.imports import DeliveryCheck, check_delivery
from accommodation.imports.occupancy_template import occupancy_template
from portal.inbox.columns import column_answers
from portal.inbox.forms import TemplateForm, UploadForm
from portal.inbox.workbooks import report_answer, template_answer
from portal.sheets import LIMITS


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
    # Who comes from a date of the calendar gets the template of that day.
    template_form = template_form or TemplateForm(user=request.user, initial=request.GET.dict())
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
