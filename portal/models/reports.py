"""Reports to the council: what staff arrange around the chapters, and what was printed."""

from django.db import models
from django.db.models import Q

from portal.figures import Audience
from portal.history import History
from portal.models.council import CouncilRequest
from portal.models.indicators import ReportedFigure
from portal.querysets import ReportQuerySet
from portal.releases import Releasable, State


class Report(Releasable):
    """Bericht, or the answer to a motion or question of the council. Until it is released, its figures are
    those of the chapters; then those of its snapshot."""

    class Readers(models.TextChoices):
        COUNCIL = Audience.COUNCIL.value, "Ratsmitglieder"
        PUBLIC = Audience.PUBLIC.value, "Öffentlichkeit"
        INTERNAL = Audience.INTERNAL.value, "Verwaltung"

    council_request = models.ForeignKey(
        CouncilRequest, models.PROTECT, verbose_name="Antwort auf", null=True, blank=True, editable=False,
        related_name="answers",
    )  # fmt: skip
    title = models.CharField("Betreff", max_length=200)
    as_of = models.DateField("Stichtag", help_text="Der Bericht sagt, was bis zu diesem Tag gilt.")
    chapters = models.JSONField("Kapitel")
    audience = models.CharField(
        "Für wen", max_length=10, choices=Readers, default=Readers.COUNCIL,
        help_text="Für die Öffentlichkeit werden kleine Zahlen nicht ausgewiesen.",
    )  # fmt: skip
    department = models.CharField("Referat", max_length=200, blank=True)
    reference = models.CharField(
        "Nummer der Drucksache", max_length=60, blank=True, help_text="Zum Beispiel: GRDrs 783/2017"
    )
    committee = models.CharField("Vorlage an", max_length=200, blank=True)
    meeting_on = models.DateField("Sitzungstermin", null=True, blank=True)
    history = History()

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "Bericht"
        verbose_name_plural = "Berichte"
        ordering = ["-as_of", "-pk"]
        permissions = [("release_report", "Kann Berichte freigeben und zurückgeben")]
        constraints = [
            models.UniqueConstraint(
                fields=["council_request"], condition=~Q(state=State.RELEASED), name="answer_in_work_once",
                violation_error_message="An einer Antwort wird schon gearbeitet.",
            ),
            models.CheckConstraint(
                condition=Q(council_request__isnull=True) | ~Q(audience=Audience.INTERNAL.value),
                name="answer_for_the_council",
                violation_error_message="Eine Antwort an den Rat ist nicht nur für die Verwaltung.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def noun(self) -> str:
        """What it is called on a page."""
        return "Antwort" if self.council_request_id else "Bericht"

    @property
    def open(self) -> bool:
        """Whether it may be changed now."""
        return self.state in (State.DRAFT, State.RETURNED)


class ReportBlock(models.Model):
    """A block at its place in a section: one of the chapter's, or a text of one's own (Markdown)."""

    report = models.ForeignKey(Report, models.CASCADE, verbose_name="Bericht", related_name="blocks")
    section = models.CharField("Abschnitt", max_length=60)
    place = models.PositiveSmallIntegerField("Stelle")
    key = models.CharField("Schlüssel", max_length=200)
    own = models.BooleanField("eigener Text", default=False)
    text = models.TextField("Text", blank=True)
    hidden = models.BooleanField("ausgeblendet", default=False)
    comment = models.TextField("Anmerkung", blank=True, help_text="Wird nicht gedruckt.")
    history = History()

    class Meta:
        verbose_name = "Block eines Berichts"
        verbose_name_plural = "Blöcke von Berichten"
        ordering = ["report", "section", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"], name="report_block_once",
                violation_error_message="Diesen Block enthält der Bericht schon.",
            ),
            models.CheckConstraint(
                condition=Q(own=True) | Q(text=""), name="report_block_text_is_own",
                violation_error_message="Der Text eines Kapitels kommt aus den Daten.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.report}: {self.key}"


class Snapshot(models.Model):
    """What was printed when a report was released. Written once, never changed."""

    report = models.OneToOneField(Report, models.PROTECT, verbose_name="Bericht", related_name="snapshot")
    document = models.TextField("Bericht, wie gedruckt (JSON)", editable=False)
    sha256 = models.CharField("Prüfsumme des Inhalts", max_length=64, editable=False)
    pdf_sha256 = models.CharField("Prüfsumme des PDF", max_length=64, editable=False)
    typesetter = models.CharField("gesetzt mit", max_length=40, editable=False)
    created_at = models.DateTimeField("festgehalten am", auto_now_add=True)
    figures = models.ManyToManyField(
        ReportedFigure, verbose_name="gedruckte Berichtswerte", related_name="+", editable=False
    )

    class Meta:
        verbose_name = "Druckstand"
        verbose_name_plural = "Druckstände"

    def __str__(self) -> str:
        return f"{self.report}: {self.sha256[:12]}"
