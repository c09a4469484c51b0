"""Money: amounts by year, who pays which share, and until when. All amounts are EUR."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from pakt.models.programmes import Module, Programme, Project
from pakt.querysets import BudgetLineQuerySet, FundingShareQuerySet, OfAProjectQuerySet
from portal.history import History

OBJECTS = ("programme", "module", "project")


def exactly_one(*fields: str) -> Q:
    """Just one of these is filled."""
    condition = Q()
    for filled in fields:
        condition |= Q(**{f"{field}__isnull": field != filled for field in fields})
    return condition


class BudgetLine(models.Model):
    """Haushaltszeile. Amounts for the whole Land and amounts for the city are never added."""

    class Kind(models.TextChoices):
        PLANNED = "planned", "geplant"
        GRANTED = "granted", "bewilligt"
        SPENT = "spent", "ausgegeben"
        FORECAST = "forecast", "Prognose"

    class Level(models.TextChoices):
        STATE = "state", "ganzes Land"
        CITY = "city", "Stadt"

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="Förderprogramm", null=True, blank=True,
        related_name="budget_lines",
        help_text="Nur eines ausfüllen: Programm, Modul oder Projekt.",
    )  # fmt: skip
    module = models.ForeignKey(
        Module, models.PROTECT, verbose_name="Modul", null=True, blank=True, related_name="budget_lines",
        help_text="Nur eines ausfüllen: Programm, Modul oder Projekt.",
    )  # fmt: skip
    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name="Projekt", null=True, blank=True, related_name="budget_lines",
        help_text="Nur eines ausfüllen: Programm, Modul oder Projekt.",
    )  # fmt: skip
    year = models.PositiveSmallIntegerField("Jahr", help_text="Vierstellig; das erste, wenn es mehrere sind.")
    to_year = models.PositiveSmallIntegerField(
        "bis Jahr", null=True, blank=True,
        help_text="Nur wenn der Betrag für mehrere Jahre zusammen gilt; er wird nie aufgeteilt.",
    )  # fmt: skip
    kind = models.CharField(
        "Art", max_length=10, choices=Kind,
        help_text="Geplantes, Bewilligtes und Ausgegebenes stehen getrennt und werden nie addiert.",
    )  # fmt: skip
    level = models.CharField(
        "Ebene", max_length=10, choices=Level, default=Level.CITY,
        help_text="Beträge für das ganze Land und für die Stadt werden nie addiert.",
    )  # fmt: skip
    giver = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Geber", related_name="+",
        help_text="Wer das Geld gibt.",
    )  # fmt: skip
    purpose = models.CharField("Zweck", max_length=200, blank=True, help_text="Wofür das Geld ist.")
    amount = models.DecimalField(
        "Betrag in EUR", max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="In EUR, nicht in Tausend oder Millionen. Leer heißt: keine Angabe.",
    )  # fmt: skip
    part_of = models.ForeignKey(
        "self", models.PROTECT, verbose_name="Teil von", null=True, blank=True, related_name="parts",
        help_text="Ein Teil wird nie zum Ganzen addiert.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der der Betrag steht.",
    )  # fmt: skip
    history = History()

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = "Haushaltszeile"
        verbose_name_plural = "Haushaltszeilen"
        ordering = ["year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(*OBJECTS), name="budget_line_has_one_object",
                violation_error_message="Bitte genau eines angeben: Förderprogramm, Modul oder Projekt.",
            ),
            models.CheckConstraint(
                condition=Q(to_year__isnull=True) | Q(to_year__gt=F("year")),
                name="budget_line_ends_after_start",
                violation_error_message="„bis Jahr“ liegt nicht nach dem Jahr.",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="budget_line_not_negative",
                violation_error_message="Ein Betrag kann nicht kleiner als 0 sein.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[field, "year", "kind", "level", "giver", "purpose"],
                    name=f"budget_line_of_{field}_once",
                    condition=Q(**{f"{field}__isnull": False}),
                    violation_error_message="Dieser Betrag ist für das Jahr schon erfasst.",
                )
                for field in OBJECTS
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        purpose = f" ({self.purpose})" if self.purpose else ""
        return f"{self.about}, {self.years}, {self.get_kind_display()}{purpose}"

    def clean(self) -> None:
        """A part belongs to a whole of the same year, kind and level."""
        whole = self.part_of
        if whole is None:
            return
        same = ("year", "to_year", "kind", "level")
        if whole.pk == self.pk or any(getattr(whole, name) != getattr(self, name) for name in same):
            raise ValidationError({"part_of": "Ein Teil hat Jahr, Art und Ebene seines Ganzen."})

    @property
    def about(self) -> Programme | Module | Project | None:
        return self.project or self.module or self.programme

    @property
    def years(self) -> str:
        return f"{self.year}–{self.to_year}" if self.to_year else str(self.year)

    @property
    def example(self) -> bool:
        return self.about is not None and self.about.example


class OfAProject(models.Model):
    """A row about one project."""

    project: models.ForeignKey

    class Meta:
        abstract = True

    @property
    def example(self) -> bool:
        return self.project.example


class FundingShare(OfAProject):
    """Finanzierungsanteil. A giver whose share no source states stands here without one."""

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name="Projekt", related_name="shares",
        help_text="Welches Projekt bezahlt wird.",
    )  # fmt: skip
    year = models.PositiveSmallIntegerField("Jahr", help_text="Vierstellig.")
    giver = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Geber", related_name="+",
        help_text="Wer diesen Anteil zahlt.",
    )  # fmt: skip
    funds = models.CharField(
        "aus Mitteln", max_length=200, blank=True, help_text="Aus welchem Topf des Gebers: „Eigenmittel“."
    )
    percent = models.DecimalField(
        "Anteil in Prozent", max_digits=5, decimal_places=2, null=True, blank=True,
        help_text="Leer heißt: keine Angabe.",
    )  # fmt: skip
    amount = models.DecimalField(
        "Betrag in EUR", max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="Was dieser Anteil ausmacht. Leer: keine Angabe.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    history = History()

    objects = FundingShareQuerySet.as_manager()

    class Meta:
        verbose_name = "Finanzierungsanteil"
        verbose_name_plural = "Finanzierungsanteile"
        ordering = ["project", "year", F("percent").desc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year", "giver", "funds"], name="funding_share_once",
                violation_error_message="Dieser Anteil ist für das Jahr schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
                name="funding_share_between_0_and_100",
                violation_error_message="Ein Anteil liegt zwischen 0 und 100 Prozent.",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="funding_share_not_negative",
                violation_error_message="Ein Betrag kann nicht kleiner als 0 sein.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.project} {self.year}: {self.giver}"


class FundingPeriod(OfAProject):
    """Förderperiode. Begin or end unknown: empty."""

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name="Projekt", related_name="periods",
        help_text="Welches Projekt gefördert wird.",
    )  # fmt: skip
    number = models.PositiveSmallIntegerField("Nummer", help_text="Die wievielte Förderung des Projekts.")
    start = models.DateField("Beginn", null=True, blank=True, help_text="Leer heißt: keine Angabe.")
    end = models.DateField("Ende", null=True, blank=True, help_text="Leer heißt: keine Angabe.")
    follow_up = models.CharField(
        "Anschlussfinanzierung", max_length=300, blank=True,
        help_text="Womit es weitergeht, wenn noch keine neue Förderperiode erfasst ist. "
        "Leer heißt: Es wird 6, 3 und 1 Monat vor dem Ende gewarnt.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    history = History()

    objects = OfAProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "Förderperiode"
        verbose_name_plural = "Förderperioden"
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="funding_period_once",
                violation_error_message="Diese Förderperiode ist schon erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="funding_period_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.project}, {self.number}. Förderperiode"
