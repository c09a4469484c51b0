"""What happens to a report: arranged, submitted, returned, released by a second person."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portal import releases
from portal.dates import german_date
from portal.models import CouncilRequest, Report, ReportBlock, Snapshot, User
from portal.report.answers import ANSWER, section_of
from portal.report.arrangement import Entry, arranged
from portal.report.composition import arranged_report, sections_of_report
from portal.report.document import digest
from portal.report.finances import FINANCES
from portal.report.snapshots import keep

CHANGED = (
    "Hier steht inzwischen etwas anderes, als Sie gelesen haben: Eine Zahl oder ein Text ist geändert. "
    "Bitte lesen Sie noch einmal."
)


def entries_of(report: Report) -> list[tuple[str, str, list[Entry]]]:
    """Key, title and entries of every section, those that only staff fill too."""
    sections = sections_of_report(report)
    rows = arranged(sections, report.blocks.all(), report.as_of)
    return [(one["key"], one["title"], found) for one, found in zip(sections, rows, strict=True)]


@transaction.atomic
def save_frame(*, report: Report, fields: Sequence[str]) -> None:
    """Only what the form asks for: its state may have moved on meanwhile, and then nothing is saved.
    Raises ValidationError if the report is no longer open, or if somebody has begun another answer."""
    if report.pk is None:
        if report.council_request_id:  # of two who begin an answer one waits, and is told
            CouncilRequest.objects.select_for_update().get(pk=report.council_request_id)
        report.validate_constraints()
        report.save()
    else:
        locked(report)
        report.save(update_fields=fields)


@transaction.atomic
def move(*, report: Report, key: str, up: bool) -> None:
    """By one place within its section; at its end nothing happens. Raises ValidationError if the report
    is no longer open or the block is gone."""
    rows = settled(report, key)
    place = [row.key for row in rows].index(key)
    beside = place - 1 if up else place + 1
    if 0 <= beside < len(rows):
        rows[place], rows[beside] = rows[beside], rows[place]
        save_places(rows)


@transaction.atomic
def show(*, report: Report, key: str, hidden: bool) -> None:
    """Hide it, or print it again. Raises ValidationError as `move` does."""
    row = row_of(report, key)
    row.hidden = hidden
    row.save()


@transaction.atomic
def annotate(*, report: Report, key: str, text: str, comment: str) -> None:
    """`text` only counts for a text of one's own. Raises ValidationError as `move` does."""
    row = row_of(report, key)
    row.comment = comment.strip()
    if row.own:
        row.text = text
    row.save()


@transaction.atomic
def insert_text(*, report: Report, section: str, after: str, text: str, comment: str) -> ReportBlock:
    """A text of one's own after a block, or at the begin of the section. Raises ValidationError if the
    report is no longer open or has no such section."""
    rows = settled_section(report, section)
    place = next((place for place, row in enumerate(rows, start=1) if row.key == after), 0)
    number = report.blocks.filter(own=True).count() + 1
    taken = set(report.blocks.values_list("key", flat=True))
    while (key := f"text.{number}") in taken:
        number += 1
    row = ReportBlock(report=report, section=section, key=key, own=True, text=text, comment=comment.strip())
    rows.insert(place, row)
    save_places(rows)
    return row


@transaction.atomic
def remove_text(*, report: Report, key: str) -> None:
    """A text of one's own; its words stay in the history. Raises ValidationError as `move` does."""
    row = row_of(report, key)
    if row.own:
        row.delete()


@transaction.atomic
def choose(*, report: Report, keys: Sequence[str]) -> None:
    """In an answer print exactly these blocks of its chapters, and the texts of one's own. What was chosen
    before keeps its place, the rest follows. Raises ValidationError if the answer is no longer open."""
    current = locked(report)
    for section in (ANSWER, FINANCES):
        choose_in(current, section, [key for key in keys if section_of(key) == section])


def choose_in(report: Report, section: str, keys: Sequence[str]) -> None:
    rows = []
    for row in report.blocks.filter(section=section):
        if row.own or row.key in keys:
            rows.append(row)
        else:
            row.delete()
    known = {row.key for row in rows}
    fresh = [ReportBlock(report=report, section=section, key=key) for key in keys if key not in known]
    save_places([*rows, *fresh])


def row_of(report: Report, key: str) -> ReportBlock:
    return next(row for row in settled(report, key) if row.key == key)


def settled(report: Report, key: str) -> list[ReportBlock]:
    """The rows of the section in which the block stands."""
    for section, _, found in entries_of(locked(report)):
        if any(entry.block["key"] == key for entry in found):
            return rows_of(report, section, found)
    raise ValidationError("Diesen Block gibt es im Bericht nicht mehr. Bitte laden Sie die Seite neu.")


def settled_section(report: Report, key: str) -> list[ReportBlock]:
    for section, _, found in entries_of(locked(report)):
        if section == key:
            return rows_of(report, section, found)
    raise ValidationError("Diesen Abschnitt gibt es im Bericht nicht.")


def locked(report: Report) -> Report:
    """Of two people at the same moment one waits for the other."""
    current = Report.objects.select_for_update().get(pk=report.pk)
    releases.expect(current, releases.State.DRAFT, releases.State.RETURNED)
    return current


def rows_of(report: Report, section: str, found: Iterable[Entry]) -> list[ReportBlock]:
    """One row for each block, at the place where it stands now."""
    rows = [
        entry.kept or ReportBlock(report=report, section=section, key=entry.block["key"]) for entry in found
    ]
    save_places(rows)
    return rows


def save_places(rows: Sequence[ReportBlock]) -> None:
    """What stays where it is leaves no trace in the history."""
    for place, row in enumerate(rows, start=1):
        if row.pk is None or row.place != place:
            row.place = place
            row.save()


@transaction.atomic
def submit_report(*, report: Report, by: User) -> None:
    """Raises ValidationError if somebody was faster."""
    releases.submit(Report.objects.select_for_update().get(pk=report.pk), by=by)


@transaction.atomic
def return_report(*, report: Report, by: User, comment: str) -> None:
    """Raises ValidationError without a comment or if somebody was faster, PermissionDenied to who
    submitted it or may not release it."""
    current = Report.objects.select_for_update().get(pk=report.pk)
    releases.expect(current, releases.State.SUBMITTED)
    releases.return_(current, by=by, comment=comment)


@transaction.atomic
def release_report(*, report: Report, by: User, seen: str) -> Snapshot:
    """From now on it says for ever what it says now. `seen`: the digest of what the person has read.

    Raises PermissionDenied to who submitted it or may not release, ValidationError in another state or if
    it says something else by now, TypesettingError if it cannot be printed."""
    current = Report.objects.select_for_update().get(pk=report.pk)
    releases.release(current, by=by)
    if digest(arranged_report(current)) != seen:
        raise ValidationError(CHANGED)
    return freeze(current)


def freeze(released: Report) -> Snapshot:
    """Raises TypesettingError if it cannot be printed."""
    status = f"freigegeben am {german_date(timezone.localdate(released.decided_at))}"
    return keep(released, arranged_report(released, status=status, draft=False))
