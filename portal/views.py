"""The start page: the situation at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accommodation.chapter import chapter as accommodation_chapter
from portal.access import for_readers
from portal.forms import asked_stichtag
from portal.roles import audience_of


@require_safe
@for_readers
def home(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    chapter = accommodation_chapter(as_of, audience_of(request.user))
    context = {"chapter": chapter, "stichtag_form": form, "example": chapter.example}
    return render(request, "home.html", context)
