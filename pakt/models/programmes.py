"""What is funded: a programme of some giver, its modules, and the projects below them.

Whether something is invented is said once, at the programme: all that belongs to it follows.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from pakt.querysets import ModuleQuerySet, ProgrammeQuerySet, ProjectQuerySet
from portal.history import History
from portal.models.places import Named


class Lasting(models.Model):
    """In whole years, as budgets are. Empty: no source says it."""

    first_year = models.PositiveSmallIntegerField(
        "erstes Jahr", null=True, blank=True, help_text="Vierstellig. Leer: Keine Quelle sagt es."
    )
    last_year = models.PositiveSmallIntegerField(
        "letztes Jahr", null=True, blank=True,
        help_text="Vierstellig. Leer: läuft noch, oder keine Quelle sagt es.",
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message="Das letzte Jahr liegt vor dem ersten.",
            )
        ]

    @property
    def years(self) -> str:
        """„2018–2019“, „ab 2018“, „bis 2019“; empty where no source says it."""
        match self.first_year, self.last_year:
            case None, None:
                return ""
            case first, None:
                return f"ab {first}"
            case None, last:
                return f"bis {last}"
            case first, last:
                return str(first) if first == last else f"{first}–{last}"


class Programme(Named, Lasting):
    """Förderprogramm. The next one is another row."""

    slug = models.SlugField("Adresse", unique=True, help_text="Steht in der Adresse der Seite.")
    name = models.CharField(
        "Name", max_length=200, unique=True, help_text="So steht das Programm auf den Seiten."
    )
    giver = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Geber", related_name="+",
        help_text="Wer das Programm auflegt: Bund, Land, Stadt oder eine Stiftung.",
    )  # fmt: skip
    partners = models.ManyToManyField(
        "portal.Organisation", verbose_name="Partner", blank=True, related_name="+",
        help_text="Wer daran mitwirkt.",
    )  # fmt: skip
    lead = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Federführung", null=True, blank=True,
        related_name="+",
        help_text="Welche Stelle der Stadt es betreut.",
    )  # fmt: skip
    goal = models.TextField("Ziel", blank=True, help_text="Was es erreichen soll, in eigenen Worten.")
    legal_bases = models.ManyToManyField(
        "portal.Source", verbose_name="Rechtsgrundlagen", blank=True, related_name="+",
        limit_choices_to={"kind__in": ("law", "guideline")},
        help_text="Gesetze und Richtlinien, auf denen es beruht.",
    )  # fmt: skip
    papers = models.ManyToManyField(
        "portal.Source", verbose_name="Drucksachen", blank=True, related_name="+",
        limit_choices_to={"kind": "paper"},
        help_text="In welchen Drucksachen es vorkommt.",
    )  # fmt: skip
    bodies = models.ManyToManyField(
        "taskforce.Body", verbose_name="Gremien", blank=True, related_name="+",
        help_text="Gremien, die das Programm steuern. Sie werden im Bereich Arbeitsgruppen gepflegt.",
    )  # fmt: skip
    public = models.BooleanField(
        "öffentlich", default=True, help_text="Ohne Haken sieht nur die Verwaltung das Programm."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History(m2m_fields=[partners, legal_bases, papers, bodies])

    objects = ProgrammeQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "Förderprogramm"
        verbose_name_plural = "Förderprogramme"
        ordering = ["example", F("first_year").asc(nulls_last=True), "name"]

    def __str__(self) -> str:
        return self.name


class Module(models.Model):
    """Modul."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="Förderprogramm", related_name="modules",
        help_text="Wozu das Modul gehört.",
    )  # fmt: skip
    slug = models.SlugField("Kennung", unique=True, help_text="Für Listen und Sprungmarken: pakt-modul-1")
    number = models.PositiveSmallIntegerField(
        "Nummer", help_text="Wie im Programm; danach ist die Seite geordnet."
    )
    title = models.CharField("Titel", max_length=200, help_text="So steht das Modul auf der Seite.")
    goal = models.TextField("Ziel", blank=True, help_text="Was es erreichen soll, in eigenen Worten.")
    target_group = models.CharField("Zielgruppe", max_length=200, blank=True, help_text="Für wen es ist.")
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    history = History()

    objects = ModuleQuerySet.as_manager()

    class Meta:
        verbose_name = "Modul"
        verbose_name_plural = "Module"
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="module_number_once",
                violation_error_message="Ein Modul mit dieser Nummer gibt es im Programm schon.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Modul {self.number}: {self.title}"

    @property
    def example(self) -> bool:
        return self.programme.example


class Project(Named, Lasting):
    """Projekt, in a module or beside them."""

    class Status(models.TextChoices):
        PLANNED = "planned", "geplant"
        RUNNING = "running", "läuft"
        ENDED = "ended", "abgeschlossen"
        STOPPED = "stopped", "eingestellt"

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="Förderprogramm", related_name="projects",
        help_text="Woraus das Projekt gefördert wird.",
    )  # fmt: skip
    module = models.ForeignKey(
        Module, models.PROTECT, verbose_name="Modul", null=True, blank=True, related_name="projects",
        help_text="Leer: neben den Modulen.",
    )  # fmt: skip
    slug = models.SlugField("Adresse", unique=True, help_text="Steht in der Adresse der Seite.")
    name = models.CharField("Name", max_length=200, help_text="So steht das Projekt auf den Seiten.")
    status = models.CharField(
        "Stand", max_length=10, choices=Status, default=Status.PLANNED, help_text="Wie weit es ist."
    )
    description = models.TextField("Beschreibung", blank=True, help_text="Worum es geht, in eigenen Worten.")
    target_group = models.CharField(
        "Zielgruppe", max_length=200, blank=True,
        help_text="Für wen es ist: „Geflüchtete mit Bleibeperspektive“.",
    )  # fmt: skip
    topics = models.TextField("Themen", blank=True, help_text="Je Zeile eines.")
    lead = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Träger, Federführung", null=True, blank=True,
        related_name="+",
        help_text="Wer es durchführt.",
    )  # fmt: skip
    partners = models.ManyToManyField(
        "portal.Organisation", verbose_name="Partner", blank=True, related_name="+",
        help_text="Wer daran mitwirkt.",
    )  # fmt: skip
    legal_bases = models.ManyToManyField(
        "portal.Source", verbose_name="Rechtsgrundlagen", blank=True, related_name="+",
        limit_choices_to={"kind__in": ("law", "guideline")},
        help_text="Gesetze und Richtlinien, auf denen es beruht.",
    )  # fmt: skip
    papers = models.ManyToManyField(
        "portal.Source", verbose_name="Drucksachen", blank=True, related_name="+",
        limit_choices_to={"kind": "paper"},
        help_text="In welchen Drucksachen es vorkommt.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    history = History(m2m_fields=[partners, legal_bases, papers])

    objects = ProjectQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "Projekt"
        verbose_name_plural = "Projekte"
        ordering = ["programme", F("module__number").asc(nulls_last=True), "name"]
        constraints = [
            *Lasting.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "name"], name="project_once",
                violation_error_message="Dieses Projekt gibt es im Programm schon.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.module and self.module.programme_id != self.programme_id:
            raise ValidationError({"module": "Dieses Modul gehört zu einem anderen Förderprogramm."})

    @property
    def example(self) -> bool:
        return self.programme.example

    @property
    def topic_list(self) -> list[str]:
        return [line.strip() for line in self.topics.splitlines() if line.strip()]
