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

    title = models.CharField(
        "Titel", max_length=200, unique=True, help_text="So steht das Projekt auf der Seite."
    )
    branch = models.CharField(
        "Bereich", max_length=10, choices=Branch, help_text="Auf welcher der beiden Seiten es steht."
    )
    description = models.CharField(
        "worum es geht", max_length=500, blank=True,
        help_text="In eigenen Worten, für Leserinnen und Leser der Seite.",
    )  # fmt: skip
    carrier = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Träger", null=True, blank=True, related_name="+",
        help_text="Wer es durchführt.",
    )  # fmt: skip
    fund = models.ForeignKey(
        Fund, models.PROTECT, verbose_name="gefördert aus", null=True, blank=True, related_name="projects",
        help_text="Aus welchem Topf. Leer: keine Angabe.",
    )  # fmt: skip
    target_group = models.CharField(
        "Zielgruppe", max_length=200, blank=True, help_text="Für wen es ist: „Kinder im Grundschulalter“."
    )
    status = models.CharField(
        "Stand", max_length=10, choices=Status, default=Status.PLANNED, help_text="Wie weit es ist."
    )
    begun_on = models.DateField(
        "begonnen", null=True, blank=True, help_text="Der erste Tag. Leer: nur in Worten bekannt."
    )
    time_text = models.CharField(
        "Zeit in Worten", max_length=60, blank=True,
        help_text="Wenn die Quelle kein Datum nennt: „seit Herbst 2016“.",
    )  # fmt: skip
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

    title = models.CharField("Titel", max_length=200, help_text="So steht die Veranstaltung auf der Seite.")
    kind = models.CharField(
        "Art", max_length=10, choices=Kind, help_text="Was für eine Veranstaltung es ist."
    )
    branch = models.CharField(
        "Bereich", max_length=10, choices=Branch, help_text="Auf welcher der beiden Seiten sie steht."
    )
    held_on = models.DateField("wann", null=True, blank=True, help_text="Ist nur der Monat bekannt: der 1.")
    precision = models.CharField(
        "Genauigkeit", max_length=10, choices=Precision, default=Precision.DAY,
        help_text="Wie genau die Quelle die Zeit nennt.",
    )  # fmt: skip
    rhythm = models.CharField("Rhythmus", max_length=60, blank=True, help_text="Wenn sie sich wiederholt.")
    venue = models.CharField("Ort", max_length=200, blank=True, help_text="Haus oder Platz.")
    organisers = models.ManyToManyField(
        "portal.Organisation", verbose_name="veranstaltet von", blank=True, related_name="+",
        help_text="Eine oder mehrere Stellen.",
    )  # fmt: skip
    groups = models.CharField("wer teilnahm", max_length=300, blank=True, help_text="Gruppen, keine Namen.")
    participants = models.PositiveIntegerField(
        "Teilnehmende, gezählt", null=True, blank=True,
        help_text="Nur die Zahl. Leer, wenn ein Berichtswert sie nennt.",
    )  # fmt: skip
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

    title = models.CharField("Titel", max_length=200, unique=True, help_text="Wie auf dem Deckblatt.")
    kind = models.CharField(
        "Art", max_length=10, choices=Kind, help_text="Was für ein Heft oder Blatt es ist."
    )
    branch = models.CharField(
        "Bereich", max_length=10, choices=Branch, help_text="Auf welcher der beiden Seiten sie steht."
    )
    publisher = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="herausgegeben von", related_name="+",
        help_text="Die Stelle, die dafür einsteht.",
    )  # fmt: skip
    content = models.CharField(
        "Inhalt", max_length=500, blank=True, help_text="Was darin zu finden ist, in einem Satz."
    )
    recipients = models.ManyToManyField(
        "portal.Organisation", verbose_name="geht an", blank=True, related_name="+",
        help_text="Wer sie bekommt: Stellen, keine Personen.",
    )  # fmt: skip
    rhythm = models.CharField(
        "Rhythmus", max_length=60, blank=True, help_text="Wie oft sie neu erscheint: „jährlich“."
    )
    url = models.URLField(
        "Fundstelle", blank=True, max_length=500, help_text="Adresse im Netz, unter der man sie lesen kann."
    )
    history = History(m2m_fields=[recipients])

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "Veröffentlichung"
        verbose_name_plural = "Veröffentlichungen"
        ordering = ["kind", "title"]

    def __str__(self) -> str:
        return self.title
