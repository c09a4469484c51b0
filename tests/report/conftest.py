"""The model report, written once for all tests that only read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from portal.report.chapters import CHAPTERS
from portal.report.composition import Frame, written_report
from portal.report.document import Document
from portal.report.files import file_of
from tests.report.reading import pages_of
from tests.the_report import load_the_report

# In the winter after the model report: all that it announces has begun.
FRAME = Frame(as_of=date(2018, 2, 1), chapters=tuple(CHAPTERS))


@dataclass(frozen=True)
class Model:
    document: Document
    beside_examples: Document  # written while the invented data stood in the database
    pdf: bytes
    pages: list[str]  # of the PDF, as they are read back


@pytest.fixture(scope="session")
def model(django_db_setup, django_db_blocker) -> Iterator[Model]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        document = written_report(FRAME)
        call_command("load_example", verbosity=0)
        beside_examples = written_report(FRAME)
        transaction.set_rollback(True)
    pdf = file_of(document, "pdf")
    return Model(document, beside_examples, pdf, pages_of(pdf))
