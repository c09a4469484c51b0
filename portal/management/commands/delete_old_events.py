"""Deletes events that the city need not keep any longer; run by the owner of the database."""

from argparse import ArgumentParser
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.models import AuditEvent

KEPT_DAYS = 1_096  # three years, the longest in which somebody asks who had which rights


class Command(BaseCommand):
    help = (
        "Löscht Ereignisse (Anmeldungen, Rechte, Ausgaben), deren Frist vorbei ist. In PostgreSQL mit dem "
        "Konto auszuführen, dem die Tabellen gehören; das Portal selbst darf es nicht."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=KEPT_DAYS, help=f"Frist (sonst {KEPT_DAYS} Tage)")

    def handle(self, *, days: int, **options: object) -> None:
        count, _ = AuditEvent.objects.before(timezone.now() - timedelta(days=days)).delete()
        self.stdout.write(f"Gelöscht: {count} Ereignisse.")
