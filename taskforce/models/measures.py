"""What the groups did, and into whose hands it went."""

from django.db import models

from portal.history import History
from portal.models.times import Lasting
from taskforce.models.bodies import Body
from taskforce.querysets import HandoverQuerySet, MeasureQuerySet


class Measure(Lasting):
    """Maßnahme, from idea to handed over."""

    class Status(models.TextChoices):
        IDEA = "idea", "Idee"
        PLANNED = "planned", "geplant"
        RUNNING = "running", "läuft"
        DONE = "done", "abgeschlossen"
        HANDED_OVER = "handed_over", "überführt"
        STOPPED = "stopped", "eingestellt"

    title = models.CharField("Titel", max_length=200)
    description = models.TextField("Beschreibung", blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="Arbeitsgruppe", null=True, blank=True, related_name="measures"
    )
    responsible = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="verantwortlich", null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    target_group = models.CharField("Zielgruppe", max_length=200, blank=True)
    districts = models.ManyToManyField(
        "portal.District", verbose_name="Stadtbezirke", blank=True, related_name="+",
        help_text="Leer: keine Angabe.",
    )  # fmt: skip
    status = models.CharField("Stand", max_length=12, choices=Status, default=Status.PLANNED)
    outcome = models.TextField("Ergebnis", blank=True)
    indicator = models.ForeignKey(
        "portal.Indicator", models.PROTECT, verbose_name="Kennzahl", null=True, blank=True, related_name="+"
    )
    papers = models.ManyToManyField("portal.Source", verbose_name="Drucksachen", blank=True, related_name="+")
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+"
    )
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History(m2m_fields=[districts, papers])

    objects = MeasureQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        ordering = ["body", "title"]
        constraints = [
            *Lasting.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "title"], name="measure_once",
                violation_error_message="Diese Maßnahme ist schon erfasst.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Handover(models.Model):
    """Überführung: what goes from where into which hands."""

    class Target(models.TextChoices):
        REGULAR = "regular", "in Regelstrukturen"
        OUTSIDE = "outside", "außerhalb von Regelstrukturen"
        ENDED = "ended", "beendet"
        OPEN = "open", "noch offen"

    class Status(models.TextChoices):
        PLANNED = "planned", "geplant"
        AGREED = "agreed", "vereinbart"
        DONE = "done", "vollzogen"
        POSTPONED = "postponed", "verschoben"

    subject = models.CharField("Gegenstand", max_length=200)
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="bisher bei", null=True, blank=True, related_name="handovers"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, verbose_name="Maßnahme", null=True, blank=True, related_name="handovers"
    )
    target = models.CharField("wohin", max_length=10, choices=Target)
    to_body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="an Gremium", null=True, blank=True, related_name="taken_over"
    )
    to_organisation = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="an Organisation", null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    status = models.CharField("Stand", max_length=10, choices=Status, default=Status.PLANNED)
    since = models.DateField("seit, oder vorgesehen für", null=True, blank=True)
    since_text = models.CharField("Zeit in Worten", max_length=60, blank=True)
    funding = models.CharField("Finanzierung", max_length=300, blank=True)
    remark = models.CharField("Bemerkung", max_length=500, blank=True)
    our_reading = models.BooleanField(
        "unsere Lesart", default=False, help_text="Die Quelle sagt es nicht wörtlich; so verstehen wir sie."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+"
    )
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "Überführung"
        verbose_name_plural = "Überführungen"
        ordering = ["body", "subject"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "body", "target"], name="handover_once",
                violation_error_message="Diese Überführung ist schon erfasst.",
            ),
            models.CheckConstraint(
                condition=~models.Q(target="regular", status="done")
                | models.Q(to_body__isnull=False)
                | models.Q(to_organisation__isnull=False),
                name="handover_done_has_recipient",
                violation_error_message="Eine vollzogene Überführung braucht, wer die Aufgabe übernimmt.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject
