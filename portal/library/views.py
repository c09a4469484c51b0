"""Lists and pages of sources and indicators, and their files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.access import for_readers
from portal.answers import chart_answer, table_answer
from portal.figures import Audience
from portal.forms import asked_stichtag, exact_stichtag
from portal.library import indicator_page, source_list, source_page
from portal.library.indicator_list import indicator_list
from portal.models import Indicator, Source
from portal.roles import audience_of


@require_safe
@for_readers
def sources(request: HttpRequest) -> HttpResponse:
    chapter = source_list.source_list(timezone.localdate(), audience_of(request.user))
    return render(request, "library/list.html", {"chapter": chapter})


@require_safe
@for_readers
def sources_table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    chapter = source_list.source_list(timezone.localdate(), audience_of(request.user))
    return table_answer(chapter, key, extension)


@require_safe
@for_readers
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = open_source(request, slug)
    context = {
        "chapter": source_page.source_page(found, timezone.localdate(), audience_of(request.user)),
        "facts": source_page.facts(found),
        "above": source_list.ADDRESS,
        "above_title": "Quellen",
    }
    return render(request, "library/page.html", context)


@require_safe
@for_readers
def source_table(request: HttpRequest, slug: str, key: str, extension: str) -> HttpResponse:
    found = open_source(request, slug)
    chapter = source_page.source_page(found, timezone.localdate(), audience_of(request.user))
    return table_answer(chapter, key, extension)


def open_source(request: HttpRequest, slug: str) -> Source:
    """Raises Http404, also for what this reader may not know of."""
    inside = audience_of(request.user) is Audience.INTERNAL
    found = Source.objects.all().open_to(inside).called(slug)
    if found is None:
        raise Http404
    return found


@require_safe
@for_readers
def indicators(request: HttpRequest) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    chapter = indicator_list(as_of, audience_of(request.user))
    return render(request, "library/list.html", {"chapter": chapter, "stichtag_form": form})


@require_safe
@for_readers
def indicators_table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    chapter = indicator_list(exact_stichtag(request), audience_of(request.user))
    return table_answer(chapter, key, extension)


@require_safe
@for_readers
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    found = described(slug)
    context = {
        "chapter": indicator_page.indicator_page(found, as_of, audience_of(request.user)),
        "facts": indicator_page.facts(found),
        "stichtag_form": form,
        "above": "/kennzahlen/",
        "above_title": "Kennzahlen",
    }
    return render(request, "library/page.html", context)


@require_safe
@for_readers
def indicator_table(request: HttpRequest, slug: str, key: str, extension: str) -> HttpResponse:
    as_of = exact_stichtag(request)
    chapter = indicator_page.indicator_page(described(slug), as_of, audience_of(request.user))
    return table_answer(chapter, key, extension)


@require_safe
@for_readers
def indicator_chart(request: HttpRequest, slug: str, key: str, extension: str) -> HttpResponse:
    as_of = exact_stichtag(request)
    chapter = indicator_page.indicator_page(described(slug), as_of, audience_of(request.user))
    return chart_answer(chapter, key, extension)


def described(slug: str) -> Indicator:
    """Raises Http404."""
    known = Indicator.objects.select_related("part_of").prefetch_related("parts")
    return get_object_or_404(known, key=slug)
