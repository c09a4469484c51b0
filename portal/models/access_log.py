"""Who looked at personal data. Rows are written by `portal.access_log` and deleted by their age alone."""

from django.conf import settings
from django.db import models


class AccessLogEntry(models.Model):
    """Zugriff. `record` None: a list of them."""

    class Kind(models.TextChoices):
        CONTACT = "contact", "Ansprechpersonen"
        ACCOUNT = "account", "Konten"

    class How(models.TextChoices):
        LIST = "list", "Liste"
        RECORD = "record", "Eintrag"
        HISTORY = "history", "Verlauf"

    at = models.DateTimeField("wann", auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="angesehen von", related_name="+"
    )
    kind = models.CharField("was", max_length=10, choices=Kind)
    record = models.PositiveBigIntegerField("Nummer des Eintrags", null=True, blank=True)
    how = models.CharField("wie", max_length=10, choices=How)

    class Meta:
        verbose_name = "Zugriff auf personenbezogene Daten"
        verbose_name_plural = "Zugriffe auf personenbezogene Daten"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_how_display()}"
