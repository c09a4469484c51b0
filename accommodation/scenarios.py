"""What may come: the scenarios that staff keep of the months ahead."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accommodation.arrivals import MOST_MONTHS
from accommodation.forecast import Certainty
from accommodation.querysets import ScenarioQuerySet
from portal.history import History
from portal.releases import Releasable


class Scenario(Releasable):
    """Szenario: assumptions about the months ahead. One without a source is shown as „Annahme“."""

    class Arrivals(models.TextChoices):
        NUMBER = "number", "gleiche Zahl je Monat"
        CITY = "city", "Prognose der Stadt je Monat"
        STATE = "state", "Landesprognose × Aufnahmequote"

    name = models.CharField(
        "Name", max_length=100,
        help_text="Steht auf der Seite der Vorausschau, wenn das Szenario freigegeben ist.",
    )  # fmt: skip
    remark = models.CharField(
        "Worum es geht", max_length=300, blank=True,
        help_text="Ein Satz, der das Szenario von den anderen unterscheidet. Steht unter dem Namen.",
    )  # fmt: skip
    start_from = models.DateField(
        "Belegung bis", null=True, blank=True,
        help_text="Womit gerechnet wird. Leer heißt: mit der neuesten freigegebenen Belegung.",
    )  # fmt: skip
    months = models.PositiveSmallIntegerField(
        "Zahl der Monate", default=12, help_text="Wie weit vorausgerechnet wird."
    )
    arrivals_from = models.CharField(
        "Zugänge nach", max_length=10, choices=Arrivals, default=Arrivals.NUMBER,
        help_text="Woher die Zahl der Zugänge kommt.",
    )  # fmt: skip
    arrivals_per_month = models.PositiveIntegerField(
        "Zugänge je Monat", default=0, help_text="Bei einer Prognose: für Monate, zu denen sie nichts sagt."
    )
    arrivals_citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg der Zugänge", null=True, blank=True,
        related_name="+", help_text="Leer heißt: Annahme.",
    )  # fmt: skip
    departures_per_month = models.PositiveIntegerField(
        "Abgänge je Monat", default=0, help_text="Menschen, die jeden Monat ausziehen."
    )
    departure_rate = models.DecimalField(
        "Abgangsquote in Prozent je Monat", max_digits=5, decimal_places=2, default=Decimal(0),
        help_text="Von den Menschen am Monatsanfang, zusätzlich zu den Abgängen je Monat.",
    )  # fmt: skip
    departures_citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg der Abgänge", null=True, blank=True,
        related_name="+", help_text="Leer heißt: Annahme.",
    )  # fmt: skip
    count_planned = models.BooleanField(
        "Geplantes mitzählen", default=False,
        help_text="Beschlossene Plätze zählen immer; mit Haken auch geplante.",
    )  # fmt: skip
    count_possible = models.BooleanField(
        "Mögliches mitzählen", default=False, help_text="Mit Haken zählen auch Plätze, die nur möglich sind."
    )
    square_metres = models.DecimalField(
        "m² je Person", max_digits=4, decimal_places=1, null=True, blank=True,
        help_text="Leer heißt: wie bisher. Sonst sinken die Plätze, wo weniger Fläche je Platz bekannt ist.",
    )  # fmt: skip
    square_metres_citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg der Fläche", null=True, blank=True,
        related_name="+", help_text="Leer heißt: Annahme.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = "Szenario"
        verbose_name_plural = "Szenarien"
        ordering = ["name"]
        permissions = [("release_scenario", "Kann Szenarien freigeben")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="scenario_name_once",
                violation_error_message="Ein Szenario mit diesem Namen gibt es schon.",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MOST_MONTHS), name="scenario_months",
                violation_error_message=f"Ein Szenario reicht 1 bis {MOST_MONTHS} Monate weit.",
            ),
            models.CheckConstraint(
                condition=Q(departure_rate__gte=0, departure_rate__lte=100), name="scenario_rate",
                violation_error_message="Eine Quote liegt zwischen 0 und 100 Prozent.",
            ),
            models.CheckConstraint(
                condition=Q(square_metres__isnull=True) | Q(square_metres__gt=0),
                name="scenario_square_metres",
                violation_error_message="Die Fläche je Person ist größer als 0.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def count(self) -> frozenset[Certainty]:
        """What is decided always counts."""
        wanted = {
            Certainty.DECIDED: True,
            Certainty.PLANNED: self.count_planned,
            Certainty.POSSIBLE: self.count_possible,
        }
        return frozenset(certainty for certainty, counts in wanted.items() if counts)
