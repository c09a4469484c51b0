"""Forms of the report builder."""

from collections.abc import Collection, Sequence
from datetime import date

from django import forms

from portal.conflicts.forms import ConflictAwareForm, ConflictAwareModelForm
from portal.forms import NEAR
from portal.models import Report
from portal.report.answers import Offer
from portal.report.arrangement import words_of
from portal.report.chapters import TITLES
from portal.report.document import Block
from portal.report.references import unknown_references

LONGEST_TEXT = 20_000
LONGEST_COMMENT = 2_000
DATE = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "validators": NEAR}


class FrameForm(ConflictAwareModelForm):
    """Betreff, Stichtag, Kapitel, and what the head of the paper says."""

    chapters = forms.MultipleChoiceField(
        label="Kapitel",
        choices=list(TITLES.items()),
        initial=list(TITLES),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kern-form-check__checkbox"}),
        error_messages={"required": "Bitte mindestens ein Kapitel auswählen."},
    )
    as_of = forms.DateField(
        label="Stichtag",
        help_text="Der Bericht sagt, was bis zu diesem Tag gilt.",
        error_messages={"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 31.08.2017."},
        **DATE,
    )
    meeting_on = forms.DateField(
        label="Sitzungstermin",
        required=False,
        error_messages={"invalid": "Bitte einen Tag angeben, den es gibt, zum Beispiel 25.09.2017."},
        **DATE,
    )

    class Meta:
        model = Report
        fields = (
            "title", "as_of", "chapters", "audience", "department", "reference", "committee", "meeting_on",
        )  # fmt: skip


class AnswerForm(FrameForm):
    """The same for the answer to a request of the council."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].help_text = "Die Antwort sagt, was bis zu diesem Tag gilt."
        self.fields["chapters"].label = "Aus welchen Kapiteln wählen Sie Zahlen?"
        audience = self.fields["audience"]
        audience.choices = [choice for choice in audience.choices if choice[0] != Report.Readers.INTERNAL]


class ChoiceForm(ConflictAwareForm):
    """What an answer prints of its chapters: one field for each offer."""

    def __init__(self, *args, offers: Sequence[Offer], chosen: Collection[str] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for offer in offers:
            self.fields[offer.key] = forms.MultipleChoiceField(
                label=offer.title,
                choices=[(block["key"], choice_text(block)) for block in offer.blocks],
                initial=[block["key"] for block in offer.blocks if block["key"] in chosen],
                required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "kern-form-check__checkbox"}),
            )

    @property
    def chosen(self) -> list[str]:
        """In the order in which they are offered."""
        return [key for name in self.fields if name != "opened" for key in self.cleaned_data[name]]


def choice_text(block: Block) -> str:
    """What it prints: the whole text of a sentence, of everything else its heading and what it is."""
    if block["drawing"]:
        return f"{block['heading']} (Abbildung)"
    if table := block["table"]:
        return f"{block['heading'] or table['caption']} (Tabelle)"
    return f"{block['heading']} (Liste)" if block["heading"] else words_of(block)


class CommentForm(ConflictAwareForm):
    """A remark on a block, for those who work on the report."""

    comment = forms.CharField(
        label="Anmerkung für die Bearbeitung",
        help_text="Wird nicht gedruckt.",
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TextForm(CommentForm):
    """A text of one's own. References to figures must lead to one."""

    text = forms.CharField(
        label="Text",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Bitte schreiben Sie einen Text."},
    )
    field_order = ("text", "comment")

    def __init__(self, *args, as_of: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.as_of = as_of

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if unknown := unknown_references(text, self.as_of):
            raise forms.ValidationError(
                f"Zu diesem Stichtag gibt es keinen Wert für {', '.join(unknown)}. "
                "Welche Kennzahlen es gibt, steht unter dem Feld."
            )
        return text


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="Was ist zu ändern?",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Bitte schreiben Sie, was zu ändern ist."},
    )
