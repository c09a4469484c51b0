"""Confirming and discarding a preview, by the person who uploaded it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accommodation import actions
from accommodation.confirmation import AlreadySubmittedError, GoneError, OutdatedError
from portal.inbox.confirm_form import ConfirmForm
from portal.inbox.delivery_views import render_delivery, told, visible_or_404
from portal.inbox.preview import is_preview_token
from portal.models import Delivery
from portal.numbers import german


def own_preview(request: HttpRequest, pk: int) -> Delivery:
    """Raises GoneError to who was shown a preview that is no more; to all others it never was."""
    try:
        delivery = visible_or_404(request, pk)
    except Http404 as error:
        if is_preview_token(request.POST.get("preview", ""), request.user, pk):
            raise GoneError from error
        raise
    if delivery.created_by != request.user:
        raise PermissionDenied("Eine Vorschau bestätigt oder verwirft, wer sie angelegt hat.")
    return delivery


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        delivery = own_preview(request, pk)
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return render_delivery(request, delivery, confirm_form=form, status=422)
        return confirmed(request, delivery, form)
    except GoneError as error:
        return gone(request, error)


def confirmed(request: HttpRequest, delivery: Delivery, form: ConfirmForm) -> HttpResponse:
    """Raises GoneError."""
    try:
        submitted = actions.submit_delivery(
            delivery=delivery,
            by=request.user,
            warnings_accepted=form.cleaned_data["warnings_accepted"],
            reason=form.cleaned_data["reason"],
            comments=form.comments,
            shown=form.cleaned_data["shown"],
        )
    except AlreadySubmittedError as error:
        messages.info(request, error.message)
    except OutdatedError as error:
        actions.renew_preview(delivery=delivery)
        return told(request, error, delivery.pk)
    except GoneError:
        raise
    except ValidationError as error:
        return corrected(request, delivery, form, error)
    else:
        messages.success(request, submitted_sentence(submitted))
    return redirect("deliveries:delivery", pk=delivery.pk)


def corrected(
    request: HttpRequest, delivery: Delivery, form: ConfirmForm, error: ValidationError
) -> HttpResponse:
    """What the person can still say is asked for in its field; for the rest there is a sentence."""
    if not hasattr(error, "error_dict"):
        return told(request, error, delivery.pk)
    form.add_error(None, error)
    return render_delivery(request, delivery, confirm_form=form, status=422)


def submitted_sentence(delivery: Delivery) -> str:
    if not delivery.counts["new"] + delivery.counts["changed"]:
        return (
            "Die Meldung ist eingereicht: Es soll bei den geltenden Zahlen bleiben, obwohl andere auf die "
            "Freigabe warten. Eine zweite Person prüft sie und gibt sie frei."
        )
    new, changed = german(delivery.counts["new"]), german(delivery.counts["changed"])
    return (
        f"Die Meldung ist eingereicht ({new} neu, {changed} geändert). "
        "Eine zweite Person prüft sie und gibt sie frei."
    )


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        actions.discard_draft(delivery=own_preview(request, pk))
    except GoneError as error:
        return gone(request, error)
    except ValidationError as error:
        return told(request, error, pk)
    messages.success(request, "Die Vorschau ist verworfen. Die Datei wurde gelöscht.")
    return redirect("deliveries:list")


def gone(request: HttpRequest, error: GoneError) -> HttpResponse:
    messages.info(request, error.message)
    return redirect("deliveries:list")
