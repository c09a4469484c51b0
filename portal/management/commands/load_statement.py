"""Enters what is known of the portal's accessibility, where the city has entered nothing; can be repeated."""

import tomllib

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from portal.models import AccessibilityStatement, KnownBarrier

FILE = settings.BASE_DIR / "fixtures" / "barrierefreiheit.toml"


class Command(BaseCommand):
    help = "Trägt Erklärung zur Barrierefreiheit und bekannte Barrieren ein, solange dort nichts steht."

    @transaction.atomic
    def handle(self, **options: object) -> None:
        if AccessibilityStatement.objects.exists() or KnownBarrier.objects.exists():
            self.stdout.write("Barrierefreiheit: im Portal gepflegt, nichts geändert.")
            return
        content = tomllib.loads(FILE.read_text(encoding="utf-8"))
        AccessibilityStatement.objects.create(**content["statement"])
        for barrier in content["barrier"]:
            KnownBarrier.objects.create(**barrier)
        self.stdout.write(f"Barrierefreiheit: Erklärung und {len(content['barrier'])} bekannte Barrieren.")
