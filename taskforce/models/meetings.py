"""When bodies met, what they dealt with, and which papers went through them."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile

from portal.history import History
from portal.models.deliveries import private_storage
from taskforce.models.bodies import Body
from taskforce.querysets import ConsultationQuerySet, MeetingQuerySet

PDF = b"%PDF-"


def minutes_name(meeting: "Meeting", file_name: str) -> str:
    """A name of our own; the original name is kept as text only."""
    return f"minutes/{uuid.uuid4().hex}"


def expect_pdf(minutes: FieldFile) -> None:
    """Raises ValidationError. Minutes are kept without their name, so their kind must be known."""
    if minutes._committed:  # type: ignore[attr-defined]  # looked at when it came
        return
    first = minutes.open().read(len(PDF))
    minutes.seek(0)
    if first != PDF:
        raise ValidationError("Bitte laden Sie das Protokoll als PDF-Datei hoch.")


class Meeting(models.Model):
    """Sitzung."""

    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="Gremium", related_name="meetings", help_text="Wer sich trifft."
    )
    held_on = models.DateField("Datum", help_text="Der Tag der Sitzung, auch wenn er noch bevorsteht.")
    begins_at = models.TimeField(
        "Beginn", null=True, blank=True, help_text="Uhrzeit, zum Beispiel 16:00. Leer: keine Angabe."
    )
    ends_at = models.TimeField(
        "Ende", null=True, blank=True, help_text="Uhrzeit, zum Beispiel 18:00. Leer: keine Angabe."
    )
    title = models.CharField("Titel", max_length=200, blank=True, help_text="Leer: Name des Gremiums.")
    place = models.CharField("Ort", max_length=200, blank=True, help_text="Haus und Raum. Steht im Kalender.")
    guests = models.TextField("Gäste", blank=True, help_text="Organisationen, je Zeile eine; keine Namen.")
    minutes = models.FileField(
        "Protokoll", upload_to=minutes_name, storage=private_storage, blank=True, max_length=200,
        validators=[expect_pdf], help_text="Als PDF-Datei.",
    )  # fmt: skip
    minutes_public = models.BooleanField(
        "Protokoll öffentlich", default=False, help_text="Mit Haken kann jede und jeder das Protokoll lesen."
    )
    public = models.BooleanField(
        "öffentliche Sitzung", default=False,
        help_text="Mit Haken steht die Sitzung für alle im Kalender, sonst nur intern.",
    )  # fmt: skip
    cancelled = models.BooleanField(
        "abgesagt", default=False, help_text="Mit Haken bleibt sie im Kalender stehen, als abgesagt."
    )
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "Sitzung"
        verbose_name_plural = "Sitzungen"
        ordering = ["-held_on", "body"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(begins_at__isnull=True)
                | models.Q(ends_at__gt=models.F("begins_at")),
                name="meeting_ends_after_begin",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.held_on:%d.%m.%Y}"

    @property
    def name(self) -> str:
        return self.title or str(self.body)

    @property
    def guest_list(self) -> list[str]:
        return [line.strip() for line in self.guests.splitlines() if line.strip()]


class AgendaItem(models.Model):
    """Tagesordnungspunkt."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name="Sitzung", related_name="agenda")
    order = models.PositiveSmallIntegerField("TOP", help_text="Die Nummer auf der Tagesordnung.")
    title = models.CharField("Titel", max_length=300, help_text="Worum es unter diesem Punkt geht.")
    paper = models.ForeignKey(
        "portal.Source", models.PROTECT, verbose_name="Drucksache", null=True, blank=True, related_name="+",
        help_text="Worüber beraten wurde.",
    )  # fmt: skip
    result = models.CharField(
        "Ergebnis", max_length=300, blank=True, help_text="Was herauskam, in einem Satz."
    )
    history = History()

    class Meta:
        verbose_name = "Tagesordnungspunkt"
        verbose_name_plural = "Tagesordnung"
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="agenda_order_once",
                violation_error_message="Diesen TOP gibt es schon.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"TOP {self.order}: {self.title}"


class Consultation(models.Model):
    """Beratung: a paper on its way through a body."""

    class Purpose(models.TextChoices):
        INTRODUCTION = "introduction", "Einbringung"
        PRELIMINARY = "preliminary", "Vorberatung"
        DISCUSSION = "discussion", "Beratung"
        NOTICE = "notice", "Kenntnisnahme"
        DECISION = "decision", "Beschlussfassung"

    paper = models.ForeignKey(
        "portal.Source", models.PROTECT, verbose_name="Drucksache", related_name="consultations",
        help_text="Worüber beraten wurde.",
    )  # fmt: skip
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="Gremium", related_name="consultations",
        help_text="Wer beraten hat.",
    )  # fmt: skip
    purpose = models.CharField(
        "Zweck", max_length=20, choices=Purpose, help_text="Was das Gremium damit tun sollte."
    )
    held_on = models.DateField(
        "Datum", null=True, blank=True, help_text="Der Tag der Beratung. Leer: nur in Worten bekannt."
    )
    date_text = models.CharField(
        "Datum in Worten", max_length=60, blank=True,
        help_text="Wenn die Quelle kein Datum nennt: „Herbst 2017“.",
    )  # fmt: skip
    public = models.BooleanField(
        "öffentlich",
        default=True,
        help_text="Ob öffentlich beraten wurde. Ohne Haken ist die Beratung nur intern zu sehen.",
    )
    result = models.CharField(
        "Ergebnis", max_length=300, blank=True, help_text="Was herauskam: „zugestimmt“."
    )
    vote = models.CharField("Abstimmung", max_length=200, blank=True, help_text="einstimmig; 40 zu 18")
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "Beratung"
        verbose_name_plural = "Beratungen"
        ordering = [models.F("held_on").asc(nulls_last=True), "body"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "body", "purpose", "held_on"], name="consultation_once",
                violation_error_message="Diese Beratung ist schon erfasst.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.paper}, {self.body}, {self.get_purpose_display()}"
