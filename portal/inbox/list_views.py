"""The first page of deliveries: an operator's own page, or the inbox of the city."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.inbox.own_page import own_page
from portal.inbox.views import own_organisation
from portal.inbox.waiting import lists_of, other_lists, waiting_deliveries
from portal.models import Delivery

SHOWN_DELIVERIES = 200


@login_required
@require_safe
def delivery_list(request: HttpRequest) -> HttpResponse:
    if request.user.has_perm("portal.view_all_deliveries"):
        return inbox(request)
    if not request.user.has_perm("portal.add_delivery"):
        raise PermissionDenied
    page = own_page(own_organisation(request), timezone.localdate())
    context = {"page": page, "other_lists": lists_of(request.user), "example": page.operator.example}
    return render(request, "deliveries/own.html", context)


def inbox(request: HttpRequest) -> HttpResponse:
    deliveries = (
        Delivery.objects.of_occupancy().visible_to(request.user).select_related("sender", "created_by")
    )
    context = {
        "waiting": waiting_deliveries(request.user),
        "other_lists": other_lists(request.user),
        "deliveries": deliveries[:SHOWN_DELIVERIES],
        "may_deliver": request.user.has_perm("portal.add_delivery"),
    }
    return render(request, "deliveries/list.html", context)
