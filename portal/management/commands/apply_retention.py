"""Deletes what is older than its period; a timer runs it once a day."""

from argparse import ArgumentParser
from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from portal.freshness.versions import tidy
from portal.management.commands.check_delivery import stichtag
from portal.models import RetentionPeriod
from portal.privacy.retention import apply, due


def this_time_on(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, timezone.localtime().time()))


class Command(BaseCommand):
    help = (
        "Löscht, was älter ist als seine Löschfrist, und hält fest, wie viel. Kann wiederholt werden. "
        "Fristen, über die niemand entschieden hat, werden eingetragen, wie sie vorgeschlagen sind. "
        "Endet mit 1, wenn etwas nicht gelöscht werden konnte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=stichtag, help="als wäre heute dieser Tag, JJJJ-MM-TT")
        parser.add_argument(
            "--dry-run", action="store_true", help="Fristen eintragen und zählen, nichts löschen"
        )

    def handle(self, *, today: date | None, dry_run: bool, **options: object) -> None:
        if today and today > timezone.localdate():
            raise CommandError("Der Tag liegt in der Zukunft. Es wurde nichts gelöscht.")
        now = this_time_on(today or timezone.localdate())
        periods = RetentionPeriod.objects.settle()
        failed = [period for period in periods if not self.run_one(period, now, dry_run=dry_run)]
        if not dry_run:
            tidy()
        if failed:
            raise CommandError(f"Nicht gelöscht: {', '.join(map(str, failed))}. Gründe stehen darüber.")

    def run_one(self, period: RetentionPeriod, now: datetime, *, dry_run: bool) -> bool:
        """False if it could not be done; the other kinds are done all the same."""
        try:
            if dry_run:
                word = f"{due(period, now)} wären zu löschen"
            else:
                word = f"{apply(period, now).removed} gelöscht"
        except (Error, OSError) as error:
            self.stderr.write(f"{period}: {type(error).__name__}")
            return False
        self.stdout.write(f"{period}: {word} (Frist in Tagen: {period.days})")
        return True
