"""What an area expects in a sheet: its columns and what they mean."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Meaning(StrEnum):
    TEXT = "text"
    COUNT = "count"  # persons, places: whole numbers from 0
    DATE = "date"  # the reporting date of the row
    IGNORED = "ignored"  # known, but not read


@dataclass(frozen=True)
class Column:
    """`title` is the heading of the template, `aliases` are what senders write instead.

    `counted` („Personen“), `wanted` („die Zahl der belegten Plätze“) and `pair` („Belegung und
    Kapazität“, what senders squeeze into one cell) stand in messages about wrong numbers.
    `if_missing` is said where a count is missing; empty where that needs no word.
    `per_date`: in a table with one column per month, this column may exist once for each.
    """

    field: str
    title: str
    meaning: Meaning
    aliases: tuple[str, ...] = ()
    counted: str = ""
    wanted: str = ""
    pair: str = ""
    if_missing: str = ""
    per_date: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


# Headings of columns about single persons. A sheet with one of them is refused and not stored.
PERSONAL_HEADINGS = (
    "Vorname", "Vornamen", "Nachname", "Familienname", "Name, Vorname", "Vorname, Name", "Name Vorname",
    "Vor- und Nachname", "Vor- und Zuname", "Zuname", "Bewohnername", "Name des Bewohners",
    "Name der Bewohnerin", "Name Bewohner", "Geburtsdatum", "Geburtstag", "Geburtsjahr",
    "Geburtsort", "Geburtsland", "geb.", "geb. am", "geboren", "geboren am", "Geb.-Dat.", "Geb.-Datum",
    "Gebdat", "GebDatum", "AZR", "AZR-Nr.", "AZR-Nummer", "AZR-ID", "Ausländerzentralregister",
    "Ausweis-Nr.", "Ausweisnummer", "Pass-Nr.", "Passnummer", "BÜMA", "BÜMA-Nr.", "Staatsangehörigkeit",
    "Staatsang.", "Nationalität", "Herkunftsland", "Religion", "Familienstand", "Aufenthaltsstatus",
    "Aktenzeichen BAMF", "BAMF-Az.", "Diagnose", "Krankheit", "Krankenkasse", "Sozialversicherungsnummer",
    "SV-Nr.", "Steuer-ID", "IBAN", "Namen", "Personenname", "Name der Person", "Rufname", "Personalien",
    "Anrede", "Herr/Frau", "Ausländer-ID", "Aufenthaltstitel", "Aufenthaltserlaubnis", "Krankheiten",
    "Gesundheit", "Gesundheitszustand", "Date of birth", "DOB", "Alter", "Geschlecht",
)  # fmt: skip


@dataclass(frozen=True)
class Declaration:
    """`about`: what one row is about, „Unterkunft“. `keys`: the fields that name it, `figures`: those
    that give its numbers; a header has at least one of each. `per_date_field`: what a column means
    whose heading is nothing but a date. `synonyms`: words of headings that mean the same, in lower case
    with „ae“ for „ä“; the first of each group stands for all."""

    about: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    figures: tuple[str, ...]
    per_date_field: str
    synonyms: tuple[tuple[str, ...], ...] = ()
    personal: tuple[str, ...] = PERSONAL_HEADINGS
    person_names: tuple[str, ...] = ("name", "namen")  # where another column names what a row is about

    def column(self, field: str) -> Column:
        """Raises StopIteration for a field that is not declared."""
        return next(column for column in self.columns if column.field == field)

    @cached_property
    def date_field(self) -> str:
        """Empty where rows have no date of their own."""
        return next((column.field for column in self.columns if column.meaning == Meaning.DATE), "")
