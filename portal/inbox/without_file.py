"""The forms of deliveries without a file: about whom and which day, line by line, stated in words."""

from collections.abc import Iterable, Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from accommodation.form_deliveries import Answer, Problem
from accommodation.reporting import obligations
from portal.dates import german_date
from portal.inbox.forms import ask_for_sender, end_of_last_month
from portal.models import Organisation, User
from portal.sheets.template import Template

FIRST_DAY = date(1950, 1, 1)  # no list is older
MOST_LINES = 100  # with more shelters a file is less work, and no browser sends more than 1,000 fields


class AboutForm(forms.Form):
    """Asked for by address; its names are those that the address has."""

    stichtag = forms.DateField(
        label="Stichtag",
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 31.08.2017."},
    )
    traeger = forms.ModelChoiceField(
        label="Träger",
        queryset=Organisation.objects.none(),
        error_messages={"required": "Bitte wählen Sie, für welchen Träger Sie melden."},
    )

    def clean_stichtag(self) -> date | None:
        day = self.cleaned_data["stichtag"]
        if day and day < FIRST_DAY:
            raise ValidationError(f"Bitte einen Tag ab dem {german_date(FIRST_DAY)} angeben.")
        return day

    def __init__(self, asked: Mapping[str, str], *, user: User) -> None:
        """Staff who have not asked for anything yet are not told what is missing."""
        chooses = user.has_perm("portal.deliver_for_all")
        super().__init__(asked if asked or not chooses else None, auto_id="fuer_%s")
        ask_for_sender(self, "traeger", user)


def day_to_report(operator: Organisation) -> date:
    """The oldest day that this operator still owes, else the end of last month."""
    owed = obligations(operator, timezone.localdate())
    return owed[0].as_of if owed else end_of_last_month()


class LineForm(forms.Form):
    """One shelter. Whether the number is one is judged by the check of the whole form."""

    code = forms.CharField(max_length=30, widget=forms.HiddenInput)
    occupied = forms.CharField(
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    remark = forms.CharField(max_length=300, required=False, label="Bemerkung")


class Lines(forms.BaseFormSet):
    """The form's lines; each knows of its shelter what is only to be read."""

    def __init__(self, sent: QueryDict | None, *, template: Template) -> None:
        self.template = template
        initial = [initial_of(row.values) for row in template.rows]
        # A line that came back as it was is an answer too.
        super().__init__(sent, initial=initial, form_kwargs={"empty_permitted": False})
        self._describe()

    def _describe(self) -> None:
        rows = {row.values["code"]: row for row in self.template.rows}
        for form in self.forms:
            code = form["code"].value()
            form.row = rows.get(code)
            form.shelter = form.row.values["shelter"] if form.row else code
            form.fields["occupied"].label = f"belegt in {form.shelter}"
            form.fields["remark"].label = f"Bemerkung zu {form.shelter}"

    @property
    def answers(self) -> list[Answer]:
        return [Answer(**form.cleaned_data) for form in self.forms]

    def show(self, problems: Iterable[Problem]) -> None:
        """Each problem at its field, those about the whole form above."""
        for problem in problems:
            if problem.line is None or problem.line >= len(self.forms):
                self._non_form_errors.append(problem.text)
            else:
                self.forms[problem.line].add_error(problem.field, problem.text)


def initial_of(values: Mapping[str, object]) -> dict[str, object]:
    """What the template has in its cells: the last number, ready to be changed."""
    return {field: values.get(field) for field in ("code", "occupied", "remark")}


LineFormSet = forms.formset_factory(
    LineForm, formset=Lines, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


class UnchangedForm(forms.Form):
    checked = forms.BooleanField(
        error_messages={"required": "Bitte bestätigen Sie, dass Sie alle Häuser geprüft haben."}
    )

    def __init__(self, *args, as_of: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "checked"
        ].label = f"Ich habe alle Häuser geprüft; die Zahlen gelten auch am {german_date(as_of)}."


class NothingForm(forms.Form):
    reason = forms.CharField(
        label="Warum gibt es nichts zu melden?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Zum Beispiel: Alle Häuser waren an diesem Tag geschlossen.",
        error_messages={"required": "Bitte nennen Sie den Grund."},
    )
