"""The pages of a delivered list: each view is guard, form, one call, answer."""

import io
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import releases
from portal.answers import CONTENT_TYPES
from portal.downloads import file_name
from portal.list_deliveries import DeliveredList, actions
from portal.list_deliveries.checking import ListCheck
from portal.list_deliveries.forms import CommentForm, ConfirmForm, TemplateForm, UploadForm
from portal.list_deliveries.shown import checked_rows, written_rows
from portal.list_deliveries.template import list_template
from portal.models import AuditEvent, Delivery, Organisation
from portal.second_person import second_person
from portal.sheets.template import template_xlsx

SHOWN_DELIVERIES = 200


def for_senders(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Senders of this list, and staff of its area."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, about: DeliveredList, *args, **kwargs) -> HttpResponseBase:
        if not about.may_deliver(request.user):
            raise PermissionDenied("Diese Liste melden andere Organisationen.")
        return view(request, about, *args, **kwargs)

    return guarded


@login_required
@require_safe
def deliveries(request: HttpRequest, about: DeliveredList) -> HttpResponse:
    own = about.of_user(request.user)
    if own is None and not request.user.has_perm("portal.view_all_deliveries"):
        raise PermissionDenied("Diese Liste melden andere Organisationen.")
    listed = list(about.deliveries(request.user)[:SHOWN_DELIVERIES])
    context = {
        "about": about,
        "route": routes(about),
        "own": own,
        "waiting": [one for one in listed if one.state == releases.State.SUBMITTED],
        "deliveries": listed,
        "may_deliver": own is not None or about.may_deliver_for_all(request.user),
        "example": any(one.example for one in listed),
    }
    return render(request, "list_deliveries/list.html", context)


@for_senders
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, about: DeliveredList) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, about=about, user=request.user)
    if not (form.is_bound and form.is_valid()):
        return render_upload(request, about, form)
    file = form.cleaned_data["file"]
    draft, check = actions.draft_list(
        about=about, data=file.read(), file_name=file.name, sender=asked_sender(request, about, form),
        as_of=form.cleaned_data["as_of"], by=request.user,
    )  # fmt: skip
    if draft is None:
        return render_upload(request, about, form, check)
    return redirect(routes(about)["delivery"], pk=draft.pk)


def asked_sender(request: HttpRequest, about: DeliveredList, form: Form) -> Organisation:
    own = form.cleaned_data.get("sender") or about.of_user(request.user)
    if own is None:
        raise PermissionDenied("Ihrem Konto ist keine Organisation zugeordnet.")
    return own


def render_upload(
    request: HttpRequest,
    about: DeliveredList,
    form: UploadForm,
    check: ListCheck | None = None,
    template_form: TemplateForm | None = None,
) -> HttpResponse:
    template_form = template_form or TemplateForm(about=about, user=request.user)
    refused = check is not None or bool(form.errors or template_form.errors)
    context = {
        "about": about,
        "route": routes(about),
        "form": form,
        "check": check,
        "template_form": template_form,
    }
    return render(request, "list_deliveries/upload.html", context, status=422 if refused else 200)


@for_senders
@require_safe
def template(request: HttpRequest, about: DeliveredList) -> HttpResponseBase:
    form = TemplateForm(request.GET, about=about, user=request.user)
    if form.is_valid():
        as_of = form.cleaned_data["stichtag"]
        content = list_template(about, asked_sender(request, about, form), as_of)
        if content.rows:
            return FileResponse(
                io.BytesIO(template_xlsx(content)), as_attachment=True,
                filename=file_name(about.kind, as_of, "xlsx"), content_type=CONTENT_TYPES["xlsx"],
            )  # fmt: skip
        form.add_error(None, f"Es ist noch keine {about.heading} erfasst.")
    return render_upload(request, about, UploadForm(about=about, user=request.user), template_form=form)


def visible_or_404(request: HttpRequest, about: DeliveredList, pk: int) -> Delivery:
    visible = about.deliveries(request.user).select_related("submitted_by", "decided_by")
    return get_object_or_404(visible, pk=pk)


@login_required
@require_safe
def delivery(request: HttpRequest, about: DeliveredList, pk: int) -> HttpResponse:
    return render_delivery(request, about, visible_or_404(request, about, pk))


def render_delivery(
    request: HttpRequest, about: DeliveredList, delivery: Delivery, *, status: int = 200, **forms: Form
) -> HttpResponse:
    """`forms`: those that were filled in wrongly, by the name that the page gives them."""
    context = {
        "about": about,
        "route": routes(about),
        "delivery": delivery,
        "may_release": releases.may_release(delivery, request.user),
        "second_person": second_person(delivery, request.user),
        "may_withdraw": actions.may_withdraw(about, delivery, request.user),
        "return_form": CommentForm(asks="Was ist zu ändern?", auto_id="zurueck_%s"),
        "withdraw_form": CommentForm(asks="Grund des Rückzugs", auto_id="rueckzug_%s"),
        "example": delivery.example,
    }
    if delivery.state == releases.State.DRAFT:
        check = checked_or_404(about, delivery)
        context |= {
            "check": check,
            "rows": checked_rows(about, check),
            "may_confirm": delivery.created_by_id == request.user.pk,
            "confirm_form": ConfirmForm().about(check),
        }
    else:
        context["rows"] = written_rows(about, delivery)
    return render(request, "list_deliveries/delivery.html", context | forms, status=status)


def checked_or_404(about: DeliveredList, delivery: Delivery) -> ListCheck:
    try:
        return actions.check_again(about, delivery)
    except FileNotFoundError as error:  # a day passed over it, or another window discarded it
        raise Http404 from error


@login_required
@require_safe
def file(request: HttpRequest, about: DeliveredList, pk: int) -> HttpResponseBase:
    found = visible_or_404(request, about, pk)
    try:
        content = found.file.open()
    except (FileNotFoundError, ValueError):  # gone, or there never was one
        context = {"delivery": found, "page": reverse(routes(about)["delivery"], args=[pk])}
        return render(request, "deliveries/file_gone.html", context, status=410)
    AuditEvent.objects.exported(f"Meldung {pk}: Datei")
    return FileResponse(
        content, as_attachment=True, filename=found.file_name, content_type="application/octet-stream"
    )


@login_required
@require_POST
def confirm(request: HttpRequest, about: DeliveredList, pk: int) -> HttpResponse:
    found = visible_or_404(request, about, pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return told(request, about, found, ValidationError("Bitte prüfen Sie die Vorschau noch einmal."))
    try:
        actions.submit_list(about=about, delivery=found, by=request.user, **form.cleaned_data)
    except actions.OutdatedError as error:
        actions.renew_preview(about=about, delivery=found)
        return told(request, about, found, error)
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            return told(request, about, found, error)
        form.add_error(None, error)
        again = form.about(checked_or_404(about, found))
        return render_delivery(request, about, found, confirm_form=again, status=422)
    messages.success(request, "Die Liste ist eingereicht. Eine zweite Person prüft sie und gibt sie frei.")
    return redirect(routes(about)["delivery"], pk=pk)


@login_required
@require_POST
def discard(request: HttpRequest, about: DeliveredList, pk: int) -> HttpResponse:
    found = visible_or_404(request, about, pk)
    try:
        actions.discard_list(about=about, delivery=found, by=request.user)
    except ValidationError as error:
        return told(request, about, found, error)
    messages.success(request, "Die Vorschau ist verworfen. Die Datei wurde gelöscht.")
    return redirect(routes(about)["deliveries"])


@login_required
@permission_required("portal.release_delivery", raise_exception=True)
@require_POST
def release(request: HttpRequest, about: DeliveredList, pk: int) -> HttpResponse:
    found = visible_or_404(request, about, pk)
    try:
        actions.release_list(about=about, delivery=found, by=request.user)
    except ValidationError as error:
        return told(request, about, found, error)
    messages.success(request, "Die Liste ist freigegeben. Ihre Zahlen gelten ab jetzt.")
    return redirect(routes(about)["delivery"], pk=pk)


@login_required
@permission_required("portal.release_delivery", raise_exception=True)
@require_POST
def return_(request: HttpRequest, about: DeliveredList, pk: int) -> HttpResponse:
    found = visible_or_404(request, about, pk)
    form = CommentForm(request.POST, asks="Was ist zu ändern?", auto_id="zurueck_%s")
    if not form.is_valid():
        return render_delivery(request, about, found, return_form=form, status=422)
    try:
        actions.return_list(about=about, delivery=found, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        return told(request, about, found, error)
    messages.success(request, "Die Liste ist zurückgegeben.")
    return redirect(routes(about)["delivery"], pk=pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, about: DeliveredList, pk: int) -> HttpResponse:
    """For its sender and for staff; who may do it when is the action's to say."""
    found = visible_or_404(request, about, pk)
    form = CommentForm(request.POST, asks="Grund des Rückzugs", auto_id="rueckzug_%s")
    if not form.is_valid():
        return render_delivery(request, about, found, withdraw_form=form, status=422)
    try:
        actions.withdraw_list(about=about, delivery=found, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        return told(request, about, found, error)
    messages.success(request, "Die Liste ist zurückgezogen. Hatte sie Zahlen ersetzt, gelten diese wieder.")
    return redirect(routes(about)["delivery"], pk=pk)


def told(
    request: HttpRequest, about: DeliveredList, delivery: Delivery, error: ValidationError
) -> HttpResponse:
    """Back to the list, which says what is the matter."""
    for text in error.messages:
        messages.error(request, text)
    return redirect(routes(about)["delivery"], pk=delivery.pk)


ROUTES = (
    "deliveries", "upload", "template", "delivery", "file", "confirm", "discard", "release", "return_",
    "withdraw",
)  # fmt: skip


def routes(about: DeliveredList) -> dict[str, str]:
    """The names of the addresses, as the area gives them."""
    return {name: f"{about.namespace}:{name}" for name in ROUTES}
