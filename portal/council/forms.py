"""What a group of the council has asked, as it is entered."""

from django import forms

from portal.conflicts.forms import ConflictAwareModelForm
from portal.forms import SeveralField
from portal.models import CouncilRequest, Organisation
from portal.report.forms import DATE

LONGEST_WORDING = 20_000


class RequestForm(ConflictAwareModelForm):
    groups = SeveralField(
        label="Fraktion, Gruppe",
        queryset=Organisation.objects.filter(kind=Organisation.Kind.COUNCIL_GROUP),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kern-form-check__checkbox"}),
        error_messages={"required": "Bitte wählen Sie, wer den Antrag oder die Anfrage gestellt hat."},
    )
    dated = forms.DateField(
        label="Datum",
        help_text="Wann der Antrag oder die Anfrage gestellt wurde.",
        error_messages={"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 20.10.2015."},
        **DATE,
    )
    due_on = forms.DateField(
        label="zu beantworten bis",
        help_text="Ist keine Frist genannt, setzen Sie eine angemessene.",
        error_messages={"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 20.11.2015."},
        **DATE,
    )
    wording = forms.CharField(
        label="Wortlaut",
        help_text="Wie gestellt, ohne Namen einzelner Personen. Er steht über der Antwort.",
        max_length=LONGEST_WORDING,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    class Meta:
        model = CouncilRequest
        fields = ("kind", "number", "groups", "dated", "due_on", "subject", "wording")
