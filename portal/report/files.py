"""A report as a file, in each of its forms."""

from collections.abc import Callable

from django.template.loader import render_to_string

from portal.report.document import Document, as_json
from portal.report.typesetting import pdf
from portal.report.word import docx_bytes


def html(document: Document) -> bytes:
    """One page without anything beside it."""
    return render_to_string("reports/file.html", {"document": document}).encode()


def json_bytes(document: Document) -> bytes:
    return as_json(document).encode()


FORMATS: dict[str, Callable[[Document], bytes]] = {
    "pdf": pdf,
    "docx": docx_bytes,
    "html": html,
    "json": json_bytes,
}


def file_of(document: Document, form: str) -> bytes:
    """The same report is the same file. Raises KeyError for another form, TypesettingError."""
    return FORMATS[form](document)
