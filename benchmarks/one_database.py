"""Measures on the database of the environment, which must be new and empty; `reading.py` starts this."""

import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection


def main(share: int, answer: Path) -> None:
    """Writes the tables in Markdown."""
    django.setup()
    call_command("migrate", verbosity=0)

    from benchmarks.comparisons import comparisons  # noqa: PLC0415 - models need Django's setup
    from benchmarks.sender import open_sender  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        found = [said(f"### {server()}\n")]
        found += [said(text) for text in comparisons(open_sender(), Path(folder), share)]
    answer.write_text("\n".join(found), encoding="utf-8")


def fill() -> None:
    """With the facts of the report and the invented city."""
    django.setup()
    for command in ("migrate", "load_report", "load_example"):
        call_command(command, verbosity=0)


def said(text: str) -> str:
    print(text, flush=True)
    return text


def server() -> str:
    version = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {version}"


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
