"""The handbook. It is open to everybody: it holds no secret, and who cannot get in needs it most."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.help import handbook


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "help/index.html", {"page": handbook.index()})


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in handbook.slugs():
        raise Http404
    place = handbook.place(slug)
    context = {
        "page": handbook.page(slug),
        "before": (place.before, handbook.page(place.before).title) if place.before else None,
        "after": (place.after, handbook.page(place.after).title) if place.after else None,
    }
    return render(request, "help/page.html", context)
