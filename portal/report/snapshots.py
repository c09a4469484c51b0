"""What is printed when a report is released: kept, and read again."""

import hashlib
import json
from importlib.metadata import version

from portal.models import Report, Snapshot
from portal.report.composition import arranged_report
from portal.report.corrections import printed_figures
from portal.report.document import Document, as_json, digest
from portal.report.typesetting import pdf


def keep(report: Report, document: Document) -> Snapshot:
    """Raises TypesettingError if it cannot be printed."""
    snapshot = Snapshot.objects.create(
        report=report,
        document=as_json(document),
        sha256=digest(document),
        pdf_sha256=hashlib.sha256(pdf(document)).hexdigest(),
        typesetter=f"typst {version('typst')}",
    )
    snapshot.figures.set(printed_figures(document))
    return snapshot


def printed(report: Report) -> Document:
    """What stands in the report: of a released one for ever the same, of a draft today's figures."""
    snapshot = Snapshot.objects.filter(report=report).first()
    return kept_document(snapshot) if snapshot else arranged_report(report)


def kept_document(snapshot: Snapshot) -> Document:
    """Raises ValueError if it is not what was released: then somebody changed the database by hand."""
    document = json.loads(snapshot.document)
    if digest(document) != snapshot.sha256:
        raise ValueError(f"Snapshot {snapshot.pk} does not have the digest with which it was released.")
    return document
