"""How far a project is: milestones, and target against actual."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from pakt.models.money import OfAProject
from pakt.models.programmes import Project
from pakt.querysets import OfAProjectQuerySet, ProjectIndicatorQuerySet
from portal.history import History
from portal.models import Indicator


class Milestone(OfAProject):
    """Meilenstein. A postponed one keeps its first date, and says why."""

    class Status(models.TextChoices):
        OPEN = "open", "offen"
        IN_PROGRESS = "in_progress", "in Arbeit"
        REACHED = "reached", "erreicht"
        DROPPED = "dropped", "entfallen"

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name="Projekt", related_name="milestones",
        help_text="Wozu der Schritt gehört.",
    )  # fmt: skip
    title = models.CharField("Meilenstein", max_length=200, help_text="Was dann geschafft ist.")
    due_on = models.DateField("fällig", null=True, blank=True, help_text="Leer heißt: keine Angabe.")
    status = models.CharField(
        "Stand", max_length=12, choices=Status, default=Status.OPEN, help_text="Wie weit er ist."
    )
    reached_on = models.DateField("erreicht am", null=True, blank=True, help_text="Nur wenn er erreicht ist.")
    postponed_to = models.DateField(
        "verschoben auf", null=True, blank=True, help_text="Der neue Tag; der erste bleibt oben stehen."
    )
    reason = models.CharField(
        "Grund der Verschiebung", max_length=300, blank=True,
        help_text="Nötig, wenn er verschoben ist. Steht auf der Seite des Projekts.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    history = History()

    objects = OfAProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "Meilenstein"
        verbose_name_plural = "Meilensteine"
        ordering = ["project", F("due_on").asc(nulls_last=True), "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "title"], name="milestone_once",
                violation_error_message="Diesen Meilenstein gibt es im Projekt schon.",
            ),
            models.CheckConstraint(
                condition=Q(postponed_to__isnull=True) | ~Q(reason=""), name="milestone_postponed_has_reason",
                violation_error_message="Eine Verschiebung braucht ihren Grund.",
            ),
            models.CheckConstraint(
                condition=Q(postponed_to__isnull=True)
                | Q(due_on__isnull=False, postponed_to__gt=F("due_on")),
                name="milestone_postponed_to_later",
                violation_error_message="Verschoben wird von einem Tag auf einen späteren.",
            ),
            models.CheckConstraint(
                condition=Q(reached_on__isnull=True) | Q(status="reached"), name="milestone_reached_is_so",
                violation_error_message="Mit einem Tag unter „erreicht am“ ist der Stand „erreicht“.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def due(self) -> date | None:
        """The day that counts now."""
        return self.postponed_to or self.due_on

    def reached_by(self, when: date) -> bool:
        """Also where it is known only that it was reached, not when."""
        return self.status == self.Status.REACHED and (self.reached_on is None or self.reached_on <= when)

    def overdue_on(self, when: date) -> bool:
        """Its day, the postponed one if there is one, has passed, and it was neither reached nor dropped."""
        if self.status == self.Status.DROPPED or self.reached_by(when):
            return False
        return self.due is not None and self.due < when


class ProjectIndicator(OfAProject):
    """Kennzahl eines Projekts: target against actual."""

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name="Projekt", related_name="indicators",
        help_text="Welches Projekt gemessen wird.",
    )  # fmt: skip
    label = models.CharField("Kennzahl", max_length=200, help_text="Was gezählt wird: „Teilnehmende“.")
    unit = models.CharField(
        "Einheit", max_length=20, choices=Indicator.Unit, help_text="Steht hinter jeder Zahl."
    )
    decimals = models.PositiveSmallIntegerField(
        "Nachkommastellen", default=0, help_text="Mit wie vielen Stellen nach dem Komma gezeigt wird."
    )
    year = models.PositiveSmallIntegerField(
        "Jahr", null=True, blank=True, help_text="Leer heißt: für die ganze Laufzeit."
    )
    target = models.DecimalField(
        "Soll", max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="Was erreicht werden soll. Leer: keine Angabe.",
    )  # fmt: skip
    target_qualifier = models.CharField(
        "Zusatz zum Soll", max_length=20, blank=True, help_text="bis zu, rund"
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg des Solls", null=True, blank=True,
        related_name="+",
        help_text="Die Quelle und die Stelle, an der das Soll steht.",
    )  # fmt: skip
    actual = models.DecimalField(
        "Ist", max_digits=14, decimal_places=2, null=True, blank=True, help_text="Leer heißt: keine Angabe."
    )
    actual_on = models.DateField(
        "Ist vom", null=True, blank=True, help_text="Der Tag, für den das Ist gilt; zu einem Ist nötig."
    )
    actual_citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg des Ists", null=True, blank=True,
        related_name="+",
        help_text="Die Quelle und die Stelle, an der das Ist steht.",
    )  # fmt: skip
    history = History()

    objects = ProjectIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "Projektkennzahl"
        verbose_name_plural = "Projektkennzahlen"
        ordering = ["project", "label", F("year").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "label", "year"], name="project_indicator_once",
                violation_error_message="Diese Kennzahl ist für das Jahr schon erfasst.",
            ),
            models.UniqueConstraint(
                fields=["project", "label"], condition=Q(year__isnull=True),
                name="project_indicator_of_all_years_once",
                violation_error_message="Diese Kennzahl ist für die ganze Laufzeit schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(actual__isnull=True) | Q(actual_on__isnull=False),
                name="project_indicator_actual_has_day",
                violation_error_message="Ein Ist-Wert braucht den Tag, von dem er ist.",
            ),
            models.CheckConstraint(
                condition=(Q(target__isnull=True) | Q(target__gte=0))
                & (Q(actual__isnull=True) | Q(actual__gte=0)),
                name="project_indicator_not_negative",
                violation_error_message="Soll und Ist können nicht kleiner als 0 sein.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label

    def actual_by(self, when: date) -> Decimal | None:
        """None: not known on that day."""
        return self.actual if self.actual_on and self.actual_on <= when else None
