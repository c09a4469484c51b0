"""Whom to ask in an organisation. The one place for names that are no accounts."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.history import History
from portal.models.retention import RetentionPeriod
from portal.querysets import ContactPersonQuerySet

CONFIRMED_EVERY = timedelta(days=365)


def last_day_for(confirmed_on: date) -> date:
    """The latest day on which a contact that was confirmed then is deleted."""
    return confirmed_on + timedelta(days=RetentionPeriod.objects.days_of(RetentionPeriod.Kind.CONTACTS))


class ContactPerson(models.Model):
    """Ansprechperson. Kept as long as she agrees, confirmed once a year, deleted on `delete_on`.

    A withdrawn consent hides the contact from everybody at once; the next nightly run deletes it. The
    history knows that something changed and who did it, never a name or an address, and goes with it.
    """

    class Way(models.TextChoices):
        LETTER = "letter", "schriftlich"
        MAIL = "mail", "per E-Mail"
        SPOKEN = "spoken", "mündlich"

    class Covers(models.TextChoices):
        INTERNAL = "internal", "nur für Stadt und eigene Organisation"
        PUBLIC = "public", "auch für Gemeinderat und Öffentlichkeit"

    organisation = models.ForeignKey(
        "portal.Organisation", models.PROTECT, verbose_name="Organisation", related_name="contacts",
        help_text="Für wen die Person anzusprechen ist.",
    )  # fmt: skip
    function = models.CharField("Funktion", max_length=100, help_text="Zum Beispiel: Leitung Haus Ahorn.")
    name = models.CharField(
        "Name", max_length=100, blank=True, help_text="Leer lassen, wenn ein Funktionspostfach genügt."
    )
    email = models.EmailField("E-Mail-Adresse", blank=True, help_text="Dienstlich, am besten der Stelle.")
    phone = models.CharField("Telefon", max_length=40, blank=True, help_text="Dienstlich.")
    consent_on = models.DateField("eingewilligt am", help_text="Der Tag, an dem die Person zugestimmt hat.")
    consent_by = models.CharField(
        "Form der Einwilligung", max_length=10, choices=Way,
        help_text="Wie die Person zugestimmt hat; der Nachweis liegt bei Ihnen.",
    )  # fmt: skip
    covers = models.CharField(
        "Einwilligung gilt", max_length=10, choices=Covers, default=Covers.INTERNAL,
        help_text="Öffentlich nur, wenn die Person dem ausdrücklich zugestimmt hat.",
    )  # fmt: skip
    confirmed_on = models.DateField(
        "zuletzt bestätigt am", default=timezone.localdate, help_text="Danach wird jedes Jahr gefragt."
    )
    delete_on = models.DateField("zu löschen am", help_text="Spätestens an diesem Tag.")
    withdrawn_on = models.DateField(
        "widerrufen am", null=True, blank=True,
        help_text="Mit einem Datum ist der Eintrag sofort unsichtbar und in der nächsten Nacht gelöscht.",
    )  # fmt: skip
    asked_on = models.DateField("an Bestätigung erinnert am", null=True, blank=True, editable=False)
    history = History(excluded_fields=["name", "email", "phone"], cascade_delete_history=True)

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        verbose_name = "Ansprechperson"
        verbose_name_plural = "Ansprechpersonen"
        ordering = ["organisation__name", "function", "id"]
        permissions = [("keep_own_contacts", "Kann die Ansprechpersonen der eigenen Organisation pflegen")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="contact_can_be_reached",
                violation_error_message="Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__gte=F("consent_on")), name="contact_confirmed_after_consent",
                violation_error_message="Die Bestätigung liegt vor der Einwilligung.",
            ),
            models.CheckConstraint(
                condition=Q(delete_on__gte=F("consent_on")), name="contact_deleted_after_consent",
                violation_error_message="Der Tag der Löschung liegt vor der Einwilligung.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(delete_on__lte=F("withdrawn_on")),
                name="contact_deleted_when_withdrawn",
                violation_error_message="Was widerrufen ist, wird an diesem Tag gelöscht.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Without the name: it also stands in the admin's own log."""
        return f"{self.function}, {self.organisation}"

    def clean(self) -> None:
        if self.withdrawn_on and self.delete_on:
            self.delete_on = min(self.delete_on, self.withdrawn_on)
        today = timezone.localdate()
        for field in ("consent_on", "confirmed_on", "withdrawn_on"):
            if (day := getattr(self, field)) and day > today:
                raise ValidationError({field: "Dieser Tag liegt in der Zukunft."})
        if self.confirmed_on and self.delete_on and self.delete_on > last_day_for(self.confirmed_on):
            latest = f"{last_day_for(self.confirmed_on):%d.%m.%Y}"
            raise ValidationError({"delete_on": f"Das ist zu lange. Spätestens am {latest} ist zu löschen."})

    def confirm(self, today: date) -> None:
        """Somebody who may say so has looked: right for another year."""
        self.delete_on = self.delete_on_if_confirmed(today)
        self.confirmed_on, self.asked_on = today, None
        self.save()

    def delete_on_if_confirmed(self, today: date) -> date:
        """A day that was chosen earlier than the period would end stays."""
        chosen = self.delete_on and self.delete_on < min(self.ask_from, last_day_for(self.confirmed_on))
        return self.delete_on if chosen else last_day_for(today)

    def withdraw(self, today: date) -> None:
        """Hidden from now on, deleted in the next night."""
        self.withdrawn_on, self.delete_on = today, min(self.delete_on, today)
        self.save()

    @property
    def is_public(self) -> bool:
        return self.covers == self.Covers.PUBLIC

    @property
    def ask_from(self) -> date:
        """From this day on somebody has to say whether it is still right."""
        return self.confirmed_on + CONFIRMED_EVERY
