from django import forms
from django.core.exceptions import ValidationError

from accommodation.imports.shelter_list import ShelterLine, read_shelter_list


class ShelterListForm(forms.Form):
    """`lines` of a list that is right from the first to the last."""

    file = forms.FileField(
        label="Liste der Unterkünfte",
        max_length=255,
        help_text="Höchstens 1\N{NO-BREAK SPACE}MB. In Excel: Speichern unter, "
        "„CSV UTF-8 (durch Trennzeichen getrennt)“.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )
    lines: list[ShelterLine]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > 1024**2:
            raise ValidationError("Die Datei ist größer als 1 MB. Bitte teilen Sie die Liste.")
        self.lines = read_shelter_list(file.read())
        if not self.lines:
            raise ValidationError("Die Datei nennt keine Unterkunft. Bitte ergänzen Sie sie.")
        return file
