"""What circles need, what worked, and which courses there are."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from portal.history import History
from portal.models.times import Lasting
from volunteering.models.groups import Topic, VolunteerGroup
from volunteering.querysets import GoodPracticeQuerySet, QualificationEventQuerySet, SupportNeedQuerySet


class SupportNeed(models.Model):
    """Bedarf of a group: the coordinator's work list. The seven kinds are those of the report."""

    class Kind(models.TextChoices):
        CONTACTS = "contacts", "Ansprechpersonen"
        SUBJECTS = "subjects", "fachliche Themen"
        EXAMPLES = "examples", "Praxisbeispiele"
        EXCHANGE = "exchange", "Austausch"
        ADVICE = "advice", "Beratung"
        SUPPORT = "support", "Begleitung"
        QUALIFICATION = "qualification", "Qualifikation"

    class Urgency(models.IntegerChoices):
        HIGH = 1, "dringend"
        NORMAL = 2, "normal"
        LOW = 3, "hat Zeit"

    class State(models.TextChoices):
        OPEN = "open", "offen"
        IN_PROGRESS = "in_progress", "in Arbeit"
        MET = "met", "erfüllt"

    group = models.ForeignKey(
        VolunteerGroup, models.PROTECT, verbose_name="Gruppe", related_name="needs",
        help_text="Wer etwas braucht.",
    )  # fmt: skip
    kind = models.CharField(
        "Art", max_length=15, choices=Kind, help_text="Danach ist die Arbeitsliste geordnet."
    )
    description = models.CharField(
        "worum es geht", max_length=300, help_text="Ohne Namen und ohne Einzelheiten über Geflüchtete."
    )
    urgency = models.PositiveSmallIntegerField(
        "Dringlichkeit", choices=Urgency, default=Urgency.NORMAL,
        help_text="Dringendes steht auf der Arbeitsliste oben.",
    )  # fmt: skip
    state = models.CharField(
        "Stand", max_length=12, choices=State, default=State.OPEN, help_text="„Erfüllt“ braucht den Tag."
    )
    reported_on = models.DateField("gemeldet am", help_text="Wann die Gruppe es gesagt hat.")
    met_on = models.DateField(
        "erfüllt am", null=True, blank=True, help_text="Nur wenn der Bedarf erfüllt ist."
    )
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = SupportNeedQuerySet.as_manager()

    class Meta:
        verbose_name = "Bedarf"
        verbose_name_plural = "Bedarfe"
        ordering = ["urgency", "reported_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="met", met_on__isnull=False) | (~Q(state="met") & Q(met_on__isnull=True)),
                name="support_need_met_has_day",
                violation_error_message="Genau ein erfüllter Bedarf hat den Tag, an dem er erfüllt war.",
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(met_on__gte=F("reported_on")),
                name="support_need_met_after_report",
                violation_error_message="Ein Bedarf kann nicht erfüllt sein, bevor er gemeldet war.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.description}"


class GoodPractice(models.Model):
    """Gute Praxis: how others solved it."""

    title = models.CharField(
        "Titel", max_length=200, unique=True, help_text="So steht das Beispiel auf der Seite."
    )
    description = models.TextField(
        "So geht es", help_text="Was die Gruppe tut und was dabei hilft, ohne Namen."
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name="Thema", null=True, blank=True, related_name="+",
        help_text="Wozu das Beispiel passt. Danach wird gesucht.",
    )  # fmt: skip
    group = models.ForeignKey(
        VolunteerGroup, models.PROTECT, verbose_name="Gruppe", null=True, blank=True,
        related_name="practices",
        help_text="Wer es so macht. Leer: ohne Nennung.",
    )  # fmt: skip
    transferable = models.BooleanField(
        "auf andere Gruppen übertragbar", default=True, help_text="Ob auch andere es so machen können."
    )
    published = models.BooleanField(
        "öffentlich", default=False, help_text="Mit Haken sehen es alle, sonst nur die Verwaltung."
    )
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = GoodPracticeQuerySet.as_manager()

    class Meta:
        verbose_name = "gute Praxis"
        verbose_name_plural = "gute Praxis"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class QualificationEvent(Lasting):
    """Qualifizierung. Who takes part is a number; names are kept by the provider."""

    title = models.CharField(
        "Titel", max_length=200, unique=True, help_text="So steht das Angebot auf der Seite."
    )
    outcome = models.CharField(
        "wofür", max_length=200, blank=True, help_text="Die Aufgabe, auf die sie vorbereitet."
    )
    provider = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Anbieter", null=True, blank=True,
        related_name="+",
        help_text="Wer es durchführt.",
    )  # fmt: skip
    modules = models.PositiveSmallIntegerField(
        "Module", null=True, blank=True, validators=[MinValueValidator(1)],
        help_text="Aus wie vielen Teilen es besteht.",
    )  # fmt: skip
    hours_per_module = models.DecimalField(
        "Stunden je Modul", max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal("0.25"))],
        help_text="Daraus errechnet sich die Dauer.",
    )  # fmt: skip
    places = models.PositiveSmallIntegerField(
        "Plätze", null=True, blank=True, help_text="Wie viele teilnehmen können."
    )
    participants = models.PositiveSmallIntegerField(
        "Teilnehmende", null=True, blank=True, help_text="Nur die Zahl. Leer heißt: keine Angabe."
    )
    registration = models.CharField(
        "Anmeldung", max_length=200, blank=True, help_text="Webseite oder Funktionspostfach des Anbieters."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = QualificationEventQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "Qualifizierung"
        verbose_name_plural = "Qualifizierungen"
        ordering = ["started_from", "title"]
        constraints = [
            *Lasting.Meta.constraints,
            models.CheckConstraint(
                condition=Q(places__isnull=True)
                | Q(participants__isnull=True)
                | Q(participants__lte=F("places")),
                name="qualification_fits_places",
                violation_error_message="Es können nicht mehr Menschen teilnehmen, als Plätze da sind.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> Decimal | None:
        """Modules times hours; None where one of both is unknown."""
        if self.modules is None or self.hours_per_module is None:
            return None
        return self.modules * self.hours_per_module
