"""Pages and downloads of the chapter: each asks for it and hands it on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.access import for_readers
from portal.answers import chart_answer, table_answer
from portal.forms import asked_stichtag, exact_stichtag
from portal.freshness.by_rights import alike_by_rights
from portal.roles import audience_of
from volunteering.chapter import chapter as volunteering_chapter
from volunteering.chapter.directory import directory as group_directory
from volunteering.chapter.directory import listed
from volunteering.forms import asked_for
from volunteering.imports.volunteer_list import VOLUNTEER_LIST


@require_safe
@alike_by_rights
@for_readers
def chapter(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    content = volunteering_chapter(as_of, audience_of(request.user))
    context = {
        "chapter": content,
        "stichtag_form": form,
        "example": content.example,
        "may_deliver": VOLUNTEER_LIST.may_deliver(request.user),
    }
    return render(request, "volunteering/chapter.html", context)


@require_safe
@alike_by_rights
@for_readers
def chart(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    content = volunteering_chapter(exact_stichtag(request), audience_of(request.user))
    return chart_answer(content, key, extension)


@require_safe
@alike_by_rights
@for_readers
def table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    content = volunteering_chapter(exact_stichtag(request), audience_of(request.user))
    return table_answer(content, key, extension)


@require_safe
@for_readers
def directory(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    district, topic, form = asked_for(request)
    groups = listed(today, district, topic)
    context = {
        "chapter": group_directory(today, audience_of(request.user), groups),
        "groups": groups,
        "form": form,
        "also": f"&{request.GET.urlencode()}" if request.GET else "",
    }
    return render(request, "volunteering/directory.html", context)


@require_safe
@for_readers
def directory_table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    district, topic, form = asked_for(request)
    if form.errors:
        raise Http404
    as_of = exact_stichtag(request)
    content = group_directory(as_of, audience_of(request.user), listed(as_of, district, topic))
    return table_answer(content, key, extension)
