"""Asks organisations once a year by mail whether their contact persons are still right; run once a day."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.management.commands.check_delivery import stichtag
from portal.privacy.contacts.asking import Question, ask, due_questions
from portal.sign_in.invitations import no_mail_server


class Command(BaseCommand):
    help = (
        "Fragt Organisationen per E-Mail, ob ihre Ansprechpersonen noch stimmen, die seit einem Jahr niemand "
        "bestätigt hat. Endet mit 1, wenn eine E-Mail nicht gesendet werden konnte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=stichtag, help="als wäre heute dieser Tag, JJJJ-MM-TT")
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, nichts senden")

    def handle(self, *, today: date | None, dry_run: bool, **options: object) -> None:
        if no_mail_server() and not dry_run:
            raise CommandError("Es ist kein Mailserver eingestellt (PORTAL_EMAIL_URL).")
        day = today or timezone.localdate()
        questions = due_questions(day)
        failed = [question for question in questions if not self.ask(question, day, dry_run=dry_run)]
        if not questions:
            self.stdout.write("Heute ist niemand zu fragen.")
        if failed:
            raise CommandError(f"Nicht gefragt: {len(failed)} von {len(questions)}. Gründe stehen darüber.")

    def ask(self, question: Question, today: date, *, dry_run: bool) -> bool:
        """False if the mail could not be sent; the others are asked all the same."""
        recipients = question.recipients
        if not recipients:
            # Many organisations have none; the city's own people confirm for them.
            self.stdout.write(f"Ohne Konto, bitte selbst nachfragen: {question}")
            return True
        if dry_run:
            self.stdout.write(f"Würde fragen ({len(recipients)} Empfänger): {question}")
            return True
        try:
            asked = ask(question, recipients, today)
        except OSError as error:  # the mail server's errors are such; their texts name addresses
            self.stderr.write(f"Nicht gesendet ({type(error).__name__}): {question}")
            return False
        word = f"Gefragt ({len(recipients)} Empfänger)" if asked else "Schon gefragt"
        self.stdout.write(f"{word}: {question}")
        return True
