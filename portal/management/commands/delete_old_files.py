"""Deletes original files after their time; a timer runs it once a day."""

from argparse import ArgumentParser
from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accommodation.retention import delete_old_files
from portal.management.commands.check_delivery import stichtag


def this_time_on(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, timezone.localtime().time()))


class Command(BaseCommand):
    help = (
        "Löscht Originaldateien zwölf Monate nach der Entscheidung und Vorschauen nach einem Tag. "
        "Die Zahlen und die Prüfsummen bleiben. Kann wiederholt werden."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=stichtag, help="als wäre heute dieser Tag, JJJJ-MM-TT")

    def handle(self, *args, **options) -> None:
        if options["today"] and options["today"] > timezone.localdate():
            raise CommandError("Der Tag liegt in der Zukunft. Es wurde nichts gelöscht.")
        deleted = delete_old_files(this_time_on(options["today"] or timezone.localdate()))
        self.stdout.write(f"Gelöscht: {deleted.files} Dateien, {deleted.drafts} Vorschauen.")
