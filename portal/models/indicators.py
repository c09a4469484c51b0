"""Every figure that is quoted for the city, and what sources claim about figures."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from portal import calculations, figures
from portal.calculations import Calculation, Result
from portal.dates import Period, Precision, period_text
from portal.figures import Verdict
from portal.history import History
from portal.models.areas import Area
from portal.numbers import german
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

    key = models.SlugField(
        "Schlüssel", unique=True,
        help_text="Kurzname ohne Leerzeichen. Steht in Listen und in der Adresse der Seite; bitte nicht "
        "mehr ändern.",
    )  # fmt: skip
    label = models.CharField(
        "Bezeichnung", max_length=200, help_text="Überschrift der Kennzahl auf allen Seiten."
    )
    area = models.CharField(
        "Bereich", max_length=20, choices=Area, help_text="In welchem Kapitel die Kennzahl erscheint."
    )
    unit = models.CharField("Einheit", max_length=20, choices=Unit, help_text="Steht hinter jedem Wert.")
    decimals = models.PositiveSmallIntegerField(
        "Nachkommastellen", default=0,
        help_text="Mit wie vielen Stellen nach dem Komma die Werte gezeigt werden.",
    )  # fmt: skip
    definition = models.TextField(
        "Definition", help_text="Was mitzählt und was nicht, in einem Satz. Steht auf der Seite der Kennzahl."
    )
    rhythm = models.CharField(
        "Rhythmus", max_length=100, blank=True, help_text="Wie oft es neue Werte gibt: „halbjährlich“."
    )
    level = models.CharField(
        "Ebene", max_length=10, choices=Level, default=Level.CITY,
        help_text="Für welchen Raum die Werte gelten.",
    )  # fmt: skip
    direction = models.CharField(
        "Richtung", max_length=10, choices=Direction, default=Direction.NEUTRAL,
        help_text="Ob ein Anstieg gut ist. „Neutral“: Die Seiten werten nicht.",
    )  # fmt: skip
    pinned = models.BooleanField(
        "auf der Startseite", default=False, help_text="Mit Haken steht der neueste Wert auf der Startseite."
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, verbose_name="Teil von", null=True, blank=True, related_name="parts",
        help_text="Ein Teil wird nie zum Ganzen addiert.",
    )  # fmt: skip
    history = History()
    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "Kennzahl"
        verbose_name_plural = "Kennzahlen"
        ordering = ["area", "key"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("library:indicator", args=[self.key])


class ReportedFigure(Releasable):
    """Berichtswert: a value as a source states it. Never overwritten: a correction is a new
    figure with a reason that replaces the old one."""

    class Quality(models.TextChoices):
        REPORTED = "reported", "berichtet"
        COUNTED = "counted", "gezählt"
        ESTIMATED = "estimated", "geschätzt"
        FORECAST = "forecast", "Prognose"

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, verbose_name="Kennzahl", related_name="values",
        help_text="Was gezählt wurde.",
    )  # fmt: skip
    value = models.DecimalField(
        "Wert", max_digits=14, decimal_places=2, null=True, blank=True, help_text="Leer heißt: keine Angabe."
    )
    value_text = models.CharField(
        "Wert wie gedruckt", max_length=60, blank=True,
        help_text="Nur wenn die Quelle anders schreibt als in Ziffern: „gut ein Drittel“.",
    )  # fmt: skip
    qualifier = models.CharField("Zusatz", max_length=20, blank=True, help_text="über, rund, ca., nahezu")
    period_start = models.DateField(
        "von", help_text="Der Tag, für den der Wert gilt, oder der erste Tag der Zeit."
    )
    period_end = models.DateField("bis", null=True, blank=True, help_text="Leer heißt: gilt noch.")
    precision = models.CharField(
        "Genauigkeit", max_length=10, choices=Precision, default=Precision.DAY,
        help_text="Wie genau die Quelle die Zeit nennt. Bei „Monat“ steht oben der Erste des Monats.",
    )  # fmt: skip
    date_text = models.CharField(
        "Zeit wie gedruckt", max_length=60, blank=True,
        help_text="Wenn die Quelle kein Datum nennt: „Herbst 2017“. Steht dann anstelle des Datums.",
    )  # fmt: skip
    district = models.ForeignKey(
        "portal.District", models.PROTECT, verbose_name="Stadtbezirk", null=True, blank=True,
        related_name="+",
        help_text="Leer: für die ganze Stadt.",
    )  # fmt: skip
    scope = models.CharField(
        "Abgrenzung", max_length=200, blank=True,
        help_text="Wer oder was mitgezählt ist, wenn es nicht alle sind. Steht neben dem Wert.",
    )  # fmt: skip
    remark = models.CharField(
        "Bemerkung", max_length=300, blank=True,
        help_text="Was man wissen muss, um den Wert richtig zu lesen. Steht neben dem Wert.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", related_name="figures",
        help_text="Die Quelle und die Stelle, an der der Wert steht.",
    )  # fmt: skip
    quality = models.CharField(
        "Qualität", max_length=10, choices=Quality, default=Quality.REPORTED,
        help_text="Ob die Quelle zählt, schätzt oder vorausschaut. Schätzungen sind auf den Seiten "
        "gekennzeichnet.",
    )  # fmt: skip
    leading = models.BooleanField(
        "führend", default=False, help_text="Der Wert, mit dem gerechnet wird, wenn mehrere bekannt sind."
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, verbose_name="ersetzt", null=True, blank=True, related_name="replaced_by",
        help_text="Nur bei einer Berichtigung: der freigegebene Wert, an dessen Stelle dieser tritt.",
    )  # fmt: skip
    reason = models.CharField(
        "Grund der Berichtigung", max_length=300, blank=True,
        help_text="Bei einer Berichtigung nötig; bleibt neben dem alten Wert stehen.",
    )  # fmt: skip

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
        cited = self.citation.provenance(of=self)
        detail = ", ".join(part for part in (cited.detail, self.scope, self.remark) if part)
        return replace(cited, detail=detail, indicator=self.indicator.get_absolute_url())


class Claim(models.Model):
    """Behauptung: something a source says about its figures that can be computed again, or cannot."""

    key = models.SlugField(
        "Schlüssel", unique=True,
        help_text="Kurzname ohne Leerzeichen; daran erkennt das Portal die Behauptung wieder. Bitte nicht "
        "mehr ändern.",
    )  # fmt: skip
    area = models.CharField(
        "Bereich", max_length=20, choices=Area, help_text="In welchem Kapitel sie geprüft wird."
    )
    text = models.CharField(
        "Behauptung in eigenen Worten", max_length=300,
        help_text="Ein Satz, nicht abgeschrieben. Steht im Faktencheck, für alle zu lesen.",
    )  # fmt: skip
    stated_value = models.DecimalField(
        "behaupteter Wert", max_digits=14, decimal_places=4, null=True, blank=True,
        help_text="Eine Abnahme steht mit Minus. Leer heißt: Es wurde nichts behauptet.",
    )  # fmt: skip
    stated_decimals = models.PositiveSmallIntegerField(
        "behauptet mit Nachkommastellen", default=0,
        help_text="So viele Stellen nach dem Komma nennt die Quelle; so genau wird nachgerechnet.",
    )  # fmt: skip
    stated_text = models.CharField(
        "Wert wie gedruckt", max_length=60, blank=True,
        help_text="Nur wenn die Quelle anders schreibt als in Ziffern: „rund verdoppelt“.",
    )  # fmt: skip
    note = models.CharField(
        "Erklärung", max_length=400, blank=True,
        help_text="Warum das Ergebnis so ausfällt. Steht im Faktencheck.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", related_name="claims",
        help_text="Die Quelle und die Stelle, an der es behauptet wird.",
    )  # fmt: skip
    history = History()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "Behauptung"
        verbose_name_plural = "Behauptungen"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.text

    @property
    def stated(self) -> str:
        """As printed, else the number; empty where nothing was claimed."""
        if self.stated_text or self.stated_value is None:
            return self.stated_text
        return german(self.stated_value, self.stated_decimals)

    @property
    def preferred(self) -> "ClaimReading | None":
        """The reading that the verdict rests on; None where no reading can decide."""
        return next((reading for reading in self.readings.all() if reading.preferred), None)

    @property
    def verdict(self) -> Verdict:
        return self.preferred.verdict if self.preferred else Verdict.UNCHECKABLE


# Released figures of the whole city that no correction has replaced.
CITY_WIDE = Q(state=State.RELEASED, district=None) & ~Q(replaced_by__state=State.RELEASED)


class ClaimReading(models.Model):
    """Lesart: one way to compute a claim again, and the figures or names that it rests on."""

    claim = models.ForeignKey(Claim, models.CASCADE, verbose_name="Behauptung", related_name="readings")
    kind = models.CharField(
        "Rechenart", max_length=20, choices=Calculation, help_text="Was aus den Werten ausgerechnet wird."
    )
    figures = models.ManyToManyField(
        ReportedFigure, verbose_name="Werte", blank=True, related_name="+",
        limit_choices_to=CITY_WIDE,
        help_text="Freigegebene Werte der ganzen Stadt, mit denen gerechnet wird.",
    )  # fmt: skip
    bases = models.ManyToManyField(
        ReportedFigure, verbose_name="Bezugswerte", blank=True, related_name="+",
        limit_choices_to=CITY_WIDE,
        help_text="Ausgangswert, Ganzes, Teiler oder Faktor; was abgezogen wird. Mehrere werden "
        "zusammengezählt.",
    )  # fmt: skip
    counted = models.TextField(
        "Gezählte Namen",
        blank=True,
        help_text="Nur für die Zählung: was die Quelle aufzählt, eines je Zeile.",
    )
    preferred = models.BooleanField(
        "maßgeblich", default=False, help_text="Ohne maßgebliche Lesart ist die Behauptung nicht prüfbar."
    )
    note = models.CharField(
        "Hinweis", max_length=300, blank=True,
        help_text="Wie diese Lesart zu verstehen ist. Steht im Faktencheck.",
    )  # fmt: skip
    history = History(m2m_fields=[figures, bases])

    class Meta:
        verbose_name = "Lesart"
        verbose_name_plural = "Lesarten"
        ordering = ["-preferred", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(preferred=True), name="claim_has_one_preferred_reading",
                violation_error_message="Nur eine Lesart kann maßgeblich sein.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def names(self) -> list[str]:
        return [name.strip() for name in self.counted.splitlines() if name.strip()]

    @property
    def operands(self) -> list[ReportedFigure]:
        return [*self.figures.all(), *self.bases.all()]

    @cached_property
    def result(self) -> Result:
        return calculations.compute(
            Calculation(self.kind), list(self.figures.all()), list(self.bases.all()), self.names
        )

    @property
    def verdict(self) -> Verdict:
        return self.result.verdict(self.claim.stated_value, self.claim.stated_decimals)
