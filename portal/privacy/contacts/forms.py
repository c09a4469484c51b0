"""A contact person, as her own organisation enters and changes her."""

from django import forms
from django.utils import timezone

from portal.admin.privacy import ConsentForm
from portal.forms import NEAR
from portal.models import ContactPerson


def day(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=NEAR,
        error_messages={"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 31.08.2017."},
    )


class ContactForm(ConsentForm):
    """Whoever saves it has looked: it counts as confirmed today."""

    consent_on = day("Eingewilligt am", "Der Tag, an dem die Person zugestimmt hat.")
    delete_on = day("Zu löschen am", "Spätestens an diesem Tag. Früher, wenn die Person vorher geht.")

    class Meta:
        model = ContactPerson
        fields = ("function", "name", "email", "phone", "consent_on", "consent_by", "covers", "delete_on")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial["delete_on"] = self.instance.delete_on_if_confirmed(today)
        self.instance.confirmed_on, self.instance.asked_on = today, None
