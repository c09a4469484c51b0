"""The map of the districts, a page for each, and their files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.access import for_readers
from portal.answers import chart_answer, table_answer
from portal.districts.forms import MapForm
from portal.districts.overview import ADDRESS, TITLE
from portal.districts.overview import overview as overview_chapter
from portal.districts.page import district_chapter
from portal.districts.standings import known_on
from portal.districts.tile_map import tile_map
from portal.forms import asked_stichtag, exact_stichtag
from portal.models import District
from portal.models.places import slug_of
from portal.roles import audience_of


@require_safe
@for_readers
def overview(request: HttpRequest) -> HttpResponse:
    as_of, stichtag_form = asked_stichtag(request)
    audience = audience_of(request.user)
    map_form = MapForm({"zeigen": request.GET.get("zeigen", "")})
    known = known_on(as_of, audience)
    context = {
        "chapter": overview_chapter(known, as_of, audience),
        "map": tile_map(map_form.measure, known.half(map_form.measure.of)),
        "stichtag_form": stichtag_form,
        "map_form": map_form,
    }
    return render(request, "districts/overview.html", context)


@require_safe
@for_readers
def table(request: HttpRequest, key: str, extension: str) -> HttpResponse:
    as_of, audience = exact_stichtag(request), audience_of(request.user)
    return table_answer(overview_chapter(known_on(as_of, audience), as_of, audience), key, extension)


@require_safe
@for_readers
def district(request: HttpRequest, slug: str) -> HttpResponse:
    as_of, form = asked_stichtag(request)
    chapter = district_chapter(district_called(slug), as_of, audience_of(request.user))
    context = {"chapter": chapter, "stichtag_form": form, "above": ADDRESS, "above_title": TITLE}
    return render(request, "districts/district.html", context)


@require_safe
@for_readers
def district_chart(request: HttpRequest, slug: str, key: str, extension: str) -> HttpResponse:
    as_of = exact_stichtag(request)
    return chart_answer(
        district_chapter(district_called(slug), as_of, audience_of(request.user)), key, extension
    )


@require_safe
@for_readers
def district_table(request: HttpRequest, slug: str, key: str, extension: str) -> HttpResponse:
    as_of = exact_stichtag(request)
    return table_answer(
        district_chapter(district_called(slug), as_of, audience_of(request.user)), key, extension
    )


def district_called(slug: str) -> District:
    """By its name however somebody types it („bad-cannstatt“, „münster“) or by its number. Raises Http404."""
    known = District.objects.select_related("population_source__source")
    found = next((one for one in known if slug == str(one.number) or slug_of(slug) == one.slug), None)
    if found is None:
        raise Http404
    return found
