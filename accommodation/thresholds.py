"""From when on a shelter counts as full."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accommodation.querysets import ThresholdQuerySet
from portal.history import History
from portal.numbers import german

if TYPE_CHECKING:
    from accommodation.models import Capacity


class UtilisationThreshold(models.Model):
    """Schwelle der Auslastung: from when on a shelter counts, for example, as „voll belegt“, because
    the council decided so. Holds until the next one of the same name."""

    class Basis(models.TextChoices):
        PLACES = "places", "aller Plätze"
        USABLE = "usable", "der belegbaren Plätze"

    name = models.CharField(
        "Bezeichnung", max_length=50, help_text="Was eine Unterkunft dann ist: „voll belegt“."
    )
    percent = models.DecimalField(
        "ab … Prozent", max_digits=4, decimal_places=1,
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal(200))],
        help_text="Ab dieser Auslastung gilt die Bezeichnung.",
    )  # fmt: skip
    basis = models.CharField(
        "wovon", max_length=10, choices=Basis, default=Basis.USABLE, help_text="Wodurch geteilt wird."
    )
    valid_from = models.DateField(
        "gültig ab", help_text="Der erste Tag. Die Schwelle gilt, bis eine neue eingetragen ist."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beschluss", related_name="+",
        help_text="Die Drucksache, mit der die Schwelle beschlossen wurde.",
    )  # fmt: skip
    history = History()

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        verbose_name = "Schwelle der Auslastung"
        verbose_name_plural = "Schwellen der Auslastung"
        ordering = ["name", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "valid_from"], name="threshold_once_per_day",
                violation_error_message="Diese Schwelle ist ab diesem Tag schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=200), name="threshold_between_0_and_200",
                violation_error_message="Eine Schwelle liegt über 0 und bei höchstens 200 Prozent.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ab {german(self.percent, 1)} % {self.get_basis_display()}"

    def reached(self, occupied: int, capacity: Capacity) -> bool:
        """Whether so many persons fill a shelter that far; a shelter without places never is."""
        places = capacity.usable if self.basis == self.Basis.USABLE else capacity.places
        return places > 0 and occupied * 100 >= self.percent * places
