"""The read-only interface below /daten/api/: the same rows as the files, with a few filters.

Nothing can be written, nobody signs in for it; it says what everybody may read, whoever asks.
"""

from datetime import date
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError

from portal.forms import FIRST_DAY, LAST_DAY
from portal.models.areas import Area
from portal.opendata.answers import open_answer
from portal.opendata.chapters import KEYS, chapter_document, chapter_entry
from portal.opendata.files import figure_page, indicator_document
from portal.opendata.released import published
from portal.opendata.schemas import (
    ChapterDocument,
    ChapterEntry,
    FigurePage,
    FigureRow,
    IndicatorDocument,
    IndicatorEntry,
)

MOST = 1000
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]

api = NinjaAPI(
    title="Integrationsportal: offene Daten",
    version="1",
    description="Freigegebene Kennzahlen und Tabellen zur Integration von Geflüchteten. Nur lesend.",
    docs_url=None,  # the page of ninja loads scripts; ours is made on the server
    openapi_url=None,  # served as a file, see views
    urls_namespace="opendata_api",
)


class Problem(Schema):
    detail: str


@api.exception_handler(ValidationError)
def wrong_parameter(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """All wrong ones at once, each by its name."""
    names = ", ".join(dict.fromkeys(f"„{problem['loc'][-1]}“" for problem in error.errors))
    detail = f"Nicht zu verstehen: {names}. Was möglich ist, steht unter {settings.BASE_URL}/daten/api/."
    return api.create_response(request, {"detail": detail}, status=422)


class Chosen(Schema):
    """Which values are asked for. Without any of these: all."""

    kennzahl: str | None = Query(None, description="Schlüssel einer Kennzahl")
    bereich: Area | None = Query(None, description="Schlüssel eines Bereichs")
    von: Day | None = Query(None, description="nur Werte, die an diesem Tag noch gelten oder später")
    bis: Day | None = Query(None, description="nur Werte, deren Zeitraum bis zu diesem Tag beginnt")
    nur_fuehrende: bool = Query(False, description="true: nur die Werte, mit denen die Stadt rechnet")
    ab: int = Query(0, ge=0, description="so viele Werte überspringen")
    anzahl: int = Query(MOST, ge=1, le=MOST, description="höchstens so viele Werte liefern")

    def fits(self, row: FigureRow) -> bool:
        return (
            (self.von is None or row.bis is None or row.bis >= self.von)
            and (self.bis is None or row.von <= self.bis)
            and (row.fuehrend or not self.nur_fuehrende)
        )


@api.get(
    "/kennzahlen",
    response={200: list[IndicatorEntry], 422: Problem},
    url_name="indicators",
    summary="Alle Kennzahlen",
)
@decorate_view(open_answer)
def indicators(
    request: HttpRequest,
    bereich: Annotated[Area | None, Query(description="nur die Kennzahlen dieses Bereichs")] = None,
):
    """Mit Definition, Einheit und den Adressen ihrer Werte."""
    return [one.entry for one in published().values() if bereich in (None, one.entry.bereich)]


@api.get(
    "/kennzahlen/{schluessel}",
    response={200: IndicatorDocument, 404: Problem},
    url_name="indicator",
    summary="Eine Kennzahl mit allen Werten",
)
@decorate_view(open_answer)
def indicator(request: HttpRequest, schluessel: Annotated[str, Path(description="Schlüssel der Kennzahl")]):
    """Jeder Wert mit Zeitraum, Genauigkeit, Wortlaut und Quelle."""
    found = published().get(schluessel)
    if found is None:
        raise HttpError(404, f"Eine veröffentlichte Kennzahl „{schluessel}“ gibt es nicht.")
    return indicator_document(found)


@api.get(
    "/werte",
    response={200: FigurePage, 422: Problem},
    url_name="figures",
    summary="Werte mehrerer Kennzahlen",
)
@decorate_view(open_answer)
def figures(request: HttpRequest, chosen: Query[Chosen]):
    """Gefiltert nach Kennzahl, Bereich und Zeit, seitenweise."""
    asked = [
        one
        for key, one in published().items()
        if chosen.kennzahl in (None, key) and chosen.bereich in (None, one.entry.bereich)
    ]
    rows = [row for one in asked for row in one.rows if chosen.fits(row)]
    return figure_page(rows[chosen.ab :][: chosen.anzahl], count=len(rows), skipped=chosen.ab)


@api.get("/kapitel", response=list[ChapterEntry], url_name="chapters", summary="Alle Kapitel")
@decorate_view(open_answer)
def chapters(request: HttpRequest):
    """Mit den Adressen ihrer Tabellen."""
    return [chapter_entry(key) for key in KEYS]


@api.get(
    "/kapitel/{schluessel}",
    response={200: ChapterDocument, 404: Problem, 422: Problem},
    url_name="chapter",
    summary="Die Tabellen eines Kapitels",
)
@decorate_view(open_answer)
def chapter(
    request: HttpRequest,
    schluessel: Annotated[str, Path(description="Schlüssel des Kapitels")],
    stichtag: Annotated[Day | None, Query(description="Stand an diesem Tag, sonst heute")] = None,
):
    """Zelle für Zelle, und was Quellen ohne Zahl sagen."""
    if schluessel not in KEYS:
        raise HttpError(404, f"Ein Kapitel „{schluessel}“ gibt es nicht.")
    return chapter_document(schluessel, stichtag or timezone.localdate())
