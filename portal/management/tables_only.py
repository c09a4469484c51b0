"""Migrations are about tables. Labels, help texts and what a form offers change without one: hundreds of
steps that change nothing would take minutes on each new database."""

from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.models import Field

ONLY_IN_FORMS = ("help_text", "verbose_name", "limit_choices_to")


class TablesOnly(MigrationAutodetector):
    def deep_deconstruct(self, obj: object) -> Any:
        told = super().deep_deconstruct(obj)
        if isinstance(obj, Field):
            for name in ONLY_IN_FORMS:
                told[2].pop(name, None)
        return told
