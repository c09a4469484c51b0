"""Every figure that is quoted for the city, and what sources claim about figures."""

from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from portal import figures
from portal.dates import Period, Precision, period_text
from portal.models.areas import Area
from portal.numbers import german, percent, rounded
from portal.querysets import ClaimQuerySet, IndicatorQuerySet, ReportedFigureQuerySet
from portal.releases import Releasable, State


class Indicator(models.Model):
    """Kennzahl: what is counted, in which unit, by which definition."""

    class Unit(models.TextChoices):
        PERSONS = "Personen", "Personen"
        PLACES = "Plätze", "Plätze"
        SHELTERS = "Unterkünfte", "Unterkünfte"
        GROUPS = "Gruppen", "Gruppen"
        OFFERS = "Angebote", "Angebote"
        CLUBS = "Vereine", "Vereine"
        COURSES = "Kurse", "Kurse"
        MODULES = "Module", "Module"
        SITES = "Standorte", "Standorte"
        POSTS = "Stellen", "Stellen"
        HOURS = "Stunden", "Stunden"
        MONTHS = "Monate", "Monate"
        PERCENT = "%", "%"
        EUR = "EUR", "EUR"
        MILLION_EUR = "Mio. EUR", "Mio. EUR"
        EUR_PER_HOUR = "EUR je Stunde", "EUR je Stunde"

    class Level(models.TextChoices):
        CITY = "city", "Stadt"
        DISTRICT = "district", "Stadtbezirk"
        STATE = "state", "Land"

    class Direction(models.TextChoices):
        NEUTRAL = "neutral", "neutral"
        UP = "up", "höher ist besser"
        DOWN = "down", "niedriger ist besser"

    key = models.SlugField("Schlüssel", unique=True)
    label = models.CharField("Bezeichnung", max_length=200)
    area = models.CharField("Bereich", max_length=20, choices=Area)
    unit = models.CharField("Einheit", max_length=20, choices=Unit)
    decimals = models.PositiveSmallIntegerField("Nachkommastellen", default=0)
    definition = models.TextField("Definition")
    rhythm = models.CharField("Rhythmus", max_length=100, blank=True)
    level = models.CharField("Ebene", max_length=10, choices=Level, default=Level.CITY)
    direction = models.CharField("Richtung", max_length=10, choices=Direction, default=Direction.NEUTRAL)
    pinned = models.BooleanField("auf der Startseite", default=False)
    part_of = models.ForeignKey(
        "self", models.PROTECT, verbose_name="Teil von", null=True, blank=True, related_name="parts",
        help_text="Ein Teil wird nie zum Ganzen addiert.",
    )  # fmt: skip
    history = HistoricalRecords()
    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "Kennzahl"
        verbose_name_plural = "Kennzahlen"
        ordering = ["area", "key"]

    def __str__(self) -> str:
        return self.label


class ReportedFigure(Releasable):
    """Berichtswert: a value as a source states it. Never overwritten: a correction is a new
    figure with a reason that replaces the old one."""

    class Quality(models.TextChoices):
        REPORTED = "reported", "berichtet"
        COUNTED = "counted", "gezählt"
        ESTIMATED = "estimated", "geschätzt"
        FORECAST = "forecast", "Prognose"

    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name="Kennzahl", related_name="values")
    value = models.DecimalField(
        "Wert", max_digits=14, decimal_places=2, null=True, blank=True, help_text="Leer heißt: keine Angabe."
    )
    value_text = models.CharField("Wert wie gedruckt", max_length=60, blank=True)
    qualifier = models.CharField("Zusatz", max_length=20, blank=True, help_text="über, rund, ca., nahezu")
    period_start = models.DateField("von")
    period_end = models.DateField("bis", null=True, blank=True, help_text="Leer heißt: gilt noch.")
    precision = models.CharField("Genauigkeit", max_length=10, choices=Precision, default=Precision.DAY)
    date_text = models.CharField("Zeit wie gedruckt", max_length=60, blank=True)
    district = models.ForeignKey(
        "portal.District", models.PROTECT, verbose_name="Stadtbezirk", null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    scope = models.CharField("Abgrenzung", max_length=200, blank=True)
    remark = models.CharField("Bemerkung", max_length=300, blank=True)
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", related_name="figures"
    )
    quality = models.CharField("Qualität", max_length=10, choices=Quality, default=Quality.REPORTED)
    leading = models.BooleanField(
        "führend", default=False, help_text="Der Wert, mit dem gerechnet wird, wenn mehrere bekannt sind."
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, verbose_name="ersetzt", null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField("Grund der Berichtigung", max_length=300, blank=True)

    objects = ReportedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "Berichtswert"
        verbose_name_plural = "Berichtswerte"
        ordering = ["indicator", "period_start", "id"]
        permissions = [("release_reportedfigure", "Kann Berichtswerte freigeben")]
        indexes = [models.Index(fields=["indicator", "period_start"])]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_start", "precision", "scope"],
                condition=Q(leading=True, district__isnull=True),
                name="leading_figure_once_in_city",
                violation_error_message="Für diese Zeit gibt es schon einen führenden Wert.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period_start", "precision", "scope", "district"],
                condition=Q(leading=True, district__isnull=False),
                name="leading_figure_once_in_district",
                violation_error_message="Für diese Zeit gibt es im Stadtbezirk schon einen führenden Wert.",
            ),
            models.CheckConstraint(
                condition=Q(period_end__isnull=True) | Q(period_end__gte=F("period_start")),
                name="figure_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(reason=""), name="figure_correction_has_reason",
                violation_error_message="Eine Berichtigung braucht einen Grund.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="figure_not_negative",
                violation_error_message="Der Wert kann nicht kleiner als 0 sein.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator}: {self.as_value()} ({self.when})"

    def clean(self) -> None:
        old = self.replaces
        if old and (old.state != State.RELEASED or old.indicator_id != self.indicator_id):
            message = "Nur ein freigegebener Wert derselben Kennzahl kann berichtigt werden."
            raise ValidationError({"replaces": message})

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end, Precision(self.precision))

    @property
    def when(self) -> str:
        """The source's own words for the time, where it has some."""
        return self.date_text or period_text(self.period_start, self.period_end, self.precision)

    def as_value(self) -> figures.Value:
        unit, decimals = self.indicator.unit, self.indicator.decimals
        if self.value is None:
            return figures.missing(unit, decimals)
        estimated = self.quality in (self.Quality.ESTIMATED, self.Quality.FORECAST)
        kind = figures.Kind.ESTIMATED if estimated else figures.Kind.REPORTED
        return figures.Value(self.value, kind, unit, decimals, self.qualifier)

    def provenance(self) -> figures.Provenance:
        """Source, place in it, and the wording that limits the value."""
        cited = self.citation.provenance()
        detail = ", ".join(part for part in (cited.detail, self.scope, self.remark) if part)
        return replace(cited, detail=detail)


class Claim(models.Model):
    """Behauptung: something a source says about its figures that can be computed again."""

    class Kind(models.TextChoices):
        PERCENT_CHANGE = "percent_change", "Veränderung in Prozent"
        MULTIPLE = "multiple", "Vielfaches"

    key = models.SlugField("Schlüssel", unique=True)
    area = models.CharField("Bereich", max_length=20, choices=Area)
    kind = models.CharField("Art", max_length=20, choices=Kind)
    text = models.CharField("Behauptung in eigenen Worten", max_length=300)
    stated_value = models.DecimalField(
        "behaupteter Wert", max_digits=14, decimal_places=4, null=True, blank=True,
        help_text="Eine Abnahme steht mit Minus. Leer heißt: Es wurde nichts behauptet.",
    )  # fmt: skip
    stated_decimals = models.PositiveSmallIntegerField("behauptet mit Nachkommastellen", default=0)
    stated_text = models.CharField("Wert wie gedruckt", max_length=60, blank=True)
    note = models.CharField("Erklärung", max_length=300, blank=True)
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", related_name="claims"
    )
    history = HistoricalRecords()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "Behauptung"
        verbose_name_plural = "Behauptungen"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.text

    @property
    def preferred(self) -> "ClaimReading | None":
        """The reading that the verdict rests on."""
        return next((reading for reading in self.readings.all() if reading.preferred), None)


class ClaimReading(models.Model):
    """Lesart: the figures that a claim may rest on."""

    claim = models.ForeignKey(Claim, models.CASCADE, verbose_name="Behauptung", related_name="readings")
    base = models.ForeignKey(ReportedFigure, models.PROTECT, verbose_name="Ausgangswert", related_name="+")
    compared = models.ForeignKey(
        ReportedFigure, models.PROTECT, verbose_name="verglichener Wert", related_name="+"
    )
    preferred = models.BooleanField("maßgeblich", default=False)
    note = models.CharField("Hinweis", max_length=300, blank=True)

    class Meta:
        verbose_name = "Lesart"
        verbose_name_plural = "Lesarten"
        ordering = ["-preferred", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(preferred=True), name="claim_has_one_preferred_reading",
                violation_error_message="Nur eine Lesart kann maßgeblich sein.",
            ),
            models.UniqueConstraint(
                fields=["claim", "base", "compared"], name="claim_reading_once",
                violation_error_message="Diese Lesart gibt es schon.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.calculation

    def clean(self) -> None:
        if self.base_id is None or self.compared_id is None:
            return  # the fields say so themselves
        if self.base.value in (None, 0) or self.compared.value is None:
            raise ValidationError("Eine Lesart braucht zwei Werte, der Ausgangswert darf nicht 0 sein.")

    @property
    def recomputed(self) -> Decimal:
        """Percent for a change, a factor for a multiple; not rounded."""
        base, compared = self.base.value, self.compared.value
        if self.claim.kind == Claim.Kind.MULTIPLE:
            return compared / base
        return (compared - base) / base * 100

    @property
    def recomputed_text(self) -> str:
        if self.claim.kind == Claim.Kind.MULTIPLE:
            return f"{german(self.recomputed, 1)}-fach"
        return f"{percent(abs(self.recomputed), 1)} {'weniger' if self.recomputed < 0 else 'mehr'}"

    @property
    def calculation(self) -> str:
        base, compared = german(self.base.value), german(self.compared.value)
        if self.claim.kind == Claim.Kind.MULTIPLE:
            return f"{compared} ÷ {base}"
        return f"({compared} − {base}) ÷ {base}"

    @property
    def verdict(self) -> figures.Verdict:
        """Confirmed if the recomputed value rounds to the stated one, roughly within one unit
        of its last digit (domain rule for all claims); a stated value is never changed."""
        stated = self.claim.stated_value
        if stated is None:
            return figures.Verdict.COMPUTED
        decimals = self.claim.stated_decimals
        if rounded(self.recomputed, decimals) == rounded(stated, decimals):
            return figures.Verdict.CONFIRMED
        if abs(self.recomputed - stated) <= Decimal(1).scaleb(-decimals):
            return figures.Verdict.ROUGHLY
        return figures.Verdict.DIFFERS
