"""How many people come and go, as sources say it: months, the city's share, forecasts."""

from django.db import models
from django.db.models import F, Q

from portal.dates import month_text
from portal.history import History

MOST_MONTHS = 60


class MonthlyFlow(models.Model):
    """Zu- und Abgänge of a month, city-wide, as a source states them."""

    month = models.DateField("Monat", help_text="Der erste Tag des Monats.")
    arrivals = models.PositiveIntegerField(
        "Zugänge", null=True, blank=True, help_text="Menschen, die in diesem Monat kamen. Leer: keine Angabe."
    )
    departures = models.PositiveIntegerField(
        "Abgänge", null=True, blank=True,
        help_text="Menschen, die in diesem Monat auszogen. Leer: keine Angabe.",
    )  # fmt: skip
    forecast = models.BooleanField(
        "Prognose", default=False,
        help_text="Mit Haken: erwartet, nicht gezählt. Die Seiten zeigen es getrennt.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", related_name="+",
        help_text="Die Quelle und die Stelle, an der die Zahlen stehen.",
    )  # fmt: skip
    history = History()

    class Meta:
        verbose_name = "Monatliche Zu- und Abgänge"
        verbose_name_plural = "Monatliche Zu- und Abgänge"
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "citation"], name="flow_once_per_month_and_source",
                violation_error_message="Dieser Monat ist aus dieser Quelle schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="flow_month_is_first_day",
                violation_error_message="Bitte den ersten Tag des Monats angeben.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return month_text(self.month)


class AllocationShare(models.Model):
    """Aufnahmequote: the share of those assigned to the state that the city takes in."""

    percent = models.DecimalField(
        "Anteil in Prozent", max_digits=5, decimal_places=2,
        help_text="Welchen Teil die Stadt aufnimmt: 6,47.",
    )  # fmt: skip
    of_what = models.CharField(
        "wovon", max_length=200,
        help_text="Worauf sich der Anteil bezieht: „der dem Land zugewiesenen Menschen“.",
    )  # fmt: skip
    term = models.CharField(
        "Name des Schlüssels wie gedruckt", max_length=100, blank=True,
        help_text="Wie die Quelle die Quote nennt.",
    )  # fmt: skip
    remark = models.CharField(
        "Bemerkung", max_length=500, blank=True,
        help_text="Was man wissen muss, um die Quote richtig zu lesen.",
    )  # fmt: skip
    valid_from = models.DateField(
        "gültig ab", null=True, blank=True, help_text="Der erste Tag. Leer: Keine Quelle sagt es."
    )
    date_text = models.CharField(
        "Zeit in Worten", max_length=60, blank=True,
        help_text="Wenn die Quelle kein Datum nennt: „seit Herbst 2015“.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", related_name="+",
        help_text="Die Quelle und die Stelle, an der die Quote steht.",
    )  # fmt: skip
    history = History()

    class Meta:
        verbose_name = "Aufnahmequote"
        verbose_name_plural = "Aufnahmequoten"
        ordering = [F("valid_from").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "of_what"], name="share_once_per_source",
                violation_error_message="Diese Quote ist aus dieser Quelle schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lt=100), name="share_between_0_and_100",
                violation_error_message="Ein Anteil liegt zwischen 0 und 100 Prozent.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.percent} % {self.of_what}"


class StateForecast(models.Model):
    """Landesprognose: how many people a state expects in a time. The city takes its share of them."""

    first_month = models.DateField("erster Monat", help_text="Der erste Tag des Monats.")
    months = models.PositiveSmallIntegerField(
        "Zahl der Monate", default=12, help_text="1 für einen Monat, 12 für ein Jahr."
    )
    arrivals = models.PositiveIntegerField(
        "Zugänge im Land", help_text="In der ganzen Zeit; sie werden gleichmäßig auf die Monate verteilt."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", related_name="+",
        help_text="Die Quelle und die Stelle, an der die Prognose steht.",
    )  # fmt: skip
    history = History()

    class Meta:
        verbose_name = "Landesprognose"
        verbose_name_plural = "Landesprognosen"
        ordering = ["first_month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first_month", "citation"], name="state_forecast_once",
                violation_error_message="Die Prognose dieser Quelle für diese Zeit ist schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(first_month__day=1), name="state_forecast_month_is_first_day",
                violation_error_message="Bitte den ersten Tag des Monats angeben.",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MOST_MONTHS), name="state_forecast_months",
                violation_error_message=f"Eine Prognose gilt für 1 bis {MOST_MONTHS} Monate.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Landesprognose ab {month_text(self.first_month)}, {self.months} Monate"
