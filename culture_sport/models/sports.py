"""Where people can take part in sport, and who helps them on the way there."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from culture_sport.models.documented import Documented
from culture_sport.querysets import CountQuerySet, SportsOfferQuerySet, stale_before
from portal.history import History

CITY_OFFICE_MAIL = "Eine Adresse der Stelle, nicht einer Person."


class Sport(models.Model):
    """Sportart, so that football has one spelling."""

    name = models.CharField(
        "Name", max_length=60, unique=True, help_text="So steht sie zur Auswahl: „Fußball“."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    history = History()

    class Meta:
        verbose_name = "Sportart"
        verbose_name_plural = "Sportarten"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SportsOffer(Documented):
    """Sportangebot. The public finds it for a year after somebody last said that it is still so."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, "Montag"
        TUESDAY = 2, "Dienstag"
        WEDNESDAY = 3, "Mittwoch"
        THURSDAY = 4, "Donnerstag"
        FRIDAY = 5, "Freitag"
        SATURDAY = 6, "Samstag"
        SUNDAY = 7, "Sonntag"

    class TargetGroup(models.TextChoices):
        EVERYBODY = "everybody", "alle"
        WOMEN_AND_GIRLS = "women_and_girls", "Frauen und Mädchen"
        WOMEN = "women", "Frauen"
        GIRLS = "girls", "Mädchen"
        CHILDREN = "children", "Kinder"
        YOUTH = "youth", "Jugendliche"
        ADULTS = "adults", "Erwachsene"

    code = models.CharField(
        "Nummer", max_length=30, unique=True, help_text="Bleibt gleich; daran erkennt die Liste das Angebot."
    )
    club = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Verein", related_name="+",
        help_text="Wer das Angebot macht.",
    )  # fmt: skip
    sport = models.ForeignKey(
        Sport, models.PROTECT, verbose_name="Sportart", related_name="offers",
        help_text="Danach wird im Verzeichnis gesucht.",
    )  # fmt: skip
    target_group = models.CharField(
        "Zielgruppe", max_length=20, choices=TargetGroup, default=TargetGroup.EVERYBODY,
        help_text="Wer mitmachen kann.",
    )  # fmt: skip
    integrative = models.BooleanField(
        "integrativ", default=True,
        help_text="Geflüchtete machen in einer Gruppe mit, die es schon gibt. Sonst: eigens eingerichtet.",
    )  # fmt: skip
    district = models.ForeignKey(
        "portal.District", models.PROTECT, verbose_name="Stadtbezirk", related_name="+",
        help_text="Wo es stattfindet. Danach wird im Verzeichnis gesucht.",
    )  # fmt: skip
    venue = models.CharField("Ort", max_length=200, blank=True, help_text="Halle oder Platz. Öffentlich.")
    weekday = models.PositiveSmallIntegerField(
        "Wochentag", choices=Weekday, null=True, blank=True, help_text="Leer: nicht jede Woche am selben Tag."
    )
    begins_at = models.TimeField("von", null=True, blank=True, help_text="Uhrzeit, zum Beispiel 17:30.")
    ends_at = models.TimeField("bis", null=True, blank=True, help_text="Uhrzeit, zum Beispiel 19:00.")
    time_text = models.CharField("Zeit in Worten", max_length=100, blank=True, help_text="„nach Absprache“")
    cost = models.CharField(
        "Kosten", max_length=100, blank=True, help_text="Was man zahlt: „kostenfrei“. Öffentlich."
    )
    contact = models.EmailField("Kontakt", blank=True, help_text=CITY_OFFICE_MAIL)
    listed_since = models.DateField(
        "im Verzeichnis seit", default=timezone.localdate,
        help_text="Der erste Tag, an dem es öffentlich zu finden ist.",
    )  # fmt: skip
    confirmed_on = models.DateField(
        "zuletzt bestätigt", default=timezone.localdate,
        help_text="Nach einem Jahr ohne Bestätigung ist das Angebot nicht mehr öffentlich zu finden.",
    )  # fmt: skip
    ended_on = models.DateField(
        "beendet am", null=True, blank=True,
        help_text="Letzter Tag. Danach steht es nicht mehr im Verzeichnis.",
    )  # fmt: skip
    history = History()

    objects = SportsOfferQuerySet.as_manager()

    class Meta:
        verbose_name = "Sportangebot"
        verbose_name_plural = "Sportangebote"
        ordering = ["sport__name", "district__number", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on__gte=F("listed_since")), name="offer_confirmed_once_listed",
                violation_error_message="Bestätigt wurde das Angebot, bevor es im Verzeichnis stand.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("listed_since")),
                name="offer_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(begins_at__isnull=False, ends_at__gt=F("begins_at")),
                name="offer_time_runs_forward",
                violation_error_message="Die Zeit „bis“ liegt nicht nach der Zeit „von“.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sport}, {self.club} ({self.code})"

    @property
    def hours(self) -> str:
        """„Dienstag, 17:30 bis 19:00 Uhr“; empty where nobody has said it."""
        clock = f"{self.begins_at:%H:%M}" if self.begins_at else ""
        if clock and self.ends_at:
            clock += f" bis {self.ends_at:%H:%M}"
        told = (self.get_weekday_display() if self.weekday else "", f"{clock} Uhr" if clock else "")
        return ", ".join(part for part in (*told, self.time_text) if part)

    def goes_on(self, when: date) -> bool:
        return self.listed_since <= when and (self.ended_on is None or self.ended_on > when)

    def is_hidden(self, when: date) -> bool:
        """Whether the public does not find it any more on that day."""
        return self.confirmed_on <= stale_before(when)

    def confirm(self, today: date) -> None:
        """It is still so; nothing else changes."""
        self.confirmed_on = today
        self.save(update_fields=["confirmed_on"])


class SportMentorCount(Documented):
    """Sportpaten of one organisation on a day: counts, never names."""

    organisation = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Verein, Verband", related_name="+",
        help_text="Wo sie tätig sind.",
    )  # fmt: skip
    as_of = models.DateField("Stand", help_text="Der Tag, für den die Zahlen gelten.")
    trained = models.PositiveIntegerField(
        "ausgebildet", help_text="Wie viele die Ausbildung bis dahin abgeschlossen haben. Keine Namen."
    )
    active = models.PositiveIntegerField("davon tätig", null=True, blank=True, help_text="Leer heißt: k. A.")
    subsidised = models.PositiveIntegerField(
        "davon Ausbildung bezuschusst", null=True, blank=True, help_text="Leer heißt: k. A."
    )
    history = History()

    objects = CountQuerySet.as_manager()

    class Meta:
        verbose_name = "Zahl der Sportpaten"
        verbose_name_plural = "Zahlen der Sportpaten"
        ordering = ["organisation", "as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "as_of"], name="mentor_count_once",
                violation_error_message="Für diesen Tag gibt es schon eine Zahl.",
            ),
            models.CheckConstraint(
                condition=Q(active=None) | Q(active__lte=F("trained")), name="mentors_active_within_trained",
                violation_error_message="Es können nicht mehr tätig als ausgebildet sein.",
            ),
            models.CheckConstraint(
                condition=Q(subsidised=None) | Q(subsidised__lte=F("trained")),
                name="mentors_subsidised_within_trained",
                violation_error_message="Bezuschusst sein können nicht mehr als ausgebildet.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}, {self.as_of:%d.%m.%Y}"


class SwimmingCourseCount(Documented):
    """Swimming courses of one organisation on a day."""

    organisation = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Verein, Verband", related_name="+",
        help_text="Wer die Kurse gibt.",
    )  # fmt: skip
    as_of = models.DateField("Stand", help_text="Der Tag, für den die Zahlen gelten.")
    running = models.PositiveIntegerField("laufende Kurse", help_text="Wie viele es an diesem Tag gibt.")
    girls_only = models.PositiveIntegerField(
        "davon nur für Mädchen", default=0, help_text="Ein Teil der laufenden Kurse."
    )
    held = models.PositiveIntegerField("Kurse seit Beginn", help_text="Mit den laufenden.")
    participants = models.PositiveIntegerField(
        "Teilnehmende", null=True, blank=True, help_text="Leer heißt: k. A."
    )
    history = History()

    objects = CountQuerySet.as_manager()

    class Meta:
        verbose_name = "Zahl der Schwimmkurse"
        verbose_name_plural = "Zahlen der Schwimmkurse"
        ordering = ["organisation", "as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "as_of"], name="swimming_count_once",
                violation_error_message="Für diesen Tag gibt es schon eine Zahl.",
            ),
            models.CheckConstraint(
                condition=Q(girls_only__lte=F("running")), name="swimming_girls_within_running",
                violation_error_message="Es können nicht mehr Kurse nur für Mädchen sein als insgesamt.",
            ),
            models.CheckConstraint(
                condition=Q(running__lte=F("held")), name="swimming_running_within_held",
                violation_error_message="Die laufenden Kurse gehören zu den Kursen seit Beginn.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}, {self.as_of:%d.%m.%Y}"
