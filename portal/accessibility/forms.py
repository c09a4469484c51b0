"""What somebody says of a barrier, and what the city answers."""

from typing import Any
from urllib.parse import urlsplit

from django import forms

from portal.models import BarrierReport

LONGEST_TEXT = 4_000


class ReportForm(forms.ModelForm):
    text = forms.CharField(
        label="Was hindert Sie?",
        help_text="Zum Beispiel: Was wollten Sie tun? Was ging nicht? Womit bedienen Sie die Seite?",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Bitte schreiben Sie, was Sie hindert. Ein Satz genügt."},
    )
    page = forms.CharField(
        label="Auf welcher Seite?",
        help_text="Die Adresse im Portal, zum Beispiel /unterbringung/. Leer heißt: überall.",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reply_to = forms.EmailField(
        label="Ihre E-Mail-Adresse",
        help_text="Nur wenn Sie eine Antwort möchten.",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "Bitte eine vollständige E-Mail-Adresse angeben oder das Feld leer lassen."
        },
    )
    consent = forms.BooleanField(
        label="Die Stadt darf meine E-Mail-Adresse speichern, um mir zu antworten.", required=False
    )

    class Meta:
        model = BarrierReport
        fields = ("text", "page", "reply_to", "consent")

    def clean_page(self) -> str:
        """A whole address was pasted: its path says which page."""
        return urlsplit(self.cleaned_data["page"]).path

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("reply_to") and not self.cleaned_data.get("consent"):
            self.add_error(
                "consent",
                "Bitte stimmen Sie zu, oder lassen Sie die E-Mail-Adresse weg. Dann melden Sie ohne Antwort.",
            )
        # Without an address there is nothing to agree to.
        self.cleaned_data["consent"] = bool(self.cleaned_data.get("reply_to"))
        return cleaned


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Antwort",
        help_text="Was wird getan, bis wann? Was hilft bis dahin?",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Bitte schreiben Sie eine Antwort."},
    )
