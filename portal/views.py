"""The start page: the situation at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accommodation.chapter import chapter as accommodation_chapter
from culture_sport.chapter import overview as culture_sport_overview
from portal.access import for_readers
from portal.forms import asked_stichtag
from portal.roles import audience_of
from taskforce.chapter import overview as taskforce_overview


@require_safe
@for_readers
def home(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    audience = audience_of(request.user)
    chapter, taskforce = accommodation_chapter(as_of, audience), taskforce_overview(as_of, audience)
    context = {
        "chapter": chapter, "taskforce": taskforce, "stichtag_form": form, "example": chapter.example,
        "culture_sport": culture_sport_overview(as_of, audience),
    }  # fmt: skip
    return render(request, "home.html", context)
