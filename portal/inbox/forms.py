from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.models import Organisation, User
from portal.numbers import german
from portal.sheets import MAX_BYTES


def ask_for_sender(form: forms.Form, field: str, user: User) -> None:
    """Staff say whose file it is; nobody asks an operator, who has only its own."""
    if user.has_perm("portal.deliver_for_all"):
        form.fields[field].queryset = Organisation.objects.filter(kind=Organisation.Kind.OPERATOR)
    else:
        del form.fields[field]


class UploadForm(forms.Form):
    """A file, the date if the file does not name one, and for staff whose file it is."""

    file = forms.FileField(
        label="Datei",
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.txt"}),
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )
    as_of = forms.DateField(
        label="Stichtag",
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Nur nötig, wenn er nicht in der Datei steht.",
        error_messages={"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 31.08.2017."},
    )
    sender = forms.ModelChoiceField(
        label="Träger",
        queryset=Organisation.objects.none(),
        error_messages={"required": "Bitte wählen Sie, für welchen Träger die Datei ist."},
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask_for_sender(self, "sender", user)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            limit = german(MAX_BYTES // 1024**2)
            raise ValidationError(
                f"Die Datei ist zu groß (höchstens {limit} MB). Bitte auf mehrere aufteilen."
            )
        return file


def end_of_last_month() -> date:
    """The day that most lists are about."""
    return timezone.localdate().replace(day=1) - timedelta(days=1)


class TemplateForm(forms.Form):
    """Asked for by address; its names are those that the address has."""

    stichtag = forms.DateField(
        label="Stand der Vorlage",
        required=False,
        initial=end_of_last_month,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 31.08.2017."},
    )
    traeger = forms.ModelChoiceField(
        label="Vorlage für",
        queryset=Organisation.objects.none(),
        error_messages={"required": "Bitte wählen Sie, für welchen Träger die Vorlage ist."},
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs, auto_id="vorlage_%s")  # type: ignore[misc]  # nobody else gives it
        ask_for_sender(self, "traeger", user)

    def clean_stichtag(self) -> date:
        return self.cleaned_data["stichtag"] or end_of_last_month()


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="Was ist zu ändern?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        error_messages={"required": "Bitte schreiben Sie, was zu ändern ist."},
    )


class WithdrawForm(forms.Form):
    comment = forms.CharField(
        label="Grund des Rückzugs",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )

    def __init__(self, *args, **kwargs) -> None:
        # The page may also show the form for returning, which has a comment, too.
        super().__init__(*args, **kwargs, auto_id="rueckzug_%s")  # type: ignore[misc]  # nobody else gives it
