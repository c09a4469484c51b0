"""Starts gunicorn as shipped in PORTAL_DATA_DIR, asks one page and prints its status."""

import os
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from tests.operation.serving import ask, gunicorn

    home = Path(os.environ["PORTAL_DATA_DIR"])
    with gunicorn(home, "", "--workers", "1") as (_, path):
        print(ask(path, "/gesund/").status)
