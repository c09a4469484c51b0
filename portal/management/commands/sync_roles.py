"""Makes the groups match the table of roles; run after every migration."""

from django.core.management.base import BaseCommand

from portal.roles import ROLES, sync_roles


class Command(BaseCommand):
    help = "Gleicht die Rechte der Rollen mit der Tabelle in portal/roles.py ab."

    def handle(self, **options: object) -> None:
        sync_roles()
        self.stdout.write(f"{len(ROLES)} Rollen abgeglichen.")
