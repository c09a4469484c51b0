"""The start page: the situation at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accommodation.chapter import overview as accommodation_overview
from culture_sport.chapter import overview as culture_sport_overview
from fim.chapter import overview as fim_overview
from fim.own_work import work_of
from pakt.chapter import overview as pakt_overview
from portal.access import for_readers
from portal.forms import asked_stichtag
from portal.roles import audience_of
from taskforce.chapter import overview as taskforce_overview
from volunteering.chapter import overview as volunteering_overview

OVERVIEWS = {
    "taskforce": taskforce_overview,
    "volunteering": volunteering_overview,
    "culture_sport": culture_sport_overview,
    "fim": fim_overview,
    "pakt": pakt_overview,
}


@require_safe
@for_readers
def home(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    audience = audience_of(request.user)
    chapter = accommodation_overview(as_of, audience)
    others = {name: overview(as_of, audience) for name, overview in OVERVIEWS.items()}
    context = {
        "chapter": chapter,
        **others,
        "fim_work": work_of(request.user, timezone.localdate()),
        "stichtag_form": form,
        "example": any(one.example for one in (chapter, *others.values())),
    }
    return render(request, "home.html", context)
