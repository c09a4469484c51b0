"""Chapter 1: shelters, who runs them, how many places, how many people."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower

from accommodation.arrivals import AllocationShare, MonthlyFlow, StateForecast  # noqa: F401  models, too
from accommodation.querysets import (
    CapacityQuerySet,
    OccupancyQuerySet,
    OperationQuerySet,
    ShelterQuerySet,
)
from accommodation.scenarios import Scenario  # noqa: F401
from accommodation.thresholds import UtilisationThreshold  # noqa: F401
from portal import figures
from portal.dates import Precision, period_text
from portal.history import History
from portal.models.places import Named

# More than the largest shelter could ever hold: such a number is a sum row (domain rule E19).
HIGHEST_PLAUSIBLE = 5_000


# A code stands in addresses of pages and in sheets.
CODE = RegexValidator(r"^[^\s/?#]+( [^\s/?#]+)*$", "Ein Schlüssel enthält kein /, ? oder #.")


class Shelter(Named):
    """Unterkunft. The code never changes and is never used again."""

    class Kind(models.TextChoices):
        PRELIMINARY = "preliminary", "vorläufige Unterbringung (GU)"
        FOLLOW_UP = "follow_up", "Anschlussunterbringung"
        EMERGENCY = "emergency", "Notunterkunft"
        MIXED = "mixed", "gemischt"

    class Construction(models.TextChoices):
        SYSTEM = "system", "Systembau"
        CONTAINER = "container", "Container"
        EXISTING = "existing", "Bestandsgebäude"
        FLAT = "flat", "Wohnung"
        HOTEL = "hotel", "Hotel"
        HALL = "hall", "Halle"

    code = models.CharField(
        "Schlüssel", max_length=30, unique=True, validators=[CODE],
        help_text="Kurzname, an dem Listen und Meldungen die Unterkunft erkennen. Lässt sich später nicht "
        "ändern.",
    )  # fmt: skip
    name = models.CharField(
        "Bezeichnung", max_length=200, help_text="So steht die Unterkunft auf den Seiten und in Meldungen."
    )
    street = models.CharField(
        "Straße und Hausnummer", max_length=200, blank=True,
        help_text="Nur intern zu sehen, außer mit dem Haken „Adresse öffentlich“.",
    )  # fmt: skip
    district = models.ForeignKey(
        "portal.District", models.PROTECT, verbose_name="Stadtbezirk", related_name="shelters",
        help_text="Danach wird die Belegung in der Stadt verteilt gezeigt.",
    )  # fmt: skip
    kind = models.CharField(
        "Art der Unterbringung", max_length=20, choices=Kind, blank=True, help_text="Leer: keine Angabe."
    )
    construction = models.CharField(
        "Bauart", max_length=20, choices=Construction, blank=True, help_text="Leer: keine Angabe."
    )
    planned_from = models.DateField(
        "geplant ab", null=True, blank=True,
        help_text="Ab wann sie frühestens bezogen werden kann, solange sie noch nicht eröffnet ist.",
    )  # fmt: skip
    opened_on = models.DateField(
        "eröffnet am", null=True, blank=True,
        help_text="Erster Tag in Betrieb. Ab dann wird eine Meldung erwartet.",
    )  # fmt: skip
    permit_until = models.DateField(
        "Nutzung befristet bis", null=True, blank=True,
        help_text="Letzter Tag der Genehmigung. Die Vorausschau zählt die Plätze danach nicht mehr.",
    )  # fmt: skip
    permit_paper = models.ForeignKey(
        "portal.Source", models.PROTECT, verbose_name="Drucksache zur Befristung", null=True, blank=True,
        related_name="+",
        help_text="Mit welcher Drucksache der Gemeinderat die Nutzung befristet hat.",
    )  # fmt: skip
    closed_on = models.DateField("geschlossen am", null=True, blank=True, help_text="Letzter Tag in Betrieb.")
    address_public = models.BooleanField(
        "Adresse öffentlich", default=False,
        help_text="Zum Schutz der Menschen ist die genaue Adresse sonst nur intern zu sehen.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = ShelterQuerySet.as_manager()

    class Meta:
        verbose_name = "Unterkunft"
        verbose_name_plural = "Unterkünfte"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                Lower("code"), name="shelter_code_once",
                violation_error_message="Diesen Schlüssel gibt es schon, vielleicht anders geschrieben.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=F("opened_on")),
                name="shelter_closes_after_opening",
                violation_error_message="Die Schließung liegt vor der Eröffnung.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """Everything a sheet may call it: code, name, street, aliases."""
        return [self.code, *super().names, *([self.street] if self.street else [])]

    def open_on(self, when: date) -> bool:
        """Whether people could live there on that day; unknown dates do not speak against it, but
        what is only planned is not there."""
        opened = self.planned_from is None if self.opened_on is None else self.opened_on <= when
        return opened and (self.closed_on is None or when <= self.closed_on)


class Operation(models.Model):
    """Trägerschaft: who runs a shelter, from when to when. One at a time."""

    shelter = models.ForeignKey(
        Shelter, models.PROTECT, verbose_name="Unterkunft", related_name="operations",
        help_text="Welche Unterkunft betrieben wird.",
    )  # fmt: skip
    operator = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Träger", related_name="operations",
        help_text="Wer die Unterkunft betreibt und für sie meldet. Sieht dann auch ihre Zahlen.",
    )  # fmt: skip
    start = models.DateField("von", null=True, blank=True, help_text="Leer heißt: seit der Eröffnung.")
    end = models.DateField("bis", null=True, blank=True, help_text="Letzter Tag; leer heißt: bis heute.")
    history = History()

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = "Trägerschaft"
        verbose_name_plural = "Trägerschaften"
        ordering = ["shelter", F("start").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="operation_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
            models.UniqueConstraint(
                fields=["shelter"], condition=Q(end__isnull=True), name="shelter_has_one_operator",
                violation_error_message="Diese Unterkunft hat schon einen Träger ohne Enddatum.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.shelter}: {self.operator}"

    def covers(self, when: date) -> bool:
        """Whether the operator ran the shelter on that day, both ends included."""
        return (self.start is None or self.start <= when) and (self.end is None or when <= self.end)


class Capacity(models.Model):
    """Plätze: holds from a date until the next one of the same kind. What is decided, planned or possible
    says how many places there are to be from then on, all in all."""

    class Kind(models.TextChoices):
        IN_USE = "in_use", "in Betrieb"
        DECIDED = "decided", "beschlossen"
        PLANNED = "planned", "geplant"
        POSSIBLE = "possible", "möglich"

    shelter = models.ForeignKey(
        Shelter, models.PROTECT, verbose_name="Unterkunft", related_name="capacities",
        help_text="Wo die Plätze sind.",
    )  # fmt: skip
    kind = models.CharField(
        "Art", max_length=10, choices=Kind, default=Kind.IN_USE,
        help_text="Nicht „in Betrieb“: so viele Plätze sollen es ab diesem Tag insgesamt sein.",
    )  # fmt: skip
    valid_from = models.DateField(
        "gültig ab", help_text="Der erste Tag. Die Zahl gilt, bis eine neue eingetragen ist."
    )
    places = models.PositiveIntegerField("Plätze", help_text="Alle Plätze, auch gesperrte.")
    usable_places = models.PositiveIntegerField(
        "davon belegbar", null=True, blank=True, help_text="Leer: alle, die nicht gesperrt sind."
    )
    blocked = models.PositiveIntegerField(
        "davon gesperrt", null=True, blank=True, help_text="Zum Beispiel wegen Umbau. Braucht einen Grund."
    )
    blocked_reason = models.CharField(
        "Grund der Sperrung", max_length=200, blank=True,
        help_text="In Worten, ohne Angaben über Menschen. Nur intern zu sehen.",
    )  # fmt: skip
    square_metres = models.DecimalField(
        "m² je Platz", max_digits=4, decimal_places=1, null=True, blank=True,
        help_text="Wohn- und Schlaffläche je Person, § 8 FlüAG: 7 m², ausgesetzt auf 4,5 m².",
    )  # fmt: skip
    paper = models.ForeignKey(
        "portal.Source", models.PROTECT, verbose_name="Drucksache", null=True, blank=True, related_name="+",
        help_text="Mit welcher Drucksache die Plätze beschlossen wurden.",
    )  # fmt: skip
    history = History()

    objects = CapacityQuerySet.as_manager()

    class Meta:
        verbose_name = "Kapazität"
        verbose_name_plural = "Kapazitäten"
        ordering = ["shelter", "kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["shelter", "kind", "valid_from"], name="capacity_once_per_day",
                violation_error_message="Für diesen Tag ist schon eine Kapazität erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(usable_places__isnull=True) | Q(usable_places__lte=F("places")),
                name="capacity_usable_within_places",
                violation_error_message="Es können nicht mehr Plätze belegbar sein, als es gibt.",
            ),
            models.CheckConstraint(
                condition=Q(blocked__isnull=True)
                | Q(blocked__lte=F("places") - Coalesce(F("usable_places"), 0)),
                name="capacity_blocked_within_places",
                violation_error_message="Belegbare und gesperrte Plätze sind zusammen mehr, als es gibt.",
            ),
            models.CheckConstraint(
                condition=Q(blocked__isnull=True) | Q(blocked=0) | ~Q(blocked_reason=""),
                name="capacity_blocked_has_reason",
                violation_error_message="Gesperrte Plätze brauchen einen Grund.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.shelter}: {self.places} Plätze ab {self.valid_from:%d.%m.%Y}"

    @property
    def usable(self) -> int:
        """Belegbare Plätze: as stated, else all that are not blocked. Where nothing is said of blocking,
        none counts as blocked."""
        return self.places - (self.blocked or 0) if self.usable_places is None else self.usable_places


class Occupancy(models.Model):
    """Belegung: one statement of a delivery about one shelter and date. Never overwritten."""

    class Quality(models.TextChoices):
        REPORTED = "reported", "gemeldet"
        ESTIMATED = "estimated", "geschätzt"
        MISSING = "missing", "keine Angabe"

    shelter = models.ForeignKey(
        Shelter, models.PROTECT, verbose_name="Unterkunft", related_name="occupancies"
    )
    as_of = models.DateField("Stichtag")
    precision = models.CharField("Genauigkeit", max_length=10, choices=Precision, default=Precision.DAY)
    occupied = models.PositiveIntegerField("belegt", null=True, blank=True)
    capacity = models.PositiveIntegerField("Plätze laut Meldung", null=True, blank=True)
    quality = models.CharField("Qualität", max_length=10, choices=Quality, default=Quality.REPORTED)
    qualifier = models.CharField("Zusatz", max_length=20, blank=True)
    remark = models.CharField("Bemerkung", max_length=300, blank=True)
    comment = models.CharField("Anmerkung zur Warnung", max_length=300, blank=True)
    delivery = models.ForeignKey(
        "portal.Delivery", models.PROTECT, verbose_name="Meldung", related_name="occupancies"
    )
    sheet = models.CharField("Blatt", max_length=100, blank=True)
    row = models.PositiveIntegerField("Zeile")
    replaces = models.ForeignKey(
        "self", models.PROTECT, verbose_name="ersetzt", null=True, blank=True, related_name="replaced_by"
    )
    current = models.BooleanField("gültig", default=False)

    objects = OccupancyQuerySet.as_manager()

    class Meta:
        verbose_name = "Belegung"
        verbose_name_plural = "Belegungen"
        ordering = ["-as_of", "shelter", "-id"]
        indexes = [
            models.Index(fields=["as_of"], condition=Q(current=True), name="current_occupancy_by_date"),
            models.Index(fields=["-as_of", "-id"], name="newest_occupancy"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shelter", "as_of"], condition=Q(current=True), name="occupancy_current_once",
                violation_error_message="Für diesen Stichtag gibt es schon eine gültige Belegung.",
            ),
            models.UniqueConstraint(
                fields=["delivery", "shelter", "as_of"], name="occupancy_once_per_delivery",
                violation_error_message="Diese Meldung enthält die Unterkunft schon für diesen Stichtag.",
            ),
            models.CheckConstraint(
                condition=Q(occupied__isnull=True) | Q(occupied__lte=HIGHEST_PLAUSIBLE),
                name="occupancy_plausible",
                violation_error_message="Mehr als 5.000 Personen in einer Unterkunft sind nicht plausibel.",
            ),
            models.CheckConstraint(
                condition=Q(occupied__isnull=True, quality="missing")
                | (Q(occupied__isnull=False) & ~Q(quality="missing")),
                name="occupancy_missing_is_null",
                violation_error_message="„Keine Angabe“ und eine Zahl schließen einander aus.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.shelter}, {self.when}: {self.as_value()}"

    @property
    def when(self) -> str:
        return period_text(self.as_of, self.as_of, self.precision)

    def as_value(self) -> figures.Value:
        if self.occupied is None:
            return figures.missing("Personen")
        return figures.Value(
            Decimal(self.occupied), figures.Kind(self.quality), "Personen", qualifier=self.qualifier
        )

    def carried_to(self, when: date, days: int) -> bool:
        """Whether it stands for its shelter on a later day for which the shelter says nothing: a number,
        at most `days` old, of a shelter that is open on that day."""
        in_time = self.as_of < when <= self.as_of + timedelta(days)
        return self.occupied is not None and in_time and self.shelter.open_on(when)

    def as_carried(self) -> figures.Value:
        return replace(self.as_value(), kind=figures.Kind.CARRIED)

    @property
    def place(self) -> str:
        return place_in_file(self.sheet, self.row)

    @property
    def address(self) -> str:
        """Its row on the page of its delivery, which shows it however long the list is."""
        return f"/meldungen/{self.delivery_id}/?zeile={self.pk}#zeile-{self.pk}"

    def provenance(self) -> figures.Provenance:
        """The delivered file with the place in it, and what its sender said about it."""
        said = f", Anmerkung: {self.comment}" if self.comment else ""
        return figures.Provenance(self.delivery.file_name, f"{self.place}{said}", url=self.address)


def place_in_file(sheet: str, row: int) -> str:
    return f"Blatt „{sheet}“, Zeile {row}" if sheet else f"Zeile {row}"
