"""What a sender's own headings mean: asked once, remembered for the next file."""

from django.db import models

from portal.history import History
from portal.models.deliveries import Delivery
from portal.querysets import ColumnProfileQuerySet


class ColumnProfile(models.Model):
    """Spaltenzuordnung. `heading` in the one spelling by which the reader compares headings."""

    organisation = models.ForeignKey(
        "portal.Organisation", models.CASCADE, verbose_name="Träger", related_name="column_profiles"
    )
    kind = models.CharField("Art der Meldung", max_length=20, choices=Delivery.Kind)
    heading = models.CharField("Überschrift", max_length=100)
    field = models.CharField("Bedeutung", max_length=40, blank=True, help_text="Leer: wird nicht gelesen.")
    history = History()

    objects = ColumnProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "Spaltenzuordnung"
        verbose_name_plural = "Spaltenzuordnungen"
        ordering = ["organisation", "kind", "heading"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "heading"], name="column_profile_once",
                violation_error_message="Diese Überschrift ist schon zugeordnet.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}: {self.heading} = {self.field or 'nicht gelesen'}"
