"""Signs people out everywhere: one account, or all of them after an incident."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.models import User
from portal.sign_in.sessions import end_sessions


class Command(BaseCommand):
    help = "Beendet alle Sitzungen eines Kontos oder aller Konten."

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--email", help="Adresse des Kontos")
        whose.add_argument("--all", action="store_true", help="alle Konten")

    def handle(self, *, email: str | None, **options: object) -> None:
        users = User.objects.all()
        if email:
            users = users.filter(email__iexact=email)
            if not users.exists():
                raise CommandError(f"Zu {email} gibt es kein Konto.")
        self.stdout.write(f"Beendet: {end_sessions(users)} Sitzungen.")
