"""Pages and downloads of the chapter: each asks for it and hands it on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.access import for_readers
from portal.answers import chart_answer, table_answer
from portal.forms import asked_stichtag, exact_stichtag
from portal.roles import audience_of
from volunteering.chapter import chapter as volunteering_chapter


@require_safe
@for_readers
def chapter(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    content = volunteering_chapter(as_of, audience_of(request.user))
    context = {"chapter": content, "stichtag_form": form, "example": content.example}
    return render(request, "volunteering/chapter.html", context)


@require_safe
@for_readers
def chart(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    content = volunteering_chapter(exact_stichtag(request), audience_of(request.user))
    return chart_answer(content, key, extension)


@require_safe
@for_readers
def table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    content = volunteering_chapter(exact_stichtag(request), audience_of(request.user))
    return table_answer(content, key, extension)
