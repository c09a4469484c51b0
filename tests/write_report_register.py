"""Writes docs/report-2017.md from the fixtures, in a database that is gone afterwards.

.venv/bin/python -m tests.write_report_register
"""

import os

import django
from django.core.management import call_command
from django.test.utils import setup_test_environment


def main() -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": "sqlite://:memory:",
        "PORTAL_SECRET_KEY": "x" * 50,
    }
    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("load_report", verbosity=0)
    # Its factories and people need Django set up.
    from tests.report_register import TABLE, table  # noqa: PLC0415

    TABLE.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
