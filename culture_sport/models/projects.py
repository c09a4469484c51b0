"""What is going on: projects, events, and what is published for whom."""

from django.db import models
from django.db.models import Q

from culture_sport.models.documented import Branch, Documented
from culture_sport.models.funds import Fund
from culture_sport.querysets import EventQuerySet, ProjectQuerySet, PublicationQuerySet
from portal.dates import Precision, period_text
from portal.history import History


class Project(Documented):
    """Projekt, Angebot oder Vorhaben."""

    class Status(models.TextChoices):
        PLANNED = "planned", "geplant"
        RUNNING = "running", "läuft"
        DONE = "done", "abgeschlossen"
        UNKNOWN = "unknown", "keine Angabe"

    title = models.CharField("Titel", max_length=200, unique=True)
    branch = models.CharField("Bereich", max_length=10, choices=Branch)
    description = models.CharField("worum es geht", max_length=500, blank=True)
    carrier = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Träger", null=True, blank=True, related_name="+"
    )
    fund = models.ForeignKey(
        Fund, models.PROTECT, verbose_name="gefördert aus", null=True, blank=True, related_name="projects"
    )
    target_group = models.CharField("Zielgruppe", max_length=200, blank=True)
    status = models.CharField("Stand", max_length=10, choices=Status, default=Status.PLANNED)
    begun_on = models.DateField("begonnen", null=True, blank=True)
    time_text = models.CharField("Zeit in Worten", max_length=60, blank=True)
    history = History()

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "Projekt"
        verbose_name_plural = "Projekte"
        ordering = ["branch", "title"]

    def __str__(self) -> str:
        return self.title


class Event(Documented):
    """Veranstaltung. How many came is its own count, or a figure that a source gives for several together."""

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", "Workshop"
        CONFERENCE = "conference", "Fachtagung"
        EXCHANGE = "exchange", "Austauschtreffen"
        TOURNAMENT = "tournament", "Turnier"
        FESTIVAL = "festival", "Fest"

    title = models.CharField("Titel", max_length=200)
    kind = models.CharField("Art", max_length=10, choices=Kind)
    branch = models.CharField("Bereich", max_length=10, choices=Branch)
    held_on = models.DateField("wann", null=True, blank=True, help_text="Ist nur der Monat bekannt: der 1.")
    precision = models.CharField("Genauigkeit", max_length=10, choices=Precision, default=Precision.DAY)
    rhythm = models.CharField("Rhythmus", max_length=60, blank=True, help_text="Wenn sie sich wiederholt.")
    venue = models.CharField("Ort", max_length=200, blank=True)
    organisers = models.ManyToManyField(
        "portal.Organisation", verbose_name="veranstaltet von", blank=True, related_name="+"
    )
    groups = models.CharField("wer teilnahm", max_length=300, blank=True, help_text="Gruppen, keine Namen.")
    participants = models.PositiveIntegerField("Teilnehmende, gezählt", null=True, blank=True)
    figure = models.ForeignKey(
        "portal.ReportedFigure", models.PROTECT, verbose_name="Berichtswert", null=True, blank=True,
        related_name="+", help_text="Nennt die Quelle eine Zahl für mehrere zusammen, haben alle denselben.",
    )  # fmt: skip
    history = History(m2m_fields=[organisers])

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "Veranstaltung"
        verbose_name_plural = "Veranstaltungen"
        ordering = [models.F("held_on").asc(nulls_last=True), "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "held_on"], name="event_once",
                violation_error_message="Diese Veranstaltung ist schon erfasst.",
            ),
            models.UniqueConstraint(
                fields=["title"], condition=Q(held_on=None), name="event_without_day_once",
                violation_error_message="Diese Veranstaltung ist schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(participants=None) | Q(figure=None), name="event_counted_once",
                violation_error_message="Bitte nur eine Angabe: gezählt oder Berichtswert.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}, {self.when}" if self.when else self.title

    @property
    def when(self) -> str:
        """„November 2014“, „regelmäßig“; empty where no source says it."""
        if self.held_on is None:
            return self.rhythm
        return period_text(self.held_on, self.held_on, self.precision)


class Publication(Documented):
    """Veröffentlichung: what is written down for others, and whom it goes to."""

    class Kind(models.TextChoices):
        GUIDE = "guide", "Leitfaden"
        LIST = "list", "Liste"

    title = models.CharField("Titel", max_length=200, unique=True)
    kind = models.CharField("Art", max_length=10, choices=Kind)
    branch = models.CharField("Bereich", max_length=10, choices=Branch)
    publisher = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="herausgegeben von", related_name="+"
    )
    content = models.CharField("Inhalt", max_length=500, blank=True)
    recipients = models.ManyToManyField(
        "portal.Organisation", verbose_name="geht an", blank=True, related_name="+"
    )
    rhythm = models.CharField("Rhythmus", max_length=60, blank=True)
    url = models.URLField("Fundstelle", blank=True, max_length=500)
    history = History(m2m_fields=[recipients])

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "Veröffentlichung"
        verbose_name_plural = "Veröffentlichungen"
        ordering = ["kind", "title"]

    def __str__(self) -> str:
        return self.title
