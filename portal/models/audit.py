"""What happens beside the records: who came in, who got which rights, who took out what is not released."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.querysets import AuditEventQuerySet
from portal.trace import LONGEST, current_person, current_source


class AuditEvent(models.Model):
    """Ereignis. Written in one transaction with what it tells of, and never changed. It names accounts by
    their key alone and holds nothing that somebody typed: a name stands in the account, and goes with it."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", "Anmeldung"
        SIGN_IN_FAILED = "sign_in_failed", "Anmeldung gescheitert"
        SIGN_OUT = "sign_out", "Abmeldung"
        FACTOR = "factor", "zweiter Faktor geändert"
        PASSWORD = "password", "Passwort geändert"
        INVITATION = "invitation", "Einladung"
        RIGHTS = "rights", "Rechte geändert"
        EXPORT = "export", "nicht Freigegebenes ausgegeben"
        PSEUDONYM = "pseudonym", "Konto ohne Namen"

    at = models.DateTimeField("Zeitpunkt", default=timezone.now, db_index=True)
    kind = models.CharField("Ereignis", max_length=20, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="Person", null=True, blank=True,
        default=current_person, related_name="+",
    )  # fmt: skip
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="betroffenes Konto", null=True, blank=True,
        related_name="events",
    )  # fmt: skip
    what = models.CharField("Gegenstand", max_length=300, blank=True)
    source = models.CharField("Quelle", max_length=LONGEST, blank=True, default=current_source)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "Ereignis"
        verbose_name_plural = "Ereignisse"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {timezone.localtime(self.at):%d.%m.%Y, %H:%M} Uhr"
