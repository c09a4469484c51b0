"""Release, return, withdraw: each view is guard, form, one call, answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accommodation import actions
from accommodation.withdrawal import withdraw_delivery
from portal.inbox.delivery_views import render_delivery, told, visible_or_404
from portal.inbox.forms import ReturnForm, WithdrawForm
from portal.numbers import german


@login_required
@permission_required("portal.release_delivery", raise_exception=True)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = visible_or_404(request, pk)
    try:
        released = actions.release_delivery(delivery=delivery, by=request.user)
    except ValidationError as error:
        return told(request, error, pk)
    counting = german(released.occupancies.current().count())
    messages.success(request, f"Die Meldung ist freigegeben. Werte, die ab jetzt zählen: {counting}.")
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


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """For its sender and for staff; who may do it when is the action's to say."""
    delivery = visible_or_404(request, pk)
    if not (request.user.has_perm("portal.add_delivery") or request.user.has_perm("portal.release_delivery")):
        raise PermissionDenied
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return render_delivery(request, delivery, withdraw_form=form, status=422)
    try:
        withdraw_delivery(delivery=delivery, by=request.user, comment=form.cleaned_data["comment"])
    except ValidationError as error:
        return told(request, error, pk)
    messages.success(request, "Die Meldung ist zurückgezogen. Hatte sie Zahlen ersetzt, gelten diese wieder.")
    return redirect("deliveries:delivery", pk=pk)
