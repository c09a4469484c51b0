"""The form in which a sender says what the own headings mean."""

from collections.abc import Iterable

from django import forms

from accommodation.imports.occupancy_list import OCCUPANCY_LIST
from portal.inbox.forms import ask_for_sender
from portal.models import ColumnProfile, Delivery, Organisation, User
from portal.releases import State
from portal.sheets import Meaning, Question

NOT_READ = ("", "wird nicht gelesen")


def meanings() -> list[tuple[str, str]]:
    """Field and title of every column that is read."""
    read = (column for column in OCCUPANCY_LIST.columns if column.meaning != Meaning.IGNORED)
    return [NOT_READ, *((column.field, column.title) for column in read)]


class ColumnForm(forms.Form):
    """One heading and what it means."""

    heading = forms.RegexField(r"^[\w%+]{1,100}$", widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)  # what the page proposed
    field = forms.ChoiceField(required=False, choices=meanings)


ColumnFormSet = forms.formset_factory(ColumnForm, extra=0, max_num=200, validate_max=True)


def column_answers(questions: Iterable[Question]) -> forms.BaseFormSet | None:
    """One choice for each heading, as it was read this time. None where nothing is in question."""
    asked = list(questions)
    if not asked:
        return None
    proposed = [{"heading": one.key, "shown": one.field, "field": one.field} for one in asked]
    answers = ColumnFormSet(initial=proposed)
    for form, question in zip(answers.forms, asked, strict=True):
        form.fields["field"].label = f"Spalte ‚{question.heading}‘ ({question.letter})"
    return answers


def contradictions(sender: Organisation, answers: Iterable[ColumnForm]) -> list[str]:
    """What a colleague has answered otherwise since the page was opened: both answers, for each heading."""
    titles = dict(meanings())
    stored = ColumnProfile.objects.filter(organisation=sender, kind=Delivery.Kind.OCCUPANCY)
    known = dict(stored.values_list("heading", "field"))
    said = [form.cleaned_data for form in answers]
    return [
        f"Für ‚{one['heading']}‘ ist inzwischen „{titles[now]}“ gespeichert, "
        f"Sie haben „{titles[one['field']]}“ gewählt."
        for one in said
        if (now := known.get(one["heading"])) is not None and now not in (one["shown"], one["field"])
    ]


class WhoseColumnsForm(forms.Form):
    """For whom the answers hold, and the preview from which they come, if there is one."""

    sender = forms.ModelChoiceField(queryset=Organisation.objects.none())
    draft = forms.ModelChoiceField(queryset=Delivery.objects.none(), required=False)

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask_for_sender(self, "sender", user)
        self.fields["draft"].queryset = Delivery.objects.of_occupancy().filter(
            created_by=user, state=State.DRAFT
        )
