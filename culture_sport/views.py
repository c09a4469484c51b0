"""The page of culture and sport and its downloads: each asks for a chapter and hands it on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from culture_sport.chapter import chapter as culture_sport_chapter
from culture_sport.chapter.parts import parts
from portal.access import for_readers
from portal.answers import chart_answer, table_answer
from portal.forms import asked_stichtag, exact_stichtag
from portal.freshness.by_rights import alike_by_rights
from portal.roles import audience_of


@require_safe
@alike_by_rights
@for_readers
def chapter(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    content = culture_sport_chapter(as_of, audience_of(request.user))
    context = {
        "chapter": content,
        "parts": parts(content),
        "stichtag_form": form,
        "example": content.example,
    }
    return render(request, "culture_sport/chapter.html", context)


@require_safe
@alike_by_rights
@for_readers
def chart(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return chart_answer(
        culture_sport_chapter(exact_stichtag(request), audience_of(request.user)), key, extension
    )


@require_safe
@alike_by_rights
@for_readers
def table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    return table_answer(
        culture_sport_chapter(exact_stichtag(request), audience_of(request.user)), key, extension
    )
