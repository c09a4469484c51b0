"""Columns of a list whose cells are one of a few things, in the words of senders."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.sheets import Declaration, Messages, Place, Row
from portal.sheets.headings import spelled


@dataclass(frozen=True)
class Choice:
    """`words`: what senders write for a value of the model's field, first what the template writes.
    `default`: what an empty cell means; without one it has to be said. `apart`: numbers that differ in it
    stand side by side, none takes the place of another."""

    field: str
    words: Mapping[str, tuple[str, ...]]
    default: str = ""
    apart: bool = False

    @property
    def labels(self) -> list[str]:
        return [words[0] for words in self.words.values()]

    def label(self, value: str) -> str:
        """As the template writes it."""
        return self.words[value][0]

    def chosen(self, row: Row, declaration: Declaration, messages: Messages) -> str | None:
        """The value; None for what is not said or not known, which a message tells."""
        title, found = declaration.column(self.field).title, row.text(self.field)
        if not found and self.default:
            return self.default
        known = {plain(word): value for value, words in self.words.items() for word in words}
        value = known.get(plain(found))
        if value is None:
            place = row.place(self.field) if self.field in row.cells else Place(row.sheet)
            messages.error("no_choice", self._refusal(title, found, place), place, found)
        return value

    def _refusal(self, title: str, found: str, place: Place) -> str:
        possible = f"Möglich ist: {', '.join(f'‚{label}‘' for label in self.labels)}."
        if found:
            return f"‚{found}‘ ist hier nicht bekannt. {possible}"
        if place.row is None:
            return f"Die Spalte ‚{title}‘ fehlt. Bitte ergänzen. {possible}"
        return f"Die Angabe fehlt. Bitte ergänzen. {possible}"


def plain(text: str) -> str:
    """„Aktive  und Passive“ and „aktive und passive“ are the same."""
    return " ".join(spelled(text).split())
