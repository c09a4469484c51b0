"""Who offers places, and where people work."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from fim.querysets import PlacementQuerySet, ProviderQuerySet
from portal.history import History
from portal.models.places import Named


class Provider(models.Model):
    """Maßnahmeträger: an organisation that offers places. Its kind is the guideline's, which is another
    one than what the organisation is otherwise."""

    class Kind(models.TextChoices):
        MUNICIPAL = "municipal", "kommunal"
        STATE = "state", "staatlich"
        NON_PROFIT = "non_profit", "gemeinnützig"

    organisation = models.OneToOneField(
        "portal.Organisation", models.PROTECT, verbose_name="Organisation", related_name="fim_provider",
        help_text="Wer die Maßnahmen durchführt.",
    )  # fmt: skip
    kind = models.CharField(
        "Trägerart", max_length=10, choices=Kind,
        help_text="Danach werden die Plätze auf der Seite verglichen.",
    )  # fmt: skip
    history = History()

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = "Maßnahmeträger"
        verbose_name_plural = "Maßnahmeträger"
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def example(self) -> bool:
        return self.organisation.example


class Placement(Named):
    """Maßnahme: one application for places at one provider. Nobody who works there is named anywhere."""

    class Kind(models.TextChoices):
        INTERNAL = "internal", "intern"
        EXTERNAL = "external", "extern"

    class Additionality(models.TextChoices):
        """The three grounds of the guideline, one of which the provider of external places states."""

        NOT_AT_ALL = "not_at_all", "Die Arbeit würde sonst nicht verrichtet"
        NOT_AS_MUCH = "not_as_much", "Die Arbeit würde sonst nicht in diesem Umfang verrichtet"
        NOT_NOW = "not_now", "Die Arbeit würde sonst nicht zu diesem Zeitpunkt verrichtet"

    class Status(models.TextChoices):
        APPLIED = "applied", "beantragt"
        APPROVED = "approved", "bewilligt"
        RUNNING = "running", "läuft"
        ENDED = "ended", "beendet"
        REJECTED = "rejected", "abgelehnt"

    number = models.CharField("Nummer", max_length=30, unique=True, help_text="Wie in Bescheid und Liste.")
    name = models.CharField(
        "Maßnahme", max_length=200, help_text="So steht sie auf der Seite und in Meldungen."
    )
    kind = models.CharField(
        "Art", max_length=10, choices=Kind, help_text="Intern: in einer Unterkunft. Extern: außerhalb."
    )
    provider = models.ForeignKey(
        Provider, models.PROTECT, verbose_name="Maßnahmeträger", related_name="placements",
        help_text="Wer sie durchführt und die Besetzung meldet.",
    )  # fmt: skip
    shelter = models.ForeignKey(
        "accommodation.Shelter", models.PROTECT, verbose_name="Unterkunft", null=True, blank=True,
        related_name="placements", help_text="Nur bei internen Maßnahmen, dort Pflicht.",
    )  # fmt: skip
    additionality = models.CharField(
        "Zusätzlichkeit", max_length=12, choices=Additionality, blank=True,
        help_text="Nur bei externen Maßnahmen, dort Pflicht: was der Träger erklärt hat.",
    )  # fmt: skip
    activity = models.CharField(
        "Tätigkeit", max_length=200, help_text="Was dort getan wird: „Kleiderkammer“."
    )
    status = models.CharField(
        "Stand", max_length=10, choices=Status, default=Status.APPLIED,
        help_text="Wie weit sie ist; danach richtet sich, ob ihre Plätze mitzählen.",
    )  # fmt: skip
    applied_on = models.DateField("beantragt am", help_text="Wann der Antrag einging.")
    places_applied = models.PositiveIntegerField(
        "beantragte Plätze", help_text="Wie viele der Träger beantragt hat."
    )
    approved_on = models.DateField(
        "bewilligt am", null=True, blank=True, help_text="Leer: noch nicht entschieden."
    )
    places_approved = models.PositiveIntegerField(
        "bewilligte Plätze", null=True, blank=True,
        help_text="Wie viele im Bescheid stehen. Leer: noch nicht entschieden.",
    )  # fmt: skip
    ended_on = models.DateField("beendet oder abgelehnt am", null=True, blank=True, help_text="Letzter Tag.")
    history = History()

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        ordering = ["provider__organisation__name", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "name"], name="placement_name_once",
                violation_error_message="Dieser Träger hat schon eine Maßnahme dieses Namens.",
            ),
            models.CheckConstraint(
                condition=Q(kind="internal", shelter__isnull=False)
                | Q(kind="external", shelter__isnull=True),
                name="placement_internal_has_shelter",
                violation_error_message="Eine interne Maßnahme braucht ihre Unterkunft, eine externe hat "
                "keine.",
            ),
            models.CheckConstraint(
                condition=Q(kind="internal", additionality="") | (Q(kind="external") & ~Q(additionality="")),
                name="placement_external_is_additional",
                violation_error_message="Eine externe Maßnahme braucht die Erklärung zur Zusätzlichkeit, "
                "eine interne hat keine.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=("applied", "rejected"), approved_on__isnull=True, places_approved__isnull=True
                )
                | Q(
                    status__in=("approved", "running", "ended"), approved_on__isnull=False,
                    places_approved__isnull=False,
                ),
                name="placement_approved_says_when",
                violation_error_message="Bewilligt heißt: mit Tag und Zahl der bewilligten Plätze, und nur "
                "dann.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("ended", "rejected"), ended_on__isnull=False)
                | Q(status__in=("applied", "approved", "running"), ended_on__isnull=True),
                name="placement_ended_says_when",
                violation_error_message="Beendet oder abgelehnt heißt: mit dem Tag, und nur dann.",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | Q(approved_on__gte=F("applied_on")),
                name="placement_approved_after_application",
                violation_error_message="Die Bewilligung liegt vor dem Antrag.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("applied_on")),
                name="placement_ends_after_application",
                violation_error_message="Das Ende liegt vor dem Antrag.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        return [self.number, *super().names]

    @property
    def example(self) -> bool:
        return self.provider.example

    def status_on(self, when: date) -> "Placement.Status":
        """What it was on that day: its row says what it is today, its dates say since when."""
        if self.ended_on and self.ended_on < when:
            return self.Status.ENDED if self.approved_on else self.Status.REJECTED
        if self.approved_on is None or self.approved_on > when:
            return self.Status.APPLIED
        return self.Status.APPROVED if self.status == self.Status.APPROVED else self.Status.RUNNING
