"""Opens an account, above all the first one, or one after the last administrator was lost.

Its random password is shown once; with --invite its owner gets a link instead.
"""

import logging

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.accounts import issue_password, open_account
from portal.models import Organisation
from portal.roles import ROLES, role_called, sync_roles
from portal.sign_in import invitations

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Legt ein Konto an und zeigt sein Zufallspasswort ein einziges Mal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="Adresse des Kontos")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=[role.key for role in ROLES])
        parser.add_argument("--operator", help="Name des Trägers, für den das Konto meldet")

        parser.add_argument("--invite", action="store_true", help="schickt einen Link statt eines Passworts")

    @transaction.atomic
    def handle(
        self, *, email: str, name: str, role: str, operator: str | None, invite: bool, **options: object
    ) -> None:
        sync_roles()
        organisation = self.organisation(operator) if operator else None
        try:
            user = open_account(email=email, name=name, role=role_called(role), organisation=organisation)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        logger.warning("account %s opened from the command line, role %s", user.pk, role)
        if invite:
            invitations.invite(user)
            self.stdout.write(f"Der Link zum Passwort ist an {user.email} unterwegs.")
        else:
            self.stdout.write(f"{user.email}   {issue_password(user)}")

    def organisation(self, name: str) -> Organisation:
        found = Organisation.objects.filter(name=name).first()
        if found is None:
            raise CommandError(f"Einen Träger „{name}“ gibt es nicht.")
        return found
