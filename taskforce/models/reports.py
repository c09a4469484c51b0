"""Abschlussberichte: each working group answers five questions, the second in two halves."""

from django.db import models

from portal.history import History
from portal.models.places import Organisation
from portal.releases import Releasable, State
from taskforce.models.bodies import Body
from taskforce.models.measures import Handover, Measure
from taskforce.querysets import FinalReportQuerySet


class FinalReport(Releasable):
    """The report of one working group: draft, submitted, returned, released."""

    body = models.OneToOneField(
        Body, models.PROTECT, verbose_name="Arbeitsgruppe", related_name="final_report"
    )
    example = models.BooleanField("Beispieldaten", default=False, help_text="Erfunden, nur zum Ausprobieren.")
    history = History()

    objects = FinalReportQuerySet.as_manager()

    class Meta:
        verbose_name = "Abschlussbericht"
        verbose_name_plural = "Abschlussberichte"
        ordering = ["body__order"]
        permissions = [
            ("release_finalreport", "Kann Abschlussberichte freigeben und zurückgeben"),
            ("write_finalreport", "Kann den Abschlussbericht der eigenen Arbeitsgruppe schreiben"),
        ]

    def __str__(self) -> str:
        return f"Abschlussbericht {self.body}"

    @property
    def open(self) -> bool:
        """Whether the group's speaker may write now: before it is submitted, and once it came back."""
        return self.state in (State.DRAFT, State.RETURNED)

    @property
    def in_order(self) -> list["Answer"]:
        """One answer per question; an unsaved, empty one where nobody has written yet."""
        written = {answer.question: answer for answer in self.answers.all()} if self.pk else {}
        return [written.get(question) or Answer(question=question) for question in Answer.Question]

    @property
    def missing(self) -> list["Answer"]:
        """Those without a text."""
        return [answer for answer in self.in_order if not answer.text.strip()]

    def linkable(self, name: str) -> models.QuerySet:
        """What answers may point to: measures and hand-overs of the own group, partners of the whole
        portal. A real report points to nothing invented."""
        choices: dict[str, models.QuerySet] = {
            "measures": Measure.objects.filter(body=self.body_id).without_ideas(),
            "handovers": Handover.objects.given_by(self.body),
            "partners": Organisation.objects.order_by("name"),
        }
        return choices[name] if self.example else choices[name].filter(example=False)

    @property
    def version(self) -> int:
        """Grows whenever an answer is saved or a decision is made; 0 before the first."""
        decisions = self.history.count() if self.pk else 0
        return decisions + Answer.history.filter(report=self.pk).count()


class Answer(models.Model):
    """`text` is Markdown. `comment`: what somebody wants changed."""

    class Question(models.TextChoices):
        MEASURES = "1", "Umgesetzte Maßnahmen"
        REGULAR = "2a", "In Regelstrukturen überführt"
        OUTSIDE = "2b", "Außerhalb von Regelstrukturen beizubehalten"
        CONTINUATION = "3", "Wie es weitergeht"
        LESSONS = "4", "Erkenntnisse"
        PARTNERS = "5", "Notwendige Partner"

    # What an answer may point to; lessons point to nothing.
    LINKS = {
        Question.MEASURES: "measures",
        Question.REGULAR: "handovers",
        Question.OUTSIDE: "handovers",
        Question.CONTINUATION: "handovers",
        Question.PARTNERS: "partners",
    }

    report = models.ForeignKey(
        FinalReport, models.CASCADE, verbose_name="Abschlussbericht", related_name="answers"
    )
    question = models.CharField("Frage", max_length=2, choices=Question)
    text = models.TextField("Antwort", blank=True)
    comment = models.TextField("Anmerkung", blank=True)
    measures = models.ManyToManyField(Measure, verbose_name="Maßnahmen", blank=True, related_name="+")
    handovers = models.ManyToManyField(Handover, verbose_name="Überführungen", blank=True, related_name="+")
    partners = models.ManyToManyField(
        "portal.Organisation", verbose_name="Partner", blank=True, related_name="+"
    )
    history = History(m2m_fields=[measures, handovers, partners])

    class Meta:
        verbose_name = "Antwort"
        verbose_name_plural = "Antworten"
        ordering = ["report", "question"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "question"], name="answer_once",
                violation_error_message="Diese Frage ist schon beantwortet.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.report}, {self.get_question_display()}"

    @property
    def title(self) -> str:
        """„2a. In Regelstrukturen überführt“"""
        return f"{self.question}. {self.get_question_display()}"

    @property
    def link_name(self) -> str:
        """The field with what the answer may point to; empty for lessons."""
        return self.LINKS.get(self.Question(self.question), "")

    @property
    def linked(self) -> list[models.Model]:
        """What the answer points to in the portal."""
        return list(getattr(self, self.link_name).all()) if self.pk and self.link_name else []
