"""Where the money comes from, how much there is in a year, and who gets it. All amounts are EUR."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from culture_sport.models.documented import Branch, Documented
from culture_sport.querysets import FundBudgetQuerySet, FundQuerySet, GrantQuerySet
from portal.history import History
from portal.models.places import Named


def euros(label: str, **more: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=2, **more)


class Fund(Named, Documented):
    """Fördertopf."""

    name = models.CharField(
        "Name", max_length=200, unique=True, help_text="So steht der Topf auf den Seiten."
    )
    branch = models.CharField(
        "Bereich", max_length=10, choices=Branch, help_text="Auf welcher der beiden Seiten er steht."
    )
    office = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="zuständig", null=True, blank=True,
        related_name="+",
        help_text="Welches Amt über die Anträge entscheidet.",
    )  # fmt: skip
    guideline = models.CharField("Richtlinie", max_length=300, blank=True, help_text="Wonach gefördert wird.")
    topics = models.TextField("was gefördert wird", blank=True, help_text="Je Zeile ein Punkt.")
    since = models.DateField(
        "fördert seit", null=True, blank=True, help_text="Der erste Tag. Leer: nur in Worten bekannt."
    )
    since_text = models.CharField(
        "Beginn in Worten", max_length=60, blank=True,
        help_text="Wenn die Quelle kein Datum nennt: „seit Herbst 2014“.",
    )  # fmt: skip
    history = History()

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = "Fördertopf"
        verbose_name_plural = "Fördertöpfe"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def purposes(self) -> list[str]:
        return [line.strip() for line in self.topics.splitlines() if line.strip()]


class FundBudget(Documented):
    """Haushaltsansatz: what the council gives a fund for one year."""

    fund = models.ForeignKey(
        Fund, models.PROTECT, verbose_name="Fördertopf", related_name="budgets",
        help_text="Welcher Topf das Geld bekommt.",
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(
        "Haushaltsjahr", validators=[MinValueValidator(1990)], help_text="Vierstellig."
    )
    open_start = models.BooleanField(
        "auch davor", default=False, help_text="Der Betrag galt auch vorher; seit wann, sagt keine Quelle."
    )
    amount = euros("Ansatz (EUR)", help_text="Was der Gemeinderat für dieses Jahr bewilligt hat.")
    wording = models.CharField("wie gedruckt", max_length=100, blank=True, help_text="„jeweils 75.000 EUR“")
    history = History()

    objects = FundBudgetQuerySet.as_manager()

    class Meta:
        verbose_name = "Haushaltsansatz"
        verbose_name_plural = "Haushaltsansätze"
        ordering = ["fund", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year"], name="fund_budget_once",
                violation_error_message="Für dieses Jahr hat der Topf schon einen Ansatz.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="fund_budget_not_negative",
                violation_error_message="Der Ansatz kann nicht kleiner als 0 sein.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.fund}, {self.years}"

    @property
    def years(self) -> str:
        """„2016“; „bis 2015“ where no source says since when."""
        return f"bis {self.year}" if self.open_start else str(self.year)


class Grant(Documented):
    """Förderung. A person who gets one is never named: the file knows who it is."""

    class Proof(models.TextChoices):
        NOT_NEEDED = "not_needed", "nicht nötig"
        OPEN = "open", "offen"
        SUBMITTED = "submitted", "eingereicht"
        CHECKED = "checked", "geprüft"

    reference = models.CharField(
        "Aktenzeichen", max_length=40, unique=True,
        help_text="Wie auf dem Bescheid; daran erkennt eine Liste die Förderung wieder.",
    )  # fmt: skip
    fund = models.ForeignKey(
        Fund, models.PROTECT, verbose_name="Fördertopf", related_name="grants",
        help_text="Woraus sie bezahlt wird.",
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(
        "Haushaltsjahr", validators=[MinValueValidator(1990)], help_text="Aus dessen Ansatz gezahlt wird."
    )
    recipient = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="wer gefördert wird", null=True, blank=True,
        related_name="+", help_text="Leer bei Einzelpersonen: Ihr Name steht nur in der Akte.",
    )  # fmt: skip
    purpose = models.CharField(
        "wofür", max_length=200, help_text="Was gefördert wird, ohne Namen von Menschen."
    )
    project = models.ForeignKey(
        "culture_sport.Project", models.PROTECT, verbose_name="Projekt", null=True, blank=True,
        related_name="grants",
        help_text="Wenn ein erfasstes Projekt gefördert wird.",
    )  # fmt: skip
    offer = models.ForeignKey(
        "culture_sport.SportsOffer", models.PROTECT, verbose_name="Sportangebot", null=True, blank=True,
        related_name="grants",
        help_text="Wenn ein Angebot aus dem Verzeichnis gefördert wird.",
    )  # fmt: skip
    requested = euros("beantragt (EUR)", null=True, blank=True, help_text="Leer heißt: keine Angabe.")
    requested_on = models.DateField(
        "beantragt am", default=timezone.localdate, help_text="Wann der Antrag einging."
    )
    granted = euros(
        "bewilligt (EUR)", null=True, blank=True, help_text="Leer: noch nicht entschieden. 0: abgelehnt."
    )
    decided_on = models.DateField(
        "entschieden am", null=True, blank=True,
        help_text="Gehört zum bewilligten Betrag; auch eine Ablehnung ist entschieden.",
    )  # fmt: skip
    paid = euros("ausgezahlt (EUR)", null=True, blank=True, help_text="Leer: noch nichts ausgezahlt.")
    paid_on = models.DateField(
        "ausgezahlt am", null=True, blank=True, help_text="Gehört zum ausgezahlten Betrag."
    )
    proof = models.CharField(
        "Verwendungsnachweis", max_length=10, choices=Proof, default=Proof.OPEN,
        help_text="Ob belegt ist, wofür das Geld ausgegeben wurde.",
    )  # fmt: skip
    proof_due = models.DateField(
        "Nachweis fällig am", null=True, blank=True,
        help_text="Ist er dann noch offen, gilt er als überfällig.",
    )  # fmt: skip
    history = History()

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "Förderung"
        verbose_name_plural = "Förderungen"
        ordering = ["fund", "year", "reference"]
        constraints = [
            models.CheckConstraint(
                condition=Q(requested=None) | Q(requested__gte=0), name="grant_requested_not_negative",
                violation_error_message="Der beantragte Betrag kann nicht kleiner als 0 sein.",
            ),
            models.CheckConstraint(
                condition=Q(granted=None) | Q(granted__gte=0), name="grant_granted_not_negative",
                violation_error_message="Der bewilligte Betrag kann nicht kleiner als 0 sein.",
            ),
            models.CheckConstraint(
                condition=Q(paid=None) | Q(paid__gte=0, granted__isnull=False, paid__lte=F("granted")),
                name="grant_paid_within_granted",
                violation_error_message="Es kann nicht mehr ausgezahlt sein, als bewilligt ist.",
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_on=None)
                | Q(granted__isnull=False, decided_on__isnull=False),
                name="grant_decided_with_date",
                violation_error_message="Zu einer Entscheidung gehören Betrag und Tag.",
            ),
            models.CheckConstraint(
                condition=Q(paid=None, paid_on=None) | Q(paid__isnull=False, paid_on__isnull=False),
                name="grant_paid_with_date",
                violation_error_message="Zu einer Auszahlung gehören Betrag und Tag.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("requested_on")),
                name="grant_decided_after_request",
                violation_error_message="Die Entscheidung liegt vor dem Antrag.",
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(decided_on__isnull=False, paid_on__gte=F("decided_on")),
                name="grant_paid_after_decision",
                violation_error_message="Die Auszahlung liegt vor der Entscheidung.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference}: {self.purpose}"
