"""Pages and downloads of task force and working groups: each asks for a chapter and hands it on."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from portal import downloads
from portal.access import for_readers
from portal.answers import file_answer, table_answer
from portal.figures import Chapter
from portal.forms import asked_stichtag, exact_stichtag
from portal.freshness.by_rights import alike_by_rights
from portal.roles import audience_of
from taskforce.chapter import chapter as taskforce_chapter
from taskforce.chapter.handover_list import handover_chapter
from taskforce.chapter.one_body import body_chapter, facts
from taskforce.chapter.parts import OF_A_BODY, OF_THE_HANDOVERS, parts
from taskforce.forms import asked_group
from taskforce.models import Body, Meeting
from taskforce.organigram import drawn, organigram


@require_safe
@alike_by_rights
@for_readers
def chapter(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    content = taskforce_chapter(as_of, audience_of(request.user))
    today = as_of == timezone.localdate()
    context = {"chapter": content, "stichtag_form": form, "today": today, "example": content.example}
    return render(request, "taskforce/chapter.html", context)


@require_safe
@alike_by_rights
@for_readers
def table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    content = taskforce_chapter(exact_stichtag(request), audience_of(request.user))
    return table_answer(content, key, extension)


@require_safe
@for_readers
def body(request: HttpRequest, slug: str) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    found = get_object_or_404(Body.objects.described(), slug=slug)
    content = chapter_of_body(request, found, as_of)
    context = {
        "chapter": content,
        "body": found,
        "facts": facts(found, as_of),
        "parts": parts(content, OF_A_BODY),
        "report_readable": has_report(request, found),
        "stichtag_form": form,
        "example": found.example or content.example,
    }
    return render(request, "taskforce/body.html", context)


@require_safe
@for_readers
def body_table(request: HttpRequest, slug: str, key: str, extension: str) -> HttpResponse:
    found = get_object_or_404(Body.objects.described(), slug=slug)
    return table_answer(chapter_of_body(request, found, exact_stichtag(request)), key, extension)


def chapter_of_body(request: HttpRequest, body: Body, as_of: date) -> Chapter:
    meetings = Meeting.objects.visible_to(request.user, timezone.localdate()).filter(body=body)
    return body_chapter(body, as_of, audience_of(request.user), meetings.held_until(as_of))


def has_report(request: HttpRequest, body: Body) -> bool:
    readable = Body.objects.with_readable_report(request.user, timezone.localdate())
    return readable.filter(pk=body.pk).exists()


@require_safe
@for_readers
def handovers(request: HttpRequest) -> HttpResponse:
    as_of, _ = asked_stichtag(request)
    group, form = asked_group(request, as_of)
    content = handover_chapter(as_of, audience_of(request.user), group)
    also = f"&gruppe={group.slug}" if group else ""
    context = {
        "chapter": content,
        "parts": parts(content, OF_THE_HANDOVERS),
        "form": form,
        "group": group,
        "also": also,
        "example": content.example,
    }
    return render(request, "taskforce/handovers.html", context)


@require_safe
@for_readers
def handovers_table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    as_of = exact_stichtag(request)
    group, form = asked_group(request, as_of)
    if form.errors:
        raise Http404
    return table_answer(handover_chapter(as_of, audience_of(request.user), group), key, extension)


@require_safe
@for_readers
def picture(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    tree = organigram(as_of)
    drawing = mark_safe(drawn(tree, "svg"))  # noqa: S308 our own drawing, its texts are escaped by XML
    context = {"tree": tree, "drawing": drawing, "stichtag_form": form}
    return render(request, "taskforce/organigram.html", context)


@require_safe
@for_readers
def picture_file(request: HttpRequest, extension: str) -> HttpResponse:
    tree = organigram(exact_stichtag(request))
    return file_answer(drawn(tree, extension), downloads.file_name(tree.key, tree.as_of, extension))
