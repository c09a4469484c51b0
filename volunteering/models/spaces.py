"""Where people meet: Begegnungs- und Willkommensräume, and how many visits they have."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from portal.dates import german_date
from portal.history import History
from portal.models.places import Named
from portal.models.times import Lasting
from volunteering.models.confirmed import Confirmed
from volunteering.querysets import MeetingSpaceCountQuerySet, MeetingSpaceQuerySet


class MeetingSpace(Named, Lasting, Confirmed):
    class HostKind(models.TextChoices):
        FAMILY_CENTRE = "family_centre", "Familien- und Stadtteilzentrum"
        MULTIGENERATIONAL = "multigenerational", "Mehrgenerationenhaus"
        FOR_THE_ELDERLY = "elderly", "Begegnungsstätte für Ältere"
        PARISH = "parish", "Kirchengemeinde"
        CULTURE = "culture", "Kulturzentrum"

    name = models.CharField(
        "Name", max_length=200, unique=True, help_text="So steht der Raum im Verzeichnis."
    )
    host = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Träger", null=True, blank=True, related_name="+",
        help_text="Wer den Raum betreibt.",
    )  # fmt: skip
    host_kind = models.CharField(
        "Art des Trägers", max_length=20, choices=HostKind, blank=True,
        help_text="Bei welcher Art von Haus er ist. Leer: keine Angabe.",
    )  # fmt: skip
    district = models.ForeignKey(
        "portal.District", models.PROTECT, verbose_name="Stadtbezirk", related_name="meeting_spaces",
        help_text="Wo er liegt. Danach wird im Verzeichnis gesucht.",
    )  # fmt: skip
    address = models.CharField("Adresse", max_length=200, blank=True, help_text="Ist öffentlich.")
    opening_hours = models.CharField(
        "Öffnungszeiten", max_length=200, blank=True,
        help_text="In Worten: „dienstags 15 bis 18 Uhr“. Öffentlich.",
    )  # fmt: skip
    website = models.URLField(
        "Webseite", blank=True, help_text="Vollständige Adresse mit https://; öffentlich."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = MeetingSpaceQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "Begegnungsraum"
        verbose_name_plural = "Begegnungsräume"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MeetingSpaceCount(models.Model):
    """Visits in a span of time. Who comes twice is counted twice."""

    class Quality(models.TextChoices):
        COUNTED = "counted", "gezählt"
        ESTIMATED = "estimated", "geschätzt"
        AVERAGED = "averaged", "gemittelt"

    space = models.ForeignKey(
        MeetingSpace, models.PROTECT, verbose_name="Begegnungsraum", related_name="counts",
        help_text="Wo gezählt wurde.",
    )  # fmt: skip
    period_start = models.DateField("von", help_text="Der erste Tag, der mitgezählt ist.")
    period_end = models.DateField(
        "bis", help_text="Der letzte Tag, der mitgezählt ist. Zeiträume dürfen sich nicht überschneiden."
    )
    events = models.PositiveIntegerField(
        "Veranstaltungen", null=True, blank=True,
        help_text="Wie viele es in dieser Zeit gab. Leer: keine Angabe.",
    )  # fmt: skip
    visits = models.PositiveIntegerField(
        "Besuche", null=True, blank=True, help_text="Leer heißt: keine Angabe."
    )
    refugee_visits = models.PositiveIntegerField(
        "davon mit Fluchterfahrung", null=True, blank=True,
        help_text="Ein Teil der Besuche. Leer: keine Angabe.",
    )  # fmt: skip
    quality = models.CharField(
        "Qualität", max_length=10, choices=Quality,
        help_text="Ob gezählt, geschätzt oder aus Stichproben gemittelt.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = MeetingSpaceCountQuerySet.as_manager()

    class Meta:
        verbose_name = "Besuche eines Begegnungsraums"
        verbose_name_plural = "Besuche der Begegnungsräume"
        ordering = ["space", "-period_start"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "period_start", "period_end"], name="meeting_space_count_once",
                violation_error_message="Für diesen Zeitraum sind die Besuche schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="meeting_space_count_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(refugee_visits__isnull=True)
                | Q(visits__isnull=False, refugee_visits__lte=F("visits")),
                name="meeting_space_part_fits_whole",
                violation_error_message="Ein Teil braucht die Zahl aller Besuche und kann nicht größer sein.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.space}, {self.period_start:%d.%m.%Y} bis {self.period_end:%d.%m.%Y}"

    def clean(self) -> None:
        """Of two spans that overlap the smaller one could be subtracted, and a few visits be found."""
        if None in (self.space_id, self.period_start, self.period_end):
            return
        start, end = self.period_start, self.period_end
        others = self.space.counts.overlapping(start, end).exclude(period_start=start, period_end=end)
        if other := others.exclude(pk=self.pk).first():
            known = f"vom {german_date(other.period_start)} bis {german_date(other.period_end)}"
            raise ValidationError(
                f"Für einen Teil dieser Zeit sind die Besuche schon erfasst ({known}). Bitte Zeiträume "
                "wählen, die aneinander anschließen."
            )
