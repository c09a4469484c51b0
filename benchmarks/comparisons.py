"""What is measured on one database. Each function gives one table.

The portal is only used through the functions that its pages and commands use, too.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from accommodation.actions import deliver_big_list, draft_delivery, occupancies, submit_delivery
from accommodation.imports import CheckedRow, check_delivery
from accommodation.imports.big_list import BigCheck
from accommodation.models import Occupancy
from benchmarks import others
from benchmarks.interventions import transactions_timed, without_row_limit
from benchmarks.lists import lines, write_text, write_workbook
from benchmarks.race import ROUNDS, Candidate, of_rounds, race, timed
from benchmarks.sender import Sender, clear, expect_written
from benchmarks.tables import Line, Target, compared, table
from portal import bulk
from portal.models import Delivery

LIST, WORKBOOK, UPLOAD = 100_000, 50_000, 20_000
# Scaled: with four and five times as many rows their processor time per row hardly changes.
STOCK, BULK = 5_000, 20_000  # scaled to LIST; README.md says how fair that is

PORTAL = "the portal"
STOCK_NAME = "django-import-export, stock"
BULK_NAME = "django-import-export, bulk mode tuned"
CREATE_NAME = "Django's bulk_create with update_conflicts"
COPY_NAME = "raw COPY of prepared text"
CALAMINE_NAME = "calamine's bare read"


def comparisons(sender: Sender, folder: Path, share: int) -> Iterator[str]:
    """`share`: one row of how many is measured."""
    yield whole_way(sender, folder, share)
    yield commit_alone(sender, folder, share)
    yield workbook(sender, folder, share, full=True)
    yield workbook(sender, folder, share, full=False)
    yield upload(sender, folder, share)


def whole_way(sender: Sender, folder: Path, share: int) -> str:
    rows, stock, bulk_rows = LIST // share, STOCK // share, BULK // share
    path = write_text(folder / "liste.csv", rows)
    texts = {count: first_lines(path, count) for count in (stock, bulk_rows)}
    with path.open(encoding="utf-8", newline="") as file:
        parsed = list(csv.DictReader(file, delimiter=";"))
    into = sender.delivery
    candidates = [
        Candidate(PORTAL, partial(deliver, path, sender), rows),
        Candidate(
            STOCK_NAME, lambda: others.import_export(others.StockResource(), texts[stock], into), stock
        ),
        Candidate(
            BULK_NAME, lambda: others.import_export(others.BulkResource(), texts[bulk_rows], into), bulk_rows
        ),
        Candidate(CREATE_NAME, partial(others.bulk_create, parsed, into), rows),
        *raw_copy(sender, rows),
    ]
    seconds = race(candidates, before=partial(clear, sender), after=expect_written)
    found = compared(
        candidates, seconds, rows=rows, baseline=PORTAL, targets={STOCK_NAME: Target(least=40, floor=25)}
    )
    return table("A list as CSV, read, checked and committed", found, "Times the portal")


def commit_alone(sender: Sender, folder: Path, share: int) -> str:
    rows = LIST // share
    path = write_text(folder / "liste.csv", rows)
    clear(sender)
    with path.open("rb") as file:
        parts = list(BigCheck(file, path.name, sender=sender.organisation, as_of=None).parts())
    with path.open(encoding="utf-8", newline="") as text:
        parsed = list(csv.DictReader(text, delimiter=";"))
    copies = raw_copy(sender, rows)
    candidates = [
        Candidate(PORTAL, partial(commit, parts, sender.delivery), rows),
        Candidate(CREATE_NAME, partial(others.bulk_create, parsed, sender.delivery), rows),
        *copies,
    ]
    seconds = race(candidates, before=partial(clear, sender), after=expect_written)
    baseline = COPY_NAME if copies else CREATE_NAME
    targets = {PORTAL: Target(most=3)} if copies else {}
    found = compared(candidates, seconds, rows=rows, baseline=baseline, targets=targets)
    return table("The commit alone, of rows that are checked", found, f"Times {baseline}")


def workbook(sender: Sender, folder: Path, share: int, *, full: bool) -> str:
    rows = WORKBOOK // share
    data = write_workbook(folder / "liste.xlsx", rows, full=full).read_bytes()
    candidates = [
        Candidate(f"{PORTAL}, with all checks", partial(check, data, sender, rows), rows),
        Candidate(CALAMINE_NAME, partial(bare_read, data, rows), rows),
    ]
    with without_row_limit():
        seconds = race(candidates, before=partial(clear, sender))
    found = compared(
        candidates, seconds, rows=rows, baseline=CALAMINE_NAME,
        targets={candidates[0].name: Target(most=2.5)},
    )  # fmt: skip
    columns = "the columns that operators keep" if full else "the four columns that are needed"
    return table(f"A workbook with {columns}, read", found, f"Times {CALAMINE_NAME}")


def upload(sender: Sender, folder: Path, share: int) -> str:
    """Of a workbook, as an operator sends it."""
    rows = UPLOAD // share
    data = write_workbook(folder / "liste.xlsx", rows, full=True).read_bytes()
    pages, previews, confirmations, transactions = list[list[float]]([] for _ in range(4))
    for _ in range(ROUNDS):
        clear(sender)
        pages.append(timed(partial(through_the_page, data, sender)))
        clear(sender)
        previews.append(timed(partial(draft, data, sender)))
        delivery = Delivery.objects.exclude(pk=sender.delivery.pk).get()
        with transactions_timed() as seconds:
            confirmations.append(timed(partial(submit, delivery, sender)))
        transactions.append(sum(seconds))
        expect_written(rows)
    five, two = Target(most=5, unit="s"), Target(most=2, unit="s")
    measured = [
        ("preview on the page: sent, checked, shown", of_rounds(pages), five),
        ("the draft alone: read, checked, kept", of_rounds(previews), five),
        ("confirmation: checked again and written", of_rounds(confirmations), None),
        ("of it the write transaction, BEGIN to COMMIT", of_rounds(transactions), two),
    ]
    found = [Line(name, rows, took, target=target, measured=took.fastest) for name, took, target in measured]
    return table("An upload, from file to figures that wait for release", found)


def raw_copy(sender: Sender, rows: int) -> list[Candidate]:
    """Nothing where the database has no COPY."""
    if connection.vendor != "postgresql":
        return []
    text = others.copy_text(lines(rows), sender.delivery)
    return [Candidate(COPY_NAME, partial(others.copy, text), rows)]


def first_lines(path: Path, rows: int) -> str:
    """With the headings."""
    return "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[: rows + 1])


def deliver(path: Path, sender: Sender) -> None:
    """As `manage.py deliver` does with a list that no preview could show."""
    with path.open("rb") as file:
        big = BigCheck(file, path.name, sender=sender.organisation, as_of=None)
        deliver_big_list(check=big, parts=big.parts(), by=sender.person, warnings_accepted=False)


def commit(parts: Iterable[list[CheckedRow]], delivery: Delivery) -> None:
    with transaction.atomic():
        for rows in parts:
            bulk.insert(Occupancy, occupancies(delivery, rows))


def check(data: bytes, sender: Sender, rows: int) -> None:
    found = check_delivery(data, "liste.xlsx", sender=sender.organisation)
    if len(found.rows) != rows or found.messages:
        raise ValueError(f"{len(found.rows)} rows were read instead of {rows}: {found.messages[:3]}")


def bare_read(data: bytes, rows: int) -> None:
    read = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    if len(read) != rows + 1:
        raise ValueError(f"{len(read)} lines were read instead of {rows + 1}.")


def draft(data: bytes, sender: Sender) -> None:
    draft_delivery(
        data=data, file_name="liste.xlsx", sender=sender.organisation, as_of=None, by=sender.person
    )


def through_the_page(data: bytes, sender: Sender) -> None:
    """What a person waits for, from sending the file until the preview is there."""
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(sender.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    file = SimpleUploadedFile("liste.xlsx", data)
    answer = browser.post(reverse("deliveries:upload"), {"file": file}, follow=True)
    if answer.status_code != HTTPStatus.OK:
        raise ValueError(f"The upload was answered with {answer.status_code}.")


def submit(delivery: Delivery, sender: Sender) -> None:
    submit_delivery(delivery=delivery, by=sender.person, warnings_accepted=False)
