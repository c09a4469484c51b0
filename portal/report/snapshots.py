"""What was printed, read again; and what has been corrected since."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from portal.models import Report, ReportedFigure, Snapshot
from portal.report.composition import arranged_report
from portal.report.document import Document, digest


@dataclass(frozen=True)
class Correction:
    """A figure that a report may have printed, and its value since. „7.574 → 7.570“"""

    label: str
    when: str
    before: str
    after: str
    reason: str


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


def corrections_since(snapshot: Snapshot) -> Iterable[Correction]:
    """Of figures in the areas of the report that had begun by its Stichtag."""
    report = snapshot.report
    figures = ReportedFigure.objects.corrected_since(snapshot.created_at, report.chapters, report.as_of)
    for figure in figures:
        old = figure.replaces
        yield Correction(
            figure.indicator.label, old.when, str(old.as_value()), str(figure.as_value()), figure.reason
        )
