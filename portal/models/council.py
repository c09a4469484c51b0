"""What groups of the council move and ask, and until when they wait for an answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.alphabet import alphabetical
from portal.history import History
from portal.models.places import Organisation
from portal.querysets import CouncilRequestQuerySet
from portal.releases import State

if TYPE_CHECKING:
    from portal.models.reports import Report


class Stage(models.TextChoices):
    """How far a request is on a day."""

    OVERDUE = "overdue", "überfällig"
    OPEN = "open", "offen"
    ANSWERED = "answered", "beantwortet"


class CouncilRequest(models.Model):
    """Antrag oder Anfrage. What the city says to it is a `Report`; its release answers the request."""

    class Kind(models.TextChoices):
        MOTION = "motion", "Antrag"
        QUESTION = "question", "Anfrage"

    kind = models.CharField("Art", max_length=10, choices=Kind, default=Kind.QUESTION)
    number = models.CharField(
        "Nummer", max_length=12, help_text="Mit Jahr, zum Beispiel: 433/2015",
        validators=[
            RegexValidator(
                r"^[1-9][0-9]{0,5}/(19|20)[0-9]{2}\Z",
                "Bitte Nummer und Jahr angeben, getrennt durch einen Schrägstrich, zum Beispiel 433/2015.",
            )
        ],
    )  # fmt: skip
    groups = models.ManyToManyField(
        Organisation, verbose_name="Fraktion, Gruppe", related_name="council_requests",
        limit_choices_to={"kind": Organisation.Kind.COUNCIL_GROUP},
    )  # fmt: skip
    subject = models.CharField("Betreff", max_length=200)
    wording = models.TextField(
        "Wortlaut", help_text="Wie gestellt, ohne Namen einzelner Personen. Er steht über der Antwort."
    )
    dated = models.DateField("Datum")
    due_on = models.DateField("zu beantworten bis")
    history = History(m2m_fields=[groups])

    objects = CouncilRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "Antrag, Anfrage"
        verbose_name_plural = "Anträge und Anfragen"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], name="council_request_once",
                violation_error_message="Unter dieser Nummer ist schon ein Antrag oder eine Anfrage erfasst.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("dated")), name="council_request_due_after_dated",
                violation_error_message="Die Frist endet, bevor der Antrag oder die Anfrage gestellt ist.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """„Anfrage 433/2015“"""
        return f"{self.get_kind_display()} {self.number}"

    @property
    def of_groups(self) -> str:
        """„CDU“, „Grüne und SPD“"""
        *others, last = sorted(map(str, self.groups.all()), key=alphabetical)
        return f"{', '.join(others)} und {last}" if others else last

    @property
    def example(self) -> bool:
        """An invented group asks nothing real."""
        return any(group.example for group in self.groups.all())

    @property
    def answer(self) -> Report | None:
        """The newest one that a second person has released."""
        return self.released_answers[-1] if self.released_answers else None

    @property
    def draft(self) -> Report | None:
        """The answer that is being written."""
        return next((one for one in self.answers.all() if one.state != State.RELEASED), None)

    @property
    def answered_on(self) -> date | None:
        """When the first answer was released."""
        return timezone.localdate(self.released_answers[0].decided_at) if self.released_answers else None

    @property
    def released_answers(self) -> list[Report]:
        """The first first, of a request that was asked for `with_answers`."""
        return [one for one in self.answers.all() if one.state == State.RELEASED]

    def stage(self, today: date) -> Stage:
        """What has been answered is not overdue any more, however late it was."""
        if self.released_answers:
            return Stage.ANSWERED
        return Stage.OVERDUE if self.due_on < today else Stage.OPEN
