"""Takes the names away from accounts whose people left long ago; meant for the nightly timer."""

from argparse import ArgumentParser
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.operation.pseudonyms import KEPT, left_before, pseudonymise


class Command(BaseCommand):
    help = (
        "Nimmt Konten, die seit Langem geschlossen oder abgelaufen sind, Namen und Adresse. "
        "Wer was getan hat, bleibt unter „Ehemaliges Konto 17“ lesbar. Es gibt keinen Weg zurück."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=KEPT.days,
            help=f"so lange bleiben Namen nach dem Ausscheiden lesbar (sonst {KEPT.days} Tage)",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="nur zählen")

    def handle(self, *, days: int, dry_run: bool, **options: object) -> None:
        found = left_before(timezone.localdate() - timedelta(days=days))
        if not dry_run:
            for user in found:
                pseudonymise(user)
        self.stdout.write(f"Konten ohne Namen{' wären' if dry_run else ''}: {len(found)}.")
