"""What others set: how many places the city may fill, and by which rules."""

from django.db import models
from django.db.models import Q

from fim.querysets import QuotaQuerySet, RuleQuerySet
from portal.dates import german_date
from portal.history import History


class Quota(models.Model):
    """Kontingent of a year. The total is always computed."""

    year = models.PositiveSmallIntegerField("Jahr", help_text="Für welches Jahr die Plätze zugewiesen sind.")
    internal = models.PositiveIntegerField("interne Plätze", help_text="Innerhalb von Unterkünften.")
    external = models.PositiveIntegerField("externe Plätze", help_text="Außerhalb von Unterkünften.")
    assigned_by = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="zugewiesen von", null=True, blank=True,
        related_name="+",
        help_text="Welche Behörde das Kontingent zuteilt.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    history = History()

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = "Kontingent"
        verbose_name_plural = "Kontingente"
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], name="quota_once_a_year",
                violation_error_message="Für dieses Jahr ist schon ein Kontingent erfasst.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Kontingent {self.year}"

    @property
    def total(self) -> int:
        return self.internal + self.external


class Rule(models.Model):
    """Regel with the day from which it holds. What it leaves empty it does not speak of: an earlier rule
    goes on."""

    title = models.CharField(
        "Bezeichnung", max_length=200, unique=True, help_text="Wie das Gesetz oder die Richtlinie heißt."
    )
    valid_from = models.DateField(
        "gültig ab", help_text="Der erste Tag. Die Regel gilt, bis eine neue eingetragen ist."
    )
    max_months = models.PositiveSmallIntegerField(
        "Vertragsdauer höchstens (Monate)", null=True, blank=True,
        help_text="Gilt für Verträge, die ab dem ersten Gültigkeitstag unterschrieben werden.",
    )  # fmt: skip
    hours_per_week = models.PositiveSmallIntegerField(
        "Stunden je Woche höchstens", null=True, blank=True, help_text="Leer: Dazu sagt die Regel nichts."
    )
    eur_per_hour = models.DecimalField(
        "EUR je Stunde", max_digits=5, decimal_places=2, null=True, blank=True,
        help_text="Aufwandsentschädigung. Leer: Dazu sagt die Regel nichts.",
    )  # fmt: skip
    minimum_age = models.PositiveSmallIntegerField(
        "Mindestalter (Jahre)", null=True, blank=True, help_text="Leer: Dazu sagt die Regel nichts."
    )
    issuers = models.ManyToManyField(
        "portal.Organisation", verbose_name="festgelegt von", blank=True, related_name="+",
        help_text="Eine oder mehrere Behörden.",
    )  # fmt: skip
    reservation = models.CharField(
        "Vorbehalt", max_length=200, blank=True,
        help_text="Wovon die Regel abhängt: „solange der Bund zahlt“.",
    )  # fmt: skip
    announced = models.CharField(
        "angekündigt, noch offen", max_length=200, blank=True,
        help_text="Was sich ändern soll. Steht auf der Seite als offen.",
    )  # fmt: skip
    announced_until = models.DateField(
        "angekündigt bis", null=True, blank=True, help_text="Der Tag, bis zu dem es entschieden sein soll."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    history = History(m2m_fields=[issuers])

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = "Regel"
        verbose_name_plural = "Regeln"
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_months__isnull=True) | Q(max_months__gte=1), name="rule_at_least_a_month",
                violation_error_message="Ein Vertrag dauert mindestens einen Monat.",
            ),
            models.CheckConstraint(
                condition=Q(announced="") | Q(announced_until__isnull=False), name="rule_announced_until",
                violation_error_message="Bitte sagen Sie, bis wann es angekündigt ist.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} (ab {german_date(self.valid_from)})"
