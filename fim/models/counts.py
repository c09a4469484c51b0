"""How many places are occupied, as providers report it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from fim.models.placements import Placement
from fim.querysets import PlacementCountQuerySet
from portal import figures
from portal.models.delivered import DeliveredNumbers


class PlacementCount(DeliveredNumbers):
    """Besetzung of a measure on a day, as one delivery states it. Never overwritten."""

    placement = models.ForeignKey(Placement, models.PROTECT, verbose_name="Maßnahme", related_name="counts")
    occupied = models.PositiveIntegerField("besetzt", null=True, blank=True, help_text="Leer: keine Angabe.")

    objects = PlacementCountQuerySet.as_manager()

    class Meta(DeliveredNumbers.Meta):
        verbose_name = "Besetzung"
        verbose_name_plural = "Besetzungen"
        ordering = ["-as_of", "placement", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "as_of"], condition=Q(current=True), name="placement_count_current_once",
                violation_error_message="Für diesen Stichtag gibt es schon eine gültige Besetzung.",
            ),
            models.UniqueConstraint(
                fields=["delivery", "placement", "as_of"], name="placement_count_once_per_delivery",
                violation_error_message="Diese Meldung enthält die Maßnahme schon für diesen Stichtag.",
            ),
        ]  # fmt: skip

    def as_value(self) -> figures.Value:
        if self.occupied is None:
            return figures.missing("Plätze")
        return figures.Value(Decimal(self.occupied), unit="Plätze")
