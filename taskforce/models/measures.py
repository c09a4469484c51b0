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

    title = models.CharField("Titel", max_length=200, help_text="So steht die Maßnahme auf den Seiten.")
    description = models.TextField("Beschreibung", blank=True, help_text="Worum es geht, in eigenen Worten.")
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="Arbeitsgruppe", null=True, blank=True, related_name="measures",
        help_text="Leer: von keiner Gruppe.",
    )  # fmt: skip
    responsible = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="verantwortlich", null=True, blank=True,
        related_name="+",
        help_text="Die Stelle, die sie umsetzt.",
    )  # fmt: skip
    target_group = models.CharField(
        "Zielgruppe", max_length=200, blank=True,
        help_text="Für wen sie ist: „Frauen mit kleinen Kindern“. Keine einzelnen Menschen.",
    )  # fmt: skip
    districts = models.ManyToManyField(
        "portal.District", verbose_name="Stadtbezirke", blank=True, related_name="+",
        help_text="Leer: keine Angabe.",
    )  # fmt: skip
    status = models.CharField(
        "Stand", max_length=12, choices=Status, default=Status.PLANNED,
        help_text="Wie weit sie ist. Danach sind die Maßnahmen auf der Seite geordnet.",
    )  # fmt: skip
    outcome = models.TextField(
        "Ergebnis", blank=True, help_text="Was erreicht ist. Steht auf der Seite der Maßnahme."
    )
    indicator = models.ForeignKey(
        "portal.Indicator", models.PROTECT, verbose_name="Kennzahl", null=True, blank=True, related_name="+",
        help_text="Woran man misst, ob sie wirkt.",
    )  # fmt: skip
    papers = models.ManyToManyField(
        "portal.Source", verbose_name="Drucksachen", blank=True, related_name="+",
        help_text="In welchen Drucksachen sie vorkommt.",
    )  # fmt: skip
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
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

    subject = models.CharField("Gegenstand", max_length=200, help_text="Was in andere Hände geht.")
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="bisher bei", null=True, blank=True, related_name="handovers",
        help_text="Welche Gruppe sich bisher darum kümmert.",
    )  # fmt: skip
    measure = models.ForeignKey(
        Measure, models.PROTECT, verbose_name="Maßnahme", null=True, blank=True, related_name="handovers",
        help_text="Aus welcher Maßnahme es hervorgeht. Leer: aus keiner einzelnen.",
    )  # fmt: skip
    target = models.CharField(
        "wohin", max_length=10, choices=Target, help_text="Ob eine Stelle es als eigene Aufgabe weiterführt."
    )
    to_body = models.ForeignKey(
        Body, models.PROTECT, verbose_name="an Gremium", null=True, blank=True, related_name="taken_over",
        help_text="Wenn ein Gremium es fortführt; sonst leer.",
    )  # fmt: skip
    to_organisation = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="an Organisation", null=True, blank=True,
        related_name="+",
        help_text="Wenn eine Stelle es fortführt; sonst leer.",
    )  # fmt: skip
    status = models.CharField(
        "Stand", max_length=10, choices=Status, default=Status.PLANNED,
        help_text="Wie weit die Überführung ist.",
    )  # fmt: skip
    since = models.DateField(
        "seit, oder vorgesehen für", null=True, blank=True,
        help_text="Der Tag, seit dem oder an dem es übergeht. Leer: nur in Worten bekannt.",
    )  # fmt: skip
    since_text = models.CharField(
        "Zeit in Worten", max_length=60, blank=True,
        help_text="Wenn die Quelle kein Datum nennt: „im Herbst 2017“.",
    )  # fmt: skip
    funding = models.CharField(
        "Finanzierung", max_length=300, blank=True, help_text="Woraus es künftig bezahlt wird."
    )
    remark = models.CharField(
        "Bemerkung", max_length=500, blank=True,
        help_text="Was sonst wichtig ist. Steht in der Liste der Überführungen.",
    )  # fmt: skip
    our_reading = models.BooleanField(
        "unsere Lesart", default=False, help_text="Die Quelle sagt es nicht wörtlich; so verstehen wir sie."
    )
    citation = models.ForeignKey(
        "portal.Citation", models.PROTECT, verbose_name="Beleg", null=True, blank=True, related_name="+",
        help_text="Die Quelle und die Stelle, an der es steht.",
    )  # fmt: skip
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
