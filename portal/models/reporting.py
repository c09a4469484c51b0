"""Meldekalender: for which days operators report, until when, and what the city does about gaps."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.dates import german_date
from portal.history import History
from portal.models.deliveries import Delivery
from portal.models.places import Organisation
from portal.querysets import ReportingDateQuerySet, ReportingExceptionQuerySet, ReportingRuleQuerySet


class ReportingRule(models.Model):
    """Melderegel: one for each kind of delivery. Without one nothing is carried forward and nobody is
    reminded."""

    kind = models.CharField(
        "Art der Meldung", max_length=20, choices=Delivery.Kind, default=Delivery.Kind.OCCUPANCY, unique=True,
        help_text="Für welche Meldungen die Regel gilt; je Art eine Regel.",
    )  # fmt: skip
    carried_days = models.PositiveSmallIntegerField(
        "Fortschreibung in Tagen", default=0,
        help_text="So lange gilt die letzte Zahl einer Unterkunft, wenn keine neue kommt. 0: gar nicht.",
    )  # fmt: skip
    remind_days_before = models.PositiveSmallIntegerField(
        "Erinnerung vor der Frist (Tage)", null=True, blank=True, help_text="Leer: keine Erinnerung."
    )
    remind_days_after = models.PositiveSmallIntegerField(
        "Erinnerung nach der Frist (Tage)", null=True, blank=True, help_text="Leer: keine Erinnerung."
    )
    history = History()

    objects = ReportingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "Melderegel"
        verbose_name_plural = "Melderegeln"
        ordering = ["kind"]

    def __str__(self) -> str:
        return f"Melderegel {self.get_kind_display()}"


class ReportingDate(models.Model):
    """Stichtag of the calendar. `closed_on` None: it is open. Closing locks its figures."""

    kind = models.CharField(
        "Art der Meldung", max_length=20, choices=Delivery.Kind, default=Delivery.Kind.OCCUPANCY,
        help_text="Wofür an diesem Tag gemeldet wird.",
    )  # fmt: skip
    as_of = models.DateField("Stichtag", help_text="Der Tag, auf den sich die gemeldeten Zahlen beziehen.")
    due_on = models.DateField("Frist", help_text="Letzter Tag, an dem eine Meldung pünktlich ist.")
    closed_on = models.DateField("abgeschlossen am", null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="abgeschlossen von",
        null=True, blank=True, editable=False, related_name="+",
    )  # fmt: skip
    closed_reason = models.CharField("Grund des Abschlusses", max_length=300, blank=True, editable=False)
    history = History()

    objects = ReportingDateQuerySet.as_manager()

    class Meta:
        verbose_name = "Meldestichtag"
        verbose_name_plural = "Meldekalender"
        ordering = ["-as_of"]
        permissions = [("close_reportingdate", "Kann Stichtage abschließen und wieder öffnen")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "as_of"], name="reporting_date_once",
                violation_error_message="Dieser Stichtag steht schon im Kalender.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("as_of")), name="reporting_date_due_after_as_of",
                violation_error_message="Die Frist liegt vor dem Stichtag.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, closed_reason="")
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(closed_reason="")),
                name="reporting_date_closed_with_reason",
                violation_error_message="Ein Abschluss braucht Tag, Person und Grund.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return german_date(self.as_of)

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def is_due(self, today: date) -> bool:
        """Whether whoever has not reported by now is late."""
        return self.due_on < today


class ReportingException(models.Model):
    """Ausnahme: one operator may still report for a closed day."""

    reporting_date = models.ForeignKey(
        ReportingDate, models.CASCADE, verbose_name="Stichtag", related_name="exceptions",
        help_text="Der abgeschlossene Stichtag, für den noch gemeldet werden darf.",
    )  # fmt: skip
    operator = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Träger", related_name="+",
        limit_choices_to={"kind": Organisation.Kind.OPERATOR},
        help_text="Wer noch melden darf; alle anderen nicht.",
    )  # fmt: skip
    reason = models.CharField(
        "Grund", max_length=300, help_text="Warum; bleibt im Verlauf des Stichtags stehen."
    )
    until = models.DateField("gilt bis", help_text="Letzter Tag der Ausnahme.")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="erteilt von", editable=False, related_name="+"
    )
    history = History()

    objects = ReportingExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "Ausnahme vom Abschluss"
        verbose_name_plural = "Ausnahmen vom Abschluss"
        ordering = ["-until"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporting_date", "operator"], name="reporting_exception_once",
                violation_error_message="Für diesen Träger und Stichtag gibt es schon eine Ausnahme.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.operator}, {self.reporting_date}"


class Reminder(models.Model):
    """Erinnerung: sent once for each operator, day and stage. Written in the transaction that sends it."""

    class Stage(models.TextChoices):
        BEFORE = "before", "vor der Frist"
        AFTER = "after", "nach der Frist"

    reporting_date = models.ForeignKey(
        ReportingDate, models.CASCADE, verbose_name="Stichtag", related_name="reminders"
    )
    operator = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Träger", related_name="+"
    )
    stage = models.CharField("Zeitpunkt", max_length=10, choices=Stage)
    sent_at = models.DateTimeField("gesendet am", auto_now_add=True)
    shelters = models.JSONField("genannte Unterkünfte", default=list)  # their names
    recipients = models.PositiveSmallIntegerField("Zahl der Empfänger")

    class Meta:
        verbose_name = "Erinnerung"
        verbose_name_plural = "Erinnerungen"
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporting_date", "operator", "stage"], name="reminder_once",
                violation_error_message="Diese Erinnerung ist schon gesendet.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.operator}, {self.reporting_date}, {self.get_stage_display()}"
