"""The finder of sports offers for everybody, and the question „still correct?“ for the editors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from culture_sport.forms import OfferSearch
from culture_sport.models import SportsOffer
from portal.access import for_readers

ON_A_PAGE = 20


@require_safe
@for_readers
def offers(request: HttpRequest) -> HttpResponse:
    form = OfferSearch(request.GET)
    found = form.offers_on(timezone.localdate())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("seite"))
    context = {
        "form": form,
        "page": page,
        "number": page.paginator.count,
        "example": any(offer.example for offer in page),
    }
    return render(request, "culture_sport/offers.html", context)


@login_required
@permission_required("culture_sport.change_sportsoffer", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def still_correct(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    if request.method == "POST":
        offer = get_object_or_404(SportsOffer.objects.going_on(today), code=request.POST.get("code", ""))
        offer.confirm(today)
        messages.success(request, f"Bestätigt: {offer}. Die Öffentlichkeit findet das Angebot wieder.")
        return redirect("culture_sport:still_correct")
    due = Paginator(SportsOffer.objects.to_be_asked(today), ON_A_PAGE).get_page(request.GET.get("seite"))
    rows = [(offer, offer.is_hidden(today)) for offer in due]
    context = {"page": due, "rows": rows, "example": any(offer.example for offer in due)}
    return render(request, "culture_sport/still_correct.html", context)
