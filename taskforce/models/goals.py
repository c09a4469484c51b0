"""What the steering group wants to reach, and by which steps."""

from django.db import models

from portal.history import History
from taskforce.models.bodies import Body
from taskforce.querysets import GoalQuerySet


class Goal(models.Model):
    """Ziel. One without an indicator cannot be measured, and is shown so."""

    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="Gremium", related_name="goals",
        help_text="Wer sich das Ziel gesetzt hat.",
    )  # fmt: skip
    text = models.CharField("Ziel", max_length=300, help_text="Was erreicht werden soll, in einem Satz.")
    target_group = models.CharField(
        "Zielgruppe", max_length=200, blank=True, help_text="Für wen: „Jugendliche ohne Schulabschluss“."
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="Teil von", null=True, blank=True, related_name="parts",
        help_text="Das größere Ziel, zu dem dieses beiträgt.",
    )  # fmt: skip
    indicator = models.ForeignKey(
        "portal.Indicator", models.PROTECT, verbose_name="Kennzahl", null=True, blank=True, related_name="+",
        help_text="Woran man es misst. Ohne Kennzahl steht das Ziel als nicht messbar auf der Seite.",
    )  # fmt: skip
    target_value = models.DecimalField(
        "Zielwert", max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="Welcher Wert der Kennzahl erreicht sein soll.",
    )  # fmt: skip
    due_on = models.DateField(
        "bis", null=True, blank=True, help_text="Der Tag, an dem es erreicht sein soll."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = "Ziel"
        verbose_name_plural = "Ziele"
        ordering = ["body", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "text"],
                name="goal_once",
                violation_error_message="Dieses Ziel gibt es schon.",
            ),
            models.CheckConstraint(
                condition=models.Q(target_value__isnull=True) | models.Q(indicator__isnull=False),
                name="goal_value_has_indicator",
                violation_error_message="Ein Zielwert braucht die Kennzahl, an der er gemessen wird.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ActionPlan(models.Model):
    """Aktionsplan: a step towards a goal."""

    class Status(models.TextChoices):
        PLANNED = "planned", "geplant"
        RUNNING = "running", "läuft"
        DONE = "done", "abgeschlossen"
        STOPPED = "stopped", "eingestellt"

    goal = models.ForeignKey(
        Goal, models.PROTECT, verbose_name="Ziel", related_name="plans",
        help_text="Wozu der Schritt beiträgt.",
    )  # fmt: skip
    title = models.CharField("Titel", max_length=200, help_text="Was getan wird.")
    responsible = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="verantwortlich", null=True, blank=True,
        related_name="+",
        help_text="Die Stelle, die ihn umsetzt.",
    )  # fmt: skip
    due_on = models.DateField(
        "bis", null=True, blank=True, help_text="Der Tag, an dem er erledigt sein soll."
    )
    status = models.CharField(
        "Stand", max_length=10, choices=Status, default=Status.PLANNED, help_text="Wie weit er ist."
    )
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    class Meta:
        verbose_name = "Aktionsplan"
        verbose_name_plural = "Aktionspläne"
        ordering = ["goal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "title"], name="action_plan_once",
                violation_error_message="Diesen Aktionsplan gibt es schon.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
