"""Numbers, what sources say beside them, and the sources."""

from collections.abc import Iterator

from django.urls import reverse

from portal.factcheck.overview import ADDRESS as CLAIMS
from portal.library.indicator_list import ADDRESS as INDICATORS
from portal.library.source_list import ADDRESS as SOURCES
from portal.models import Citation, Claim, Indicator, ReportedFigure, Source, Statement
from portal.models.areas import Area
from portal.search.entries import Entry, Reader, line, table_of


def place_in(citation: Citation) -> str:
    """„GRDrs 429/2016, Kapitel 1, Seite 3“"""
    return ", ".join(filter(None, (str(citation.source), citation.place)))


def indicators(reader: Reader) -> Iterator[Entry]:
    for one in Indicator.objects.all():
        yield Entry(
            one.label,
            f"{INDICATORS}{one.key}/",
            line(one.get_area_display(), one.definition),
            (one.unit,),
        )


def figures(reader: Reader) -> Iterator[Entry]:
    """The city's released ones, the newest first: what the pages of the indicators list. Values of districts
    stand on no page, because they would need the protection of small numbers."""
    for one in ReportedFigure.objects.released().as_of(reader.today).of_the_city().reverse():
        value = one.as_value()
        yield Entry(
            f"{one.indicator}: {value}",
            table_of(f"{INDICATORS}{one.indicator.key}/", "werte"),
            line(one.when, value.mark, one.scope, place_in(one.citation)),
            (one.value_text, one.remark, one.citation.source.title),
            sorted_by=one.indicator.label,
        )


def statements(reader: Reader) -> Iterator[Entry]:
    """Those of which the time has begun, as in the chapters."""
    known = Statement.objects.exclude(period_start__gt=reader.today).select_related("citation__source")
    for one in known:
        chapter = reverse(f"{one.area}:chapter")
        about = line(Area(one.area).label, one.when, place_in(one.citation))
        yield Entry(one.text, f"{chapter}#aussagen", about)


def claims(reader: Reader) -> Iterator[Entry]:
    for one in Claim.objects.select_related("citation__source"):
        stated = f"angegeben: {one.stated}" if one.stated else ""
        yield Entry(one.text, f"{CLAIMS}{one.key}/", line(stated, place_in(one.citation)), (one.note,))


def sources(reader: Reader) -> Iterator[Entry]:
    known = Source.objects.all().open_to(reader.inside).select_related("department")
    for one in known.prefetch_related("attachments"):
        yield Entry(
            f"{one}: {one.title}" if one.number else one.title,
            f"{SOURCES}{one.slug}/",
            line(one.get_kind_display(), one.when, one.department),
            tuple(one.attachments.all()),
        )
