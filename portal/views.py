"""The start page: the situation at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accommodation.chapter import chapter as accommodation_chapter
from fim.chapter import overview as fim_overview
from fim.own_work import work_of
from pakt.chapter import overview as pakt_overview
from portal.access import for_readers
from portal.forms import asked_stichtag
from portal.roles import audience_of
from taskforce.chapter import overview as taskforce_overview
from volunteering.chapter import overview as volunteering_overview


@require_safe
@for_readers
def home(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    audience = audience_of(request.user)
    chapter, taskforce = accommodation_chapter(as_of, audience), taskforce_overview(as_of, audience)
    context = {
        "chapter": chapter, "taskforce": taskforce, "stichtag_form": form, "example": chapter.example,
        "fim": fim_overview(as_of, audience), "fim_work": work_of(request.user, timezone.localdate()),
        "volunteering": volunteering_overview(as_of, audience),
        "pakt": pakt_overview(as_of, audience),
    }  # fmt: skip
    return render(request, "home.html", context)
