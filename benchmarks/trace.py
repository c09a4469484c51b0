"""What the trace costs: 1,500 new records with and without their first version.

`python -m benchmarks.trace` measures on SQLite and on PostgreSQL, each a throw-away database; the README gets
the tables. With a number and a file behind it, it measures on the database of the environment, which must be
new and empty.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command
from django.db import transaction

from benchmarks.one_database import said, server
from benchmarks.race import Candidate, race
from benchmarks.reading import on_both
from benchmarks.tables import Target, compared, into_readme, table

ROWS = 1_500
WITH, WITHOUT = "with the trace", "without"


def main() -> None:
    into_readme("trace", on_both("trace"))


def measure(answer: Path) -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from portal.history import create_all  # noqa: PLC0415 - models need Django's setup
    from portal.models import Organisation  # noqa: PLC0415 - as above

    def organisations() -> list[Organisation]:
        return [Organisation(name=f"Träger {number}", kind="operator") for number in range(ROWS)]

    def one_by_one(save: Callable[[Organisation], None]) -> None:
        """As forms and lists do: checked, then saved."""
        with transaction.atomic():
            for organisation in organisations():
                organisation.full_clean()
                save(organisation)

    def untraced(organisation: Organisation) -> None:
        organisation.save_without_historical_record()  # type: ignore[attr-defined]  # simple_history

    def empty() -> None:
        for table_of in (Organisation, Organisation.history.model):
            table_of._base_manager.all()._raw_delete("default")

    ways = {
        "One by one, checked and saved": (
            lambda: one_by_one(Organisation.save),
            lambda: one_by_one(untraced),
        ),
        "Together": (
            lambda: create_all(Organisation, organisations()),
            lambda: Organisation.objects.bulk_create(organisations()),
        ),
    }
    found = [said(f"### The trace, on {server()}\n")]
    for title, (traced, plain) in ways.items():
        candidates = [Candidate(WITH, traced, ROWS), Candidate(WITHOUT, plain, ROWS)]
        seconds = race(candidates, before=empty)
        lines = compared(candidates, seconds, rows=ROWS, baseline=WITHOUT, targets={WITH: Target(most=2)})
        found.append(said(table(title, lines, "Times without")))
    answer.write_text("\n".join(found), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(Path(sys.argv[2]))
    else:
        main()
