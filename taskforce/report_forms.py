"""The form with the answers of a final report, and the one with which it is returned."""

from collections.abc import Iterator
from typing import Any

from django import forms

from portal.conflicts.forms import ConflictAwareForm
from portal.forms import SeveralField
from taskforce.actions import Given
from taskforce.models import Answer, FinalReport

LONGEST_ANSWER = 20_000  # characters
LONGEST_COMMENT = 2_000
NO_CHOICE = "Das steht hier nicht zur Auswahl."
Question = Answer.Question

# The heading above the field has the title of the question.
ASKED = {
    Question.MEASURES: "Was hat die Arbeitsgruppe auf den Weg gebracht?",
    Question.REGULAR: "Was erledigen Ämter und Dienste heute als gewöhnliche Aufgabe?",
    Question.OUTSIDE: "Was braucht es auch künftig neben den gewöhnlichen Aufgaben, und warum?",
    Question.CONTINUATION: "Wer kümmert sich künftig um die Themen der Gruppe, und wie?",
    Question.LESSONS: "Was hat sich bewährt, was würden Sie anders machen?",
    Question.PARTNERS: "Wen braucht man bei diesem Thema, und wie arbeitet man zusammen?",
}
LEGENDS = {
    "measures": "Maßnahmen, um die es geht",
    "handovers": "Überführungen, um die es geht",
    "partners": "Partner, um die es geht",
}


class ReportForm(ConflictAwareForm):
    """A text per question, with links to what the portal knows. A draft may leave out what it likes."""

    def __init__(self, *args, report: FinalReport, **kwargs) -> None:
        super().__init__(*args, record=report.body, **kwargs)
        self.report = report
        self.answers = report.in_order
        for answer in self.answers:
            self.fields[f"text_{answer.question}"] = text_field(answer)
            if answer.link_name:
                self.fields[f"links_{answer.question}"] = links_field(report, answer)

    def written(self) -> list[Any]:
        return [one for one in (self.report, *self.answers) if one.pk]

    def rows(self) -> Iterator[tuple[Answer, forms.BoundField, forms.BoundField | None]]:
        """Each answer with its field for the text and, but for one, that for the links."""
        for answer in self.answers:
            links = f"links_{answer.question}"
            yield answer, self[f"text_{answer.question}"], self[links] if links in self.fields else None

    def given(self) -> list[Given]:
        """What was written, once the form is valid."""
        return [
            Given(
                question=answer.question,
                text=self.cleaned_data[text.name],
                links={answer.link_name: self.cleaned_data[links.name]} if links else {},
            )
            for answer, text, links in self.rows()
        ]


def text_field(answer: Answer) -> forms.CharField:
    return forms.CharField(
        label=ASKED[Question(answer.question)],
        initial=answer.text,
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


def links_field(report: FinalReport, answer: Answer) -> SeveralField:
    return SeveralField(
        label=LEGENDS[answer.link_name],
        queryset=report.linkable(answer.link_name),
        initial=[linked.pk for linked in answer.linked],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kern-form-check__checkbox"}),
        error_messages={"invalid_choice": NO_CHOICE, "invalid_pk_value": NO_CHOICE},
    )


class SeenField(forms.IntegerField):
    """The version that was read. A page that is shown again shows the newest."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class ReturnForm(forms.Form):
    """What is to be changed: on the whole, and question by question."""

    seen = SeenField(label="Stand", required=False, widget=forms.HiddenInput)
    comment = forms.CharField(
        label="Was ist zu ändern?",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Bitte schreiben Sie, was zu ändern ist."},
    )

    def __init__(self, *args, report: FinalReport, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = report.version
        for question in Question:
            self.fields[f"comment_{question}"] = forms.CharField(
                label=f"Anmerkung zu {question}. {question.label}",
                required=False,
                max_length=LONGEST_COMMENT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def said(self) -> dict[str, Any]:
        """What the action wants to know, once the form is valid."""
        comments = {question: self.cleaned_data[f"comment_{question}"] for question in Question}
        return {
            "comment": self.cleaned_data["comment"],
            "comments": comments,
            "seen": self.cleaned_data["seen"],
        }


class ReleaseForm(forms.Form):
    seen = forms.IntegerField(required=False)

    def version(self) -> int | None:
        """The one that was read; None if the page did not say it."""
        return self.cleaned_data["seen"] if self.is_valid() else None
