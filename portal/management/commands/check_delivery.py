"""Check an occupancy list without writing anything; other programs read the JSON."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accommodation.imports import CheckedRow, DeliveryCheck, check_delivery
from accommodation.imports.big_list import BigCheck
from portal.dates import german_date
from portal.management.big_files import is_big, with_progress
from portal.models import Organisation
from portal.numbers import german

REJECTED = 2
OUTCOMES = {
    "accepted": "Die Datei kann übernommen werden.",
    "confirm": "Die Datei kann übernommen werden, wenn die Warnungen bestätigt werden.",
    "rejected": "Die Datei ist abgelehnt.",
}
LEVELS = {"error": "Fehler", "warning": "Warnung", "notice": "Hinweis"}
STATUS = {"new": "neu", "changed": "geändert", "unchanged": "unverändert"}


class Command(BaseCommand):
    help = "Prüft eine Belegungsliste, ohne etwas zu schreiben. Endet mit 2, wenn sie abgelehnt ist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Excel- oder CSV-Datei")
        parser.add_argument("--operator", required=True, help="Name, Kurzname oder weiterer Name des Trägers")
        parser.add_argument("--as-of", type=stichtag, help="Stichtag, JJJJ-MM-TT")
        parser.add_argument("--json", action="store_true", help="Ausgabe für andere Programme")

    def handle(self, *args: object, **options: Any) -> None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # in whatever language the terminal is set
        read = self.check_big_file if is_big_text(options["file"]) else self.check_file
        sender = operator_named(options["operator"])
        if read(options["file"], sender, options["as_of"], as_json=options["json"]) == "rejected":
            sys.exit(REJECTED)

    def check_file(self, path: Path, sender: Organisation, as_of: date | None, *, as_json: bool) -> str:
        check = check_delivery(read_file(path), path.name, sender=sender, as_of=as_of)
        self.stdout.write(json_of(check) if as_json else as_table(check))
        return check.outcome

    def check_big_file(self, path: Path, sender: Organisation, as_of: date | None, *, as_json: bool) -> str:
        """Part by part: for people a summary, for programs every row."""
        with path.open("rb") as file:
            check = BigCheck(file, path.name, sender=sender, as_of=as_of)
            parts = with_progress(check, path.stat().st_size)
            if as_json:
                self.stdout.writelines(json_of_parts(check, parts))
            else:
                deque(parts, maxlen=0)
                self.stdout.write(as_summary(check))
        return check.outcome


def stichtag(text: str) -> date:
    """For argparse: raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"„{text}“ ist kein Tag der Form JJJJ-MM-TT.") from error


def read_file(path: Path) -> bytes:
    """Raises CommandError."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(f"Die Datei „{path}“ gibt es nicht.") from error
    except OSError as error:
        raise CommandError(f"Die Datei „{path}“ lässt sich nicht öffnen.") from error


def is_big_text(path: Path) -> bool:
    """Raises CommandError for a file that cannot be opened."""
    try:
        return is_big(path)
    except FileNotFoundError as error:
        raise CommandError(f"Die Datei „{path}“ gibt es nicht.") from error
    except OSError as error:
        raise CommandError(f"Die Datei „{path}“ lässt sich nicht öffnen.") from error


def operator_named(name: str) -> Organisation:
    """By name, short name or alias. Raises CommandError."""
    wanted = spelling(name)
    found = [
        organisation
        for organisation in Organisation.objects.all()
        if wanted in map(spelling, organisation.names)
    ]
    if len(found) > 1:
        raise CommandError(f"Der Name „{name}“ ist nicht eindeutig.")
    if not found:
        raise CommandError(f"Der Träger „{name}“ ist nicht bekannt.")
    return found[0]


def spelling(name: str) -> str:
    """Capitals and double blanks do not matter."""
    return " ".join(name.casefold().split())


def json_of(check: DeliveryCheck) -> str:
    content = {
        "outcome": check.outcome,
        "rows": [row_as_dict(row) for row in check.rows],
        "messages": [asdict(message) for message in check.messages],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def json_of_parts(check: BigCheck, parts: Iterable[list[CheckedRow]]) -> Iterator[str]:
    """The same object as `json_of`, written while the file is read: its rows come first."""
    yield '{"rows": ['
    between = "\n"
    for rows in parts:
        for row in rows:
            yield between + json.dumps(row_as_dict(row), ensure_ascii=False)
            between = ",\n"
    messages = [asdict(message) for message in check.messages]
    yield f'], "messages": {json.dumps(messages, ensure_ascii=False)}, "outcome": "{check.outcome}"}}\n'


def as_summary(check: BigCheck) -> str:
    """For people: the result, the messages, how many rows."""
    messages = [f"{LEVELS[message.level]:8} {message.text}" for message in check.messages]
    counted = ", ".join(f"{german(check.counts[status])} {word}" for status, word in STATUS.items())
    return "\n".join([OUTCOMES[check.outcome], *messages, check.left_out, f"Zeilen: {counted}."])


def row_as_dict(row: CheckedRow) -> dict[str, object]:
    return {
        "sheet": row.sheet,
        "row": row.row,
        "shelter": row.shelter.code,
        "as_of": row.as_of.isoformat(),
        "precision": row.precision,
        "occupied": row.occupied,
        "capacity": row.capacity,
        "quality": row.quality,
    }


def as_table(check: DeliveryCheck) -> str:
    """For people: the result, every message, every row."""
    messages = [f"{LEVELS[message.level]:8} {message.text}" for message in check.messages]
    rows = [row_as_line(row) for row in check.rows]
    head = f"{'Zeile':>6}  {'Stichtag':10}  {'Belegung':>8}  {'Plätze':>6}  {'Stand':11}  Unterkunft"
    parts = [OUTCOMES[check.outcome], *messages]
    return "\n".join([*parts, "", head, *rows] if rows else parts)


def row_as_line(row: CheckedRow) -> str:
    occupied = "k. A." if row.occupied is None else german(row.occupied)
    places = "k. A." if row.capacity is None else german(row.capacity)
    shelter = f"{row.shelter.name} [{row.shelter.code}]"
    numbers = f"{row.row:>6}  {german_date(row.as_of)}  {occupied:>8}  {places:>6}"
    return f"{numbers}  {STATUS[row.status]:11}  {shelter}"
