"""After PORTAL_SECRETS_KEYS got a new first key: nothing hangs on the old one any more."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from portal.sign_in.encryption import rotate

ENCRYPTED = ("secret", "seed")  # of the app with codes, of the recovery codes


class Command(BaseCommand):
    help = "Verschlüsselt die Geheimnisse der zweiten Faktoren mit dem ersten Schlüssel neu."

    @transaction.atomic
    def handle(self, **options: object) -> None:
        factors = Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN)
        for factor in factors:
            factor.data |= {part: rotate(factor.data[part]) for part in ENCRYPTED if part in factor.data}
            factor.save(update_fields=["data"])
        self.stdout.write(f"Neu verschlüsselt: {len(factors)} Geheimnisse.")
