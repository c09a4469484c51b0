"""What the city declares about the portal's accessibility, and what readers report to it.

Contents of the declaration: § 10 (3) L-BGG, §§ 3 and 4 L-BGG-DVO and its Anlage 1, which is the model of the
decision (EU) 2018/1523.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.history import History
from portal.models.retention import RetentionPeriod
from portal.querysets import (
    ANSWER_WITHIN,
    BarrierReportQuerySet,
    KnownBarrierQuerySet,
    StatementQuerySet,
)


class AccessibilityStatement(models.Model):
    """Erklärung zur Barrierefreiheit. The newest one holds; a new assessment is a new row."""

    class Status(models.TextChoices):
        FULL = "full", "vollständig vereinbar"
        PARTLY = "partly", "teilweise vereinbar"
        NOT = "not", "nicht vereinbar"

    class Method(models.TextChoices):
        SELF = "self", "Selbstbewertung"
        OTHERS = "others", "Prüfung durch Dritte"

    assessed_on = models.DateField("erstellt am", help_text="Der Tag der Prüfung, auf der sie beruht.")
    reviewed_on = models.DateField(
        "zuletzt überprüft am", null=True, blank=True,
        help_text="Mindestens einmal im Jahr und nach jeder großen Änderung des Portals.",
    )  # fmt: skip
    status = models.CharField(
        "Stand der Vereinbarkeit", max_length=10, choices=Status,
        help_text="Das Ergebnis der Prüfung. Öffentlich; „vollständig“ nur, wenn keine Barriere mehr offen "
        "ist.",
    )  # fmt: skip
    method = models.CharField(
        "Methode", max_length=10, choices=Method, default=Method.SELF,
        help_text="Wer geprüft hat: die Stadt selbst oder jemand von außen. Öffentlich.",
    )  # fmt: skip
    how = models.TextField("Wie geprüft wurde", help_text="Öffentlich: was geprüft wurde, womit, was nicht.")
    office = models.CharField(
        "Kontaktstelle", max_length=200, blank=True,
        help_text="Öffentlich: die Stelle, keine Person. Ohne sie nennt die Seite nur das Formular.",
    )  # fmt: skip
    email = models.EmailField("E-Mail der Kontaktstelle", blank=True, help_text="Ein Funktionspostfach.")
    phone = models.CharField(
        "Telefon der Kontaktstelle", max_length=40, blank=True,
        help_text="Öffentlich: die Nummer der Stelle, nicht die einer Person.",
    )  # fmt: skip
    history = History()

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = "Erklärung zur Barrierefreiheit"
        verbose_name_plural = "Erklärungen zur Barrierefreiheit"
        ordering = ["-assessed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessed_on"], name="statement_of_a_day_once",
                violation_error_message="Von diesem Tag gibt es schon eine Erklärung.",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on=None) | Q(reviewed_on__gte=F("assessed_on")),
                name="statement_reviewed_after_assessed",
                violation_error_message="Überprüft wird eine Erklärung, nachdem sie erstellt ist.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Erklärung vom {self.assessed_on:%d.%m.%Y}"


class KnownBarrier(models.Model):
    """Bekannte Barriere: stands in the declaration until it is resolved."""

    class Reason(models.TextChoices):
        UNMET = "unmet", "Unvereinbarkeit mit den Anforderungen"
        BURDEN = "burden", "unverhältnismäßige Belastung"
        OUTSIDE = "outside", "fällt nicht in den Anwendungsbereich"

    area = models.CharField("Bereich", max_length=100, unique=True, help_text="Wo im Portal. Öffentlich.")
    problem = models.TextField("Was nicht barrierefrei ist", help_text="Öffentlich.")
    reason = models.CharField(
        "Art des Grundes", max_length=10, choices=Reason, default=Reason.UNMET,
        help_text="Eine unverhältnismäßige Belastung (§ 10 Absatz 2 L-BGG) ist für jeden Fall zu begründen.",
    )  # fmt: skip
    because = models.TextField("Warum das so ist", help_text="Öffentlich.")
    alternative = models.TextField("Was stattdessen hilft", blank=True, help_text="Öffentlich.")
    planned_until = models.DateField(
        "behoben bis (geplant)", null=True, blank=True,
        help_text="Bis wann die Stadt die Barriere beseitigen will. Öffentlich.",
    )  # fmt: skip
    resolved_on = models.DateField(
        "behoben am", null=True, blank=True,
        help_text="Mit einem Tag verschwindet die Barriere aus der Erklärung.",
    )  # fmt: skip
    history = History()

    objects = KnownBarrierQuerySet.as_manager()

    class Meta:
        verbose_name = "bekannte Barriere"
        verbose_name_plural = "bekannte Barrieren"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.area


class BarrierReport(models.Model):
    """Gemeldete Barriere. Without a history: what is forgotten must be gone everywhere."""

    page = models.CharField("Seite", max_length=300, blank=True)  # its path; empty: the portal as a whole
    text = models.TextField("Meldung")
    reply_to = models.EmailField("E-Mail für die Antwort", blank=True)
    consent = models.BooleanField("Einwilligung in das Speichern der E-Mail", default=False)
    created_at = models.DateTimeField("gemeldet am", default=timezone.now)
    answer = models.TextField("Antwort", blank=True)
    answered_at = models.DateTimeField("beantwortet am", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="beantwortet von", null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    objects = BarrierReportQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeldete Barriere"
        verbose_name_plural = "gemeldete Barrieren"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_to="") | Q(consent=True), name="barrier_report_address_with_consent",
                violation_error_message="Eine E-Mail-Adresse wird nur mit Einwilligung gespeichert.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="barrier_report_answer_has_time",
                violation_error_message="Zu einer Antwort gehört ihre Zeit.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"B-{self.pk}"

    @property
    def due_on(self) -> date:
        return timezone.localdate(self.created_at) + ANSWER_WITHIN

    @property
    def address_kept_until(self) -> date | None:
        """None while nobody has answered, and where there is no address."""
        if not self.answered_at or not self.reply_to:
            return None
        days = RetentionPeriod.objects.days_of(RetentionPeriod.Kind.BARRIERS)
        return timezone.localdate(self.answered_at) + timedelta(days=days)
