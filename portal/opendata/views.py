"""The page of open data and its files; each answer is the same for everybody who may read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.access import for_readers
from portal.models.areas import Area
from portal.opendata import files
from portal.opendata.answers import open_answer
from portal.opendata.chapters import KEYS, chapter_entry
from portal.opendata.descriptions import openapi, operations
from portal.opendata.licence import attribution, licence
from portal.opendata.released import published

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "deutsch": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonld": "application/ld+json",
}


def answer(content: bytes, form: str, name: str = "") -> HttpResponse:
    """`name`: of a file that is to be saved."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    if name and form != "json":
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@require_safe
@for_readers
def home(request: HttpRequest) -> HttpResponse:
    indicators = published()
    areas = [
        (area.label, [one.entry for one in indicators.values() if one.entry.bereich == area]) for area in Area
    ]
    context = {
        "areas": [(label, entries) for label, entries in areas if entries],
        "chapters": [chapter_entry(key) for key in KEYS],
        "dictionary": files.dictionary_entries(),
        "licence": licence(),
        "attribution": attribution(),
    }
    return render(request, "opendata/home.html", context)


@require_safe
@open_answer
def all_figures(request: HttpRequest, form: str) -> HttpResponse:
    return answer(files.all_figures(form), form, "kennzahlen")


@require_safe
@open_answer
def indicator(request: HttpRequest, key: str, form: str) -> HttpResponse:
    found = published().get(key)
    if found is None:
        raise Http404
    return answer(files.indicator_file(found, form), form, key)


@require_safe
@open_answer
def chapter(request: HttpRequest, key: str, form: str) -> HttpResponse:
    if key not in KEYS:
        raise Http404
    return answer(files.chapter_file(key, form, timezone.localdate()), form, key)


@require_safe
@open_answer
def catalogue(request: HttpRequest) -> HttpResponse:
    return answer(files.catalogue_file(), "jsonld")


@require_safe
@open_answer
def dictionary(request: HttpRequest) -> HttpResponse:
    return answer(files.dictionary_file(), "csv", "datenbeschreibung")


@require_safe
@open_answer
def openapi_file(request: HttpRequest) -> HttpResponse:
    return answer(files.json_bytes(openapi()), "json")


@require_safe
@for_readers
def api_page(request: HttpRequest) -> HttpResponse:
    """What Swagger UI would show, without its scripts."""
    context = {"operations": operations(), "licence": licence(), "attribution": attribution()}
    return render(request, "opendata/api.html", context)
