"""Gives an account a new random password, shown once."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts import issue_password
from portal.models import User


class Command(BaseCommand):
    help = "Setzt ein neues Zufallspasswort und zeigt es ein einziges Mal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="Adresse des Kontos")

    def handle(self, *, email: str, **options: object) -> None:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Zu {email} gibt es kein Konto.")
        self.stdout.write(f"{user.email}   {issue_password(user)}")
