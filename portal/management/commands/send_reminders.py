"""Reminds operators by mail of the shelters that they still have to report; run once a day."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.inbox.reminders import DueReminder, due_reminders, send
from portal.management.commands.check_delivery import stichtag
from portal.sign_in.invitations import no_mail_server


class Command(BaseCommand):
    help = (
        "Erinnert Träger per E-Mail an fehlende Unterkünfte, jeden einmal vor und einmal nach der Frist. "
        "Endet mit 1, wenn eine Erinnerung nicht gesendet werden konnte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=stichtag, help="als wäre heute dieser Tag, JJJJ-MM-TT")
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, nichts senden")

    def handle(self, *, today: date | None, dry_run: bool, **options: object) -> None:
        if no_mail_server() and not dry_run:
            raise CommandError("Es ist kein Mailserver eingestellt (PORTAL_EMAIL_URL).")
        reminders = due_reminders(today or timezone.localdate())
        failed = [reminder for reminder in reminders if not self.remind(reminder, dry_run=dry_run)]
        if not reminders:
            self.stdout.write("Heute ist niemand zu erinnern.")
        if failed:
            raise CommandError(f"Nicht erinnert: {len(failed)} von {len(reminders)}. Gründe stehen darüber.")

    def remind(self, reminder: DueReminder, *, dry_run: bool) -> bool:
        """False if somebody has to do something about it; the others are reminded all the same."""
        recipients = reminder.recipients
        if not recipients:
            self.stderr.write(f"Kein Konto, das melden darf: {reminder}")
            return False
        if dry_run:
            self.stdout.write(f"Würde erinnern ({len(recipients)} Empfänger): {reminder}")
            return True
        try:
            sent = send(reminder, recipients)
        except OSError as error:  # the mail server's errors are such; their texts name addresses
            self.stderr.write(f"Nicht gesendet ({type(error).__name__}): {reminder}")
            return False
        word = f"Erinnert ({len(recipients)} Empfänger)" if sent else "Schon erinnert"
        self.stdout.write(f"{word}: {reminder}")
        return True
