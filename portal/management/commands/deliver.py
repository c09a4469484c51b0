"""Deliver an occupancy list from the command line, as an operator's own system does."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accommodation import actions
from accommodation.imports.big_list import BigCheck
from portal.management.big_files import with_progress
from portal.management.commands.check_delivery import (
    REJECTED,
    as_summary,
    as_table,
    is_big_text,
    operator_named,
    read_file,
    stichtag,
)
from portal.models import Delivery, User


class Command(BaseCommand):
    help = "Prüft eine Belegungsliste, reicht sie ein und gibt sie auf Wunsch frei."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--operator", required=True, help="Name des Trägers")
        parser.add_argument("--user", required=True, help="E-Mail-Adresse der Person, die meldet")
        parser.add_argument("--as-of", type=stichtag, help="Stichtag, JJJJ-MM-TT")
        parser.add_argument("--confirm-warnings", action="store_true", help="Warnungen bestätigen")
        parser.add_argument("--reason", default="", help="Grund, aus dem sich gemeldete Zahlen ändern")
        parser.add_argument("--release-by", metavar="EMAIL", help="Freigabe durch eine zweite Person")

    def handle(self, *args, **options) -> None:
        releaser = person(options["release_by"]) if options["release_by"] else None
        if is_big_text(options["file"]):
            self.deliver_big_list(options, releaser)
            return
        draft = self.draft(options)
        try:
            self.take_over(draft, releaser, options)
        except (ValidationError, PermissionDenied) as error:
            actions.discard_draft(delivery=draft)
            raise CommandError(sentence(error)) from error

    def draft(self, options) -> Delivery:
        try:
            draft, check = actions.draft_delivery(
                data=read_file(options["file"]),
                file_name=options["file"].name,
                sender=operator_named(options["operator"]),
                as_of=options["as_of"],
                by=person(options["user"]),
            )
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_table(check))
        if draft is None:
            raise CommandError("Die Datei ist abgelehnt. Es wurde nichts gespeichert.", returncode=REJECTED)
        return draft

    @transaction.atomic
    def take_over(self, draft: Delivery, releaser: User | None, options) -> None:
        """Submitted and released, or neither: a file that is stuck halfway could not come again."""
        delivery = actions.submit_delivery(
            delivery=draft,
            by=draft.created_by,
            warnings_accepted=options["confirm_warnings"],
            reason=options["reason"],
        )
        self.release(delivery, releaser)

    def deliver_big_list(self, options, releaser: User | None) -> None:
        """Longer than a preview could be: one pass, all or nothing."""
        path = options["file"]
        with path.open("rb") as file:
            check = BigCheck(
                file, path.name, sender=operator_named(options["operator"]), as_of=options["as_of"]
            )
            try:
                with transaction.atomic():
                    delivery = actions.deliver_big_list(
                        check=check,
                        parts=with_progress(check, path.stat().st_size),
                        by=person(options["user"]),
                        warnings_accepted=options["confirm_warnings"],
                        reason=options["reason"],
                    )
                    self.release(delivery, releaser)
            except (ValidationError, PermissionDenied) as error:
                rejected = check.outcome == "rejected"
                raise CommandError(sentence(error), returncode=REJECTED if rejected else 1) from error
            finally:
                self.stdout.write(as_summary(check))

    def release(self, delivery: Delivery, releaser: User | None) -> None:
        if releaser:
            actions.release_delivery(delivery=delivery, by=releaser)
        self.stdout.write(f"Eingereicht als Meldung {delivery.pk}.")
        if releaser:
            self.stdout.write(f"Freigegeben von {releaser.email}.")


def sentence(error: ValidationError | PermissionDenied) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def person(email: str) -> User:
    """Raises CommandError for an unknown or inactive account."""
    user = User.objects.filter(email__iexact=email, is_active=True).select_related("organisation").first()
    if user is None:
        raise CommandError(f"Zu „{email}“ gibt es kein aktives Konto.")
    return user
