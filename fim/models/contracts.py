"""Contracts about places, and how long they may run."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from fim.models.placements import Placement
from fim.models.quotas import Rule
from fim.querysets import ContractQuerySet
from portal.dates import german_date, last_day_of_term
from portal.history import History


class Contract(models.Model):
    """Vertrag about the places of a measure. An extension is a contract of its own that names the one
    before it; its term follows from the day on which it is signed itself."""

    number = models.CharField(
        "Vertragsnummer", max_length=30, unique=True,
        help_text="Wie auf dem Vertrag; daran erkennt eine Liste ihn wieder.",
    )  # fmt: skip
    placement = models.ForeignKey(
        Placement, models.PROTECT, verbose_name="Maßnahme", related_name="contracts",
        help_text="Wofür er geschlossen ist.",
    )  # fmt: skip
    extends = models.OneToOneField(
        "self", models.PROTECT, verbose_name="verlängert", null=True, blank=True, related_name="extended_by",
        help_text="Der Vertrag, an den dieser anschließt.",
    )  # fmt: skip
    signed_on = models.DateField("unterschrieben am", help_text="Danach richtet sich, welche Regel gilt.")
    start = models.DateField("Beginn", help_text="Erster Tag.")
    end = models.DateField("Ende", help_text="Letzter Tag.")
    places = models.PositiveIntegerField("Plätze", help_text="Wie viele der Vertrag umfasst.")
    history = History()

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "Vertrag"
        verbose_name_plural = "Verträge"
        ordering = ["end", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="contract_ends_after_start",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(extends__isnull=True) | ~Q(extends=F("id")),
                name="contract_does_not_extend_itself",
                violation_error_message="Ein Vertrag kann nicht sich selbst verlängern.",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1), name="contract_has_places",
                violation_error_message="Ein Vertrag ist über mindestens einen Platz.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Vertrag {self.number}"

    def clean(self) -> None:
        self._expect_next_in_chain()
        if self.signed_on and self.start and self.end:
            rule = Rule.objects.of_term(self.signed_on)
            if rule and self.exceeds(rule):
                raise ValidationError({"end": too_long(self.start, rule)})

    def _expect_next_in_chain(self) -> None:
        """An extension follows the contract before it, at the same measure."""
        before = self.extends
        if before is None or self.placement_id is None or self.start is None:
            return
        if before.placement_id != self.placement_id:
            raise ValidationError({"extends": "Verlängert werden kann nur ein Vertrag derselben Maßnahme."})
        if self.start <= before.end:
            day = german_date(before.end)
            raise ValidationError({"start": f"Der Vertrag, den dieser verlängert, läuft noch bis {day}."})

    def exceeds(self, rule: Rule) -> bool:
        """Whether it runs longer than that rule lets it; a rule without a limit lets everything pass."""
        return rule.max_months is not None and self.end > last_day_of_term(self.start, rule.max_months)

    def lasts_on(self, when: date) -> bool:
        return self.start <= when <= self.end


def too_long(start: date, rule: Rule) -> str:
    """What is wrong with a longer term, by which rule, and what to do."""
    last = last_day_of_term(start, rule.max_months or 0)
    return (
        f"Der Vertrag darf höchstens bis {german_date(last)} laufen: Wer ab dem "
        f"{german_date(rule.valid_from)} unterschreibt, schließt für höchstens {rule.max_months} Monate ab "
        f"({rule.title}; Quelle: {rule.citation}). Bitte kürzen Sie das Ende oder prüfen Sie den Tag der "
        "Unterschrift."
    )
