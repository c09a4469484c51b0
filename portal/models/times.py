"""Begin and end with a precision: papers say „Mitte 2015“ and „Herbst 2017“."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from portal.dates import Precision, period_text


class Lasting(models.Model):
    """Something that begins and ends, each as precisely as its source says.

    `started_from` is the first day that „Mitte 2015“ may mean and `ended_to` the last one of „Herbst
    2017“; both are what is sorted and asked by. Empty: no source says it.
    """

    started_from = models.DateField(
        "begonnen", null=True, blank=True,
        help_text="Der früheste Tag, der gemeint sein kann. Leer: Keine Quelle sagt es.",
    )  # fmt: skip
    started_precision = models.CharField(
        "Genauigkeit des Beginns", max_length=10, choices=Precision, default=Precision.DAY,
        help_text="Wie genau die Quelle den Beginn nennt.",
    )  # fmt: skip
    started_text = models.CharField(
        "Beginn in Worten", max_length=60, blank=True,
        help_text="Wie die Quelle es sagt: „Mitte 2015“. Steht dann anstelle des Datums.",
    )  # fmt: skip
    ended_to = models.DateField(
        "beendet", null=True, blank=True,
        help_text="Der späteste Tag, der gemeint sein kann. Leer: Es dauert noch an.",
    )  # fmt: skip
    ended_precision = models.CharField(
        "Genauigkeit des Endes", max_length=10, choices=Precision, default=Precision.DAY,
        help_text="Wie genau die Quelle das Ende nennt.",
    )  # fmt: skip
    ended_text = models.CharField(
        "Ende in Worten", max_length=60, blank=True,
        help_text="Wie die Quelle es sagt: „Herbst 2017“. Steht dann anstelle des Datums.",
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_to__isnull=True)
                | Q(started_from__isnull=True)
                | Q(ended_to__gte=F("started_from")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            )
        ]

    @property
    def started(self) -> str:
        """As the source says it; empty where none does."""
        return self.started_text or _words(self.started_from, self.started_precision)

    @property
    def ended(self) -> str:
        """As the source says it; empty where none does, or while it lasts."""
        return self.ended_text or _words(self.ended_to, self.ended_precision)

    def lasts_on(self, when: date) -> bool:
        """An unknown begin or end does not speak against it."""
        return (self.started_from is None or self.started_from <= when) and (
            self.ended_to is None or when <= self.ended_to
        )


def _words(day: date | None, precision: str) -> str:
    return period_text(day, day, precision) if day else ""
