"""Who and where: organisations and city districts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from portal.history import History

# „Möhringen“ is „moehringen“ in an address, not „mohringen“.
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug_of(name: str) -> str:
    return slugify(name.lower().translate(UMLAUTS))


class Named(models.Model):
    """Something that papers and sheets call by several names."""

    name: models.CharField
    aliases = models.TextField("weitere Namen", blank=True, help_text="Andere Schreibweisen, je Zeile eine.")

    class Meta:
        abstract = True

    @property
    def names(self) -> list[str]:
        """The name first, then every alias."""
        return [self.name, *(line.strip() for line in self.aliases.splitlines() if line.strip())]


class Organisation(Named):
    class Kind(models.TextChoices):
        CITY = "city", "Kommune"
        DEPARTMENT = "department", "Referat"
        OFFICE = "office", "Amt, Abteilung"
        OPERATOR = "operator", "Träger von Unterkünften"
        ASSOCIATION = "association", "Verein, Verband"
        STATE = "state", "Land, Bund, Behörde"
        COUNCIL_GROUP = "council_group", "Fraktion, Gruppe im Gemeinderat"
        OTHER = "other", "andere"

    name = models.CharField(
        "Name", max_length=200, unique=True, help_text="Der volle Name, wie er auf den Seiten steht."
    )
    short_name = models.CharField(
        "Kurzname", max_length=50, blank=True,
        help_text="Steht in Tabellen und Listen, wo der volle Name zu lang ist.",
    )  # fmt: skip
    kind = models.CharField(
        "Art", max_length=20, choices=Kind, default=Kind.OTHER,
        help_text="Nur Träger von Unterkünften können Belegung melden.",
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="gehört zu", null=True, blank=True, related_name="parts",
        help_text="Die Stelle darüber: bei einem Amt das Referat.",
    )  # fmt: skip
    active_from = models.DateField(
        "besteht seit", null=True, blank=True, help_text="Der erste Tag, wenn er bekannt ist."
    )
    active_to = models.DateField(
        "bestand bis", null=True, blank=True, help_text="Der letzte Tag; leer, solange es sie gibt."
    )
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    class Meta:
        verbose_name = "Organisation"
        verbose_name_plural = "Organisationen"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(active_to__isnull=True)
                | models.Q(active_from__isnull=True)
                | models.Q(active_to__gte=models.F("active_from")),
                name="organisation_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            )
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def clean(self) -> None:
        above = self.parent
        while above is not None:
            if above == self:
                raise ValidationError({"parent": "Eine Organisation kann nicht zu sich selbst gehören."})
            above = above.parent

    @property
    def names(self) -> list[str]:
        return [*super().names, *([self.short_name] if self.short_name else [])]


class District(Named):
    """Stadtbezirk. The number is the city's and may change; it is never the key."""

    class Ring(models.TextChoices):
        INNER = "inner", "innerer Stadtbezirk"
        OUTER = "outer", "äußerer Stadtbezirk"

    number = models.PositiveSmallIntegerField(
        "Nummer", unique=True, help_text="Die Nummer in der Statistik der Stadt; danach sind Listen sortiert."
    )
    name = models.CharField(
        "Name", max_length=100, unique=True, help_text="So steht der Bezirk auf allen Seiten."
    )
    abbreviation = models.CharField(
        "Kürzel", max_length=5, unique=True,
        help_text="Höchstens fünf Buchstaben; steht auf der Kachel der Karte.",
    )  # fmt: skip
    ring = models.CharField(
        "Lage", max_length=5, choices=Ring, help_text="Danach sind die Bezirke auf den Seiten gruppiert."
    )
    tile_row = models.PositiveSmallIntegerField(
        "Zeile der Kachel", help_text="In der Kachelkarte von oben gezählt, ab 1."
    )
    tile_column = models.PositiveSmallIntegerField(
        "Spalte der Kachel", help_text="In der Kachelkarte von links gezählt, ab 1."
    )
    population = models.PositiveIntegerField(
        "Einwohnerinnen und Einwohner", null=True, blank=True,
        help_text="Für Vergleiche je 1.000 Menschen. Leer: Es wird nicht verglichen.",
    )  # fmt: skip
    population_source = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg der Einwohnerzahl", null=True, blank=True,
        related_name="+",
        help_text="Die Quelle und die Stelle, an der die Zahl steht; zu einer Zahl nötig.",
    )  # fmt: skip
    history = History()

    class Meta:
        verbose_name = "Stadtbezirk"
        verbose_name_plural = "Stadtbezirke"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["tile_row", "tile_column"], name="district_tile_once",
                violation_error_message="An dieser Stelle steht schon ein anderer Stadtbezirk.",
            ),
            models.CheckConstraint(
                condition=models.Q(population__isnull=True) | models.Q(population_source__isnull=False),
                name="district_population_has_source",
                violation_error_message="Eine Einwohnerzahl braucht ihren Beleg.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("districts:district", args=[self.slug])

    @property
    def slug(self) -> str:
        """Its place below /bezirke/: „bad-cannstatt“, „stuttgart-sued“."""
        return slug_of(self.name)
