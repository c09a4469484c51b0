"""Pages and downloads of accommodation: each asks for a chapter and hands it on."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accommodation.chapter import chapter as accommodation_chapter
from accommodation.chapter import occupancy_curve
from accommodation.chapter.balance.told import released_balance
from accommodation.chapter.shelter_list import shelter_list
from accommodation.chapter.shelter_tables import shelter_tables
from accommodation.chapter.shelters import shelter_chapter
from accommodation.models import Occupancy, Operation, Shelter
from portal.access import for_readers
from portal.answers import chart_answer, chart_file, table_answer, table_file
from portal.figures import Chapter, Table
from portal.forms import asked_stichtag, exact_stichtag
from portal.freshness.by_rights import alike_by_rights
from portal.models import Delivery
from portal.roles import audience_of


@require_safe
@alike_by_rights
@for_readers
def chapter(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    content = accommodation_chapter(as_of, audience_of(request.user))
    balance = released_balance(as_of, content.audience)
    example = content.example or (balance is not None and balance.chapter.example)
    context = {"chapter": content, "stichtag_form": form, "example": example, "balance": balance}
    return render(request, "accommodation/chapter.html", context)


@require_safe
@alike_by_rights
@for_readers
def chart(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    """A picture needs no more than its points; the chapter around it takes twice as long."""
    as_of = exact_stichtag(request)
    curve = occupancy_curve(as_of, audience_of(request.user))
    if key != curve.key:
        raise Http404
    return chart_file(curve, as_of, extension)


@require_safe
@alike_by_rights
@for_readers
def table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    content = accommodation_chapter(exact_stichtag(request), audience_of(request.user))
    return table_answer(content, key, extension)


@login_required
@require_safe
def shelters(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    table = visible_shelters(request, as_of)
    context = {"table": table, "stichtag_form": form, "as_of": as_of, "example": table.example}
    return render(request, "accommodation/shelters.html", context)


@login_required
@require_safe
def shelters_table(request: HttpRequest, extension: str) -> HttpResponse:
    as_of = exact_stichtag(request)
    return table_file(visible_shelters(request, as_of), as_of, extension)


def visible_shelters(request: HttpRequest, as_of: date) -> Table:
    """Raises PermissionDenied for readers who have nothing to do with shelters."""
    user = request.user
    if not (user.has_perm("accommodation.view_shelter") or user.has_perm("portal.add_delivery")):
        raise PermissionDenied
    shelters = Shelter.objects.visible_to(user, timezone.localdate())
    return shelter_list(shelters, Occupancy.objects.visible_to(user), as_of)


@login_required
@require_safe
def shelter(request: HttpRequest, code: str) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    shelter = visible_shelter(request, code)
    content = chapter_of_shelter(request, shelter, as_of)
    context = {"chapter": content, "shelter": shelter, "stichtag_form": form, "example": shelter.example}
    return render(request, "accommodation/shelter.html", context)


@login_required
@require_safe
def shelter_chart(request: HttpRequest, code: str, key: str, extension: str) -> HttpResponse:
    content = chapter_of_shelter(request, visible_shelter(request, code), exact_stichtag(request))
    return chart_answer(content, key, extension)


@login_required
@require_safe
def shelter_table(request: HttpRequest, code: str, key: str, extension: str) -> HttpResponse:
    content = chapter_of_shelter(request, visible_shelter(request, code), exact_stichtag(request))
    return table_answer(content, key, extension)


def visible_shelter(request: HttpRequest, code: str) -> Shelter:
    """Raises Http404 for a shelter that is not this reader's, as if it did not exist."""
    visible = Shelter.objects.visible_to(request.user, timezone.localdate()).select_related("district")
    return get_object_or_404(visible, code=code)


def chapter_of_shelter(request: HttpRequest, shelter: Shelter, as_of: date) -> Chapter:
    user = request.user
    visible = Occupancy.objects.visible_to(user).as_of(as_of).of_shelter(shelter)
    operations = Operation.objects.of_shelter(shelter).visible_to(user)
    deliveries = Occupancy.objects.delivered_with(shelter, Delivery.objects.visible_to(user))
    beside = shelter_tables(shelter, operations, deliveries)
    return shelter_chapter(shelter, as_of, visible.current(), visible.superseded(), beside)
