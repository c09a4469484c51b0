"""Charts and tables of a chapter as files."""

from datetime import date

from django.http import Http404, HttpResponse

from portal import downloads
from portal.charts import drawn
from portal.figures import Chapter, Picture, Table

CONTENT_TYPES = {
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def chart_answer(chapter: Chapter, key: str, extension: str) -> HttpResponse:
    """Raises Http404 for a chart that the chapter does not have for this reader."""
    try:
        chart = chapter.chart(key)
    except KeyError as error:
        raise Http404 from error
    return chart_file(chart, chapter.as_of, extension)


def chart_file(chart: Picture, as_of: date, extension: str) -> HttpResponse:
    return file_answer(drawn(chart, extension), downloads.file_name(chart.key, as_of, extension))


def table_answer(chapter: Chapter, key: str, extension: str) -> HttpResponse:
    """Raises Http404 for a table that the chapter does not have for this reader."""
    try:
        table = chapter.table(key)
    except KeyError as error:
        raise Http404 from error
    return table_file(table, chapter.as_of, extension)


def table_file(table: Table, as_of: date, extension: str) -> HttpResponse:
    make = {"csv": downloads.csv_bytes, "xlsx": downloads.xlsx_bytes}[extension]
    return file_answer(make(table), downloads.file_name(table.key, as_of, extension))


def file_answer(content: bytes | str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[name.rpartition(".")[2]],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
