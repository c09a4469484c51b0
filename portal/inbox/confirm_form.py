"""What a person says when confirming a preview: the tick, the reason, comments to warnings."""

import re
from collections.abc import Iterator

from django import forms

from accommodation.actions import Comments
from accommodation.confirmation import LONGEST_REASON
from accommodation.imports import DeliveryCheck
from accommodation.imports.since_preview import place
from portal.sheets import Level

LONGEST_COMMENT = 300
MOST_COMMENTS = 50
COMMENT = re.compile(r"comment-(?P<place>[0-9]+-[0-9]{4}-[0-9]{2}-[0-9]{2})")


class ConfirmForm(forms.Form):
    """The check decides which fields are shown (`about`), and the confirmation which ones are required."""

    shown = forms.CharField(required=False, max_length=64)
    reason = forms.CharField(
        label="Grund der Änderung",
        required=False,
        max_length=LONGEST_REASON,
        help_text=f"Warum gelten jetzt andere Zahlen? Höchstens {LONGEST_REASON} Zeichen.",
        error_messages={"max_length": f"Der Grund ist zu lang (höchstens {LONGEST_REASON} Zeichen)."},
    )
    warnings_accepted = forms.BooleanField(
        label="Ich habe die Warnungen geprüft. Die Zahlen sind trotzdem richtig.", required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in filter(COMMENT.fullmatch, self.data):
            self.fields[name] = comment_field()

    def about(self, check: DeliveryCheck) -> "ConfirmForm":
        """With the fields that this check asks for, and the warnings that each comment is about."""
        labels = dict(comment_labels(check))
        for name in filter(COMMENT.fullmatch, list(self.fields)):
            if name not in labels:
                del self.fields[name]
        for name, label in labels.items():
            self.fields.setdefault(name, comment_field())
            self[name].label = label  # of what is shown: a form that was sent has its fields already
        self.asks_for_reason = bool(check.counts["changed"])
        self.asks_for_tick = any(message.level == Level.WARNING for message in check.messages)
        return self

    def comment_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if COMMENT.fullmatch(name)]

    @property
    def comments(self) -> Comments:
        """What was said, by the place of its row."""
        said = ((COMMENT.fullmatch(name), text) for name, text in self.cleaned_data.items() if text)
        return {match["place"]: text for match, text in said if match}


def comment_field() -> forms.CharField:
    return forms.CharField(
        label="Anmerkung",
        required=False,
        max_length=LONGEST_COMMENT,
        error_messages={"max_length": f"Die Anmerkung ist zu lang (höchstens {LONGEST_COMMENT} Zeichen)."},
    )


def comment_labels(check: DeliveryCheck) -> Iterator[tuple[str, str]]:
    """Name and label of a field for each row with warnings that would be written, in their order."""
    rows = {(row.sheet, row.row): row for row in check.rows if row.status != "unchanged"}
    warnings: dict[tuple[str, int], list[str]] = {}
    for message in check.messages:
        where = (message.sheet, message.row or 0)
        if message.level == Level.WARNING and where in rows:
            warnings.setdefault(where, []).append(message.text)
    for where, texts in list(warnings.items())[:MOST_COMMENTS]:
        row = rows[where]
        yield f"comment-{place(row)}", f"Anmerkung zu {row.shelter.name}. {' '.join(texts)}"
