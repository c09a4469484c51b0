"""Opens an account and shows its random password once."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.accounts import issue_password, open_account
from portal.models import Organisation
from portal.roles import ROLES, role_called, sync_roles


class Command(BaseCommand):
    help = "Legt ein Konto an und zeigt sein Zufallspasswort ein einziges Mal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="Adresse des Kontos")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=[role.key for role in ROLES])
        parser.add_argument("--operator", help="Name des Trägers, für den das Konto meldet")

    @transaction.atomic
    def handle(self, *, email: str, name: str, role: str, operator: str | None, **options: object) -> None:
        sync_roles()
        organisation = self.organisation(operator) if operator else None
        try:
            user = open_account(email=email, name=name, role=role_called(role), organisation=organisation)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.email}   {issue_password(user)}")

    def organisation(self, name: str) -> Organisation:
        found = Organisation.objects.filter(name=name).first()
        if found is None:
            raise CommandError(f"Einen Träger „{name}“ gibt es nicht.")
        return found
