"""What a person says about a list: the file, and later the tick, the reason, the comment."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.list_deliveries import DeliveredList
from portal.list_deliveries.checking import ListCheck
from portal.models import Organisation, User
from portal.numbers import german
from portal.sheets import MAX_BYTES

DAY = {
    "input_formats": ["%Y-%m-%d", "%d.%m.%Y"],
    "error_messages": {"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 31.08.2017."},
}


def day_field(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **DAY,
    )  # fmt: skip


class OfSender(forms.Form):
    """Staff say whose list it is; nobody asks a sender, who has only its own."""

    sender = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        error_messages={"required": "Bitte wählen Sie, um wessen Liste es geht."},
    )

    def __init__(self, *args, about: DeliveredList, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if about.may_deliver_for_all(user):
            self.fields["sender"].queryset = about.senders()
            self.fields["sender"].label = about.sender_title
        else:
            del self.fields["sender"]


class UploadForm(OfSender):
    file = forms.FileField(
        label="Datei",
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.txt"}),
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )
    as_of = day_field("Stichtag", "Nur nötig, wenn er nicht in der Datei steht.")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            limit = german(MAX_BYTES // 1024**2)
            raise ValidationError(
                f"Die Datei ist zu groß (höchstens {limit} MB). Bitte auf mehrere aufteilen."
            )
        return file


class TemplateForm(OfSender):
    stichtag = day_field("Stand der Vorlage", "Leer heißt: heute.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs, auto_id="vorlage_%s")

    def clean_stichtag(self) -> date:
        return self.cleaned_data["stichtag"] or timezone.localdate()


class ConfirmForm(forms.Form):
    """Only what the check asks for is shown."""

    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Grund der Änderung",
        max_length=300,
        required=False,
        help_text="Warum sich Zahlen ändern, die schon gelten.",
    )
    warnings_accepted = forms.BooleanField(label="Ich habe die Warnungen geprüft.", required=False)

    def about(self, check: ListCheck) -> "ConfirmForm":
        self.fields["shown"].initial = check.digest
        if not check.counts["changed"]:
            del self.fields["reason"]
        if check.outcome != "confirm":
            del self.fields["warnings_accepted"]
        return self


class CommentForm(forms.Form):
    comment = forms.CharField(label="Bemerkung", widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000)

    def __init__(self, *args, asks: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = asks
        self.fields["comment"].error_messages["required"] = "Bitte füllen Sie dieses Feld aus."
