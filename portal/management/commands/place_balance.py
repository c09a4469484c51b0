"""Calculate a place balance from a file of assumptions. Asks no database."""

import json
import sys
from argparse import ArgumentParser
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accommodation.forecast import Assumptions, Forecast, Month, count_text, forecast
from portal.dates import german_date
from portal.management.forecast_file import WrongFileError, read_assumptions
from portal.numbers import german


class Command(BaseCommand):
    help = "Rechnet eine Platzbilanz aus einer JSON-Datei mit Annahmen. Braucht keine Datenbank."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="JSON-Datei mit den Annahmen")
        parser.add_argument("--json", action="store_true", help="Ausgabe für andere Programme")

    def handle(self, *args: object, **options: Any) -> None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # in whatever language the terminal is set
        try:
            given = read_assumptions(options["file"])
        except WrongFileError as error:
            raise CommandError("\n".join(error.problems)) from error
        ahead = forecast(given)
        self.stdout.write(as_json(ahead) if options["json"] else as_table(given, ahead))


def as_json(ahead: Forecast) -> str:
    first, worst = ahead.first_shortage, ahead.worst
    content = {
        "months": [
            {
                "month": key_of(month),
                "people": month.people,
                "places": month.places,
                "balance": month.balance,
            }
            for month in ahead.months
        ],
        "first_shortage": key_of(first) if first else None,
        "worst": {"month": key_of(worst), "balance": worst.balance},
        "sentence": ahead.sentence,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def key_of(month: Month) -> str:
    """„2024-06“, with four digits of each year."""
    return month.first.isoformat()[:7]


def as_table(given: Assumptions, ahead: Forecast) -> str:
    """For people: the answer, what it rests on, every month."""
    rests = (
        f"Beginn {german_date(given.start)}: {german(given.people)} Menschen, {german(given.places)} Plätze. "
        f"Gezählt: {count_text(given.count)}."
    )
    head = f"{'Ende':16}{'Menschen':>15}{'Plätze':>15}{'frei/fehlend':>15}"
    rows = [
        f"{month.text:16}{german(month.people):>15}{german(month.places):>15}{german(month.balance):>15}"
        for month in ahead.months
    ]
    return "\n".join([ahead.sentence, rests, "", head, *rows])
