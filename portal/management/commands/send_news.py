"""Tells by mail, who follows a chapter, what has been released in it; run once a day or more often."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.models import Following
from portal.news.sending import due_news, send
from portal.sign_in.invitations import no_mail_server


class Command(BaseCommand):
    help = (
        "Schickt allen, die einem Kapitel folgen, eine E-Mail über neu freigegebene Zahlen, "
        "aber keine früher als eine Stunde nach ihrer Freigabe. "
        "Endet mit 1, wenn eine nicht gesendet werden konnte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, nichts senden")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        if no_mail_server() and not dry_run:
            raise CommandError("Es ist kein Mailserver eingestellt (PORTAL_EMAIL_URL).")
        now = timezone.now()
        told = [self.tell(following, news, now, dry_run=dry_run) for following, news in due_news(now)]
        if not told:
            self.stdout.write("Es gibt nichts Neues zu melden.")
        if failed := told.count(False):
            raise CommandError(f"Nicht gesendet: {failed} von {len(told)}. Gründe stehen darüber.")

    def tell(self, following: Following, news: list, now, *, dry_run: bool) -> bool:
        """False if it could not be sent; the others are told all the same."""
        about = f"{following.get_area_display()} an Konto {following.user_id}, neue Zahlen: {len(news)}"
        if dry_run:
            self.stdout.write(f"Würde senden: {about}")
            return True
        try:
            sent = send(following, news, now)
        except OSError as error:  # the mail server's errors are such; their texts name addresses
            self.stderr.write(f"Nicht gesendet ({type(error).__name__}): {about}")
            return False
        self.stdout.write(f"{'Gesendet' if sent else 'Schon gesendet'}: {about}")
        return True
