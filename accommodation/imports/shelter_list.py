"""Reads the city's list of shelters: a CSV file with one line per shelter.

Either every line is right, or all problems are told at once, each with its line and column.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from rapidfuzz import process, utils

from accommodation.models import CODE, HIGHEST_PLAUSIBLE, Shelter
from portal.dates import german_date
from portal.models import District
from portal.numbers import german

COLUMNS = ("code", "name", "street", "district", "operator", "opened_on", "closed_on", "places", "aliases")
OPTIONAL_COLUMN = "aliases"

# Each sentence continues the value that it is about: „31.12.2016“ ist kein Datum …
TEXT_ERRORS = {
    "required": "Die Angabe fehlt.",
    "max_length": "ist zu lang: höchstens %(limit_value)d Zeichen sind möglich.",
    "null_characters_not_allowed": "enthält ein Zeichen, das kein Text ist.",
}
DATE_ERRORS = {"invalid": "ist kein Datum der Form JJJJ-MM-TT, zum Beispiel 2016-07-01."}
PLACES_ERRORS = {
    "invalid": "ist keine ganze Zahl.",
    "min_value": "ist kleiner als 0.",
    "max_value": f"ist mehr, als eine Unterkunft fassen kann (höchstens {german(HIGHEST_PLAUSIBLE)}).",
}

Cells = dict[str, str]
Problem = tuple[int, str]  # line of the file, sentence


@dataclass(frozen=True)
class ShelterLine:
    """A line of the list. None and "" mean that the list does not say."""

    code: str
    name: str
    street: str
    district: District
    operator: str
    opened_on: date | None
    closed_on: date | None
    places: int | None
    aliases: tuple[str, ...]


WRITABLE = RegexValidator(CODE.regex, "enthält /, ? oder #. Bitte ohne diese Zeichen schreiben.")


class ShelterLineForm(forms.Form):
    """The rules for one line."""

    code = forms.CharField(max_length=30, error_messages=TEXT_ERRORS, validators=[WRITABLE])
    name = forms.CharField(max_length=200, error_messages=TEXT_ERRORS)
    street = forms.CharField(max_length=200, required=False, error_messages=TEXT_ERRORS)
    district = forms.CharField(error_messages=TEXT_ERRORS)
    operator = forms.CharField(max_length=200, error_messages=TEXT_ERRORS)
    opened_on = forms.DateField(required=False, input_formats=["%Y-%m-%d"], error_messages=DATE_ERRORS)
    closed_on = forms.DateField(required=False, input_formats=["%Y-%m-%d"], error_messages=DATE_ERRORS)
    places = forms.IntegerField(
        required=False, min_value=0, max_value=HIGHEST_PLAUSIBLE, error_messages=PLACES_ERRORS
    )
    aliases = forms.CharField(required=False, error_messages=TEXT_ERRORS)

    def __init__(self, cells: Cells, districts: dict[str, District], stored: dict[str, Shelter]) -> None:
        super().__init__(cells)
        self.districts, self.stored = districts, stored

    def clean_code(self) -> str:
        """Sheets do not tell „a-05“ from „A-05“, so there is only one of them."""
        code = self.cleaned_data["code"]
        known = next((one for one in self.stored if one.casefold() == code.casefold()), code)
        if known != code:
            raise ValidationError(f"gibt es schon als „{known}“. Bitte genau so schreiben.")
        return code

    def clean_district(self) -> District:
        text = self.cleaned_data["district"]
        found = self.districts.get(text.casefold())
        if found is None:
            raise ValidationError(f"ist kein Stadtbezirk. {self.suggestion(text)}")
        return found

    def suggestion(self, text: str) -> str:
        match = process.extractOne(
            text, list(self.districts), processor=utils.default_process, score_cutoff=80
        )
        if match:
            return f"Meinten Sie „{self.districts[match[0]]}“?"
        return "Möglich sind Name, Kürzel oder Nummer eines Stadtbezirks."

    def clean_aliases(self) -> tuple[str, ...]:
        return tuple(alias.strip() for alias in self.cleaned_data["aliases"].split("|") if alias.strip())

    def clean(self) -> dict[str, Any]:
        """What the list leaves open is known from before."""
        known = self.stored.get(self.cleaned_data.get("code", ""))
        opened = self.cleaned_data.get("opened_on") or (known and known.opened_on)
        closed = self.cleaned_data.get("closed_on") or (known and known.closed_on)
        if opened and closed and closed < opened:
            self.add_error("closed_on", f"liegt vor der Eröffnung am {german_date(opened)}.")
        return self.cleaned_data

    def problems(self, line: int) -> Iterator[Problem]:
        for column, errors in self.errors.items():
            value = self.data.get(column, "")
            for error in errors:
                yield line, f"{at(line, column)}: {f'„{value}“ ' if value else ''}{error}"


def read_shelter_list(content: bytes) -> list[ShelterLine]:
    """Raises ValidationError with every problem as a German sentence of its own."""
    districts = districts_by_name()
    (_, header), *body = numbered_lines(decoded(content))
    check_header(header)
    stored = Shelter.objects.in_bulk(field_name="code")
    problems: list[Problem] = []
    forms_by_line: dict[int, ShelterLineForm] = {}
    for line, values in body:
        if wrong_length(values, header):
            problems.append((line, f"Zeile {line}: {len(values)} Zellen statt {len(header)}."))
            continue
        cells = dict(zip(header, values, strict=False))
        forms_by_line[line] = ShelterLineForm(cells, districts, stored)
        problems += forms_by_line[line].problems(line)
    problems += repeated_codes(forms_by_line)
    if problems:
        raise ValidationError([sentence for _, sentence in sorted(problems)])
    return [ShelterLine(**form.cleaned_data) for form in forms_by_line.values()]


def decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ValidationError(
            f"Zeile {line}: Die Datei ist nicht in UTF-8 gespeichert. "
            "Bitte speichern Sie sie als „CSV UTF-8 (durch Trennzeichen getrennt)“."
        ) from error


def numbered_lines(text: str) -> list[tuple[int, list[str]]]:
    """Lines with content and the number that an editor shows where each begins."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=";", strict=True)
    lines, first = [], 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                lines.append((first, [value.strip() for value in values]))
            first = reader.line_num + 1
    except csv.Error as error:
        raise ValidationError(
            f"Zeile {first}: Hier stimmen die Anführungszeichen nicht, oder eine Zelle ist zu lang."
        ) from error
    if not lines:
        raise ValidationError("Die Datei ist leer.")
    return lines


def check_header(header: list[str]) -> None:
    """Raises ValidationError: without the right columns nothing can be said about the lines."""
    allowed = f"Erwartet wird: {';'.join(COLUMNS)}"
    problems = [
        f"{at(1, column)}: Diese Spalte ist nicht bekannt." for column in header if column not in COLUMNS
    ]
    problems += [
        f"{at(1, column)}: Diese Spalte steht mehrmals da." for column in COLUMNS if header.count(column) > 1
    ]
    problems += [
        f"{at(1, column)}: Diese Spalte fehlt."
        for column in COLUMNS
        if column not in header and column != OPTIONAL_COLUMN
    ]
    if problems:
        raise ValidationError([*problems, allowed])


def wrong_length(values: list[str], header: list[str]) -> bool:
    """The last column may be missing in a single line too."""
    allowed = {len(header), len(header) - 1} if header[-1] == OPTIONAL_COLUMN else {len(header)}
    return len(values) not in allowed


def repeated_codes(forms_by_line: dict[int, ShelterLineForm]) -> Iterator[Problem]:
    first_lines: dict[str, int] = {}
    for line, form in forms_by_line.items():
        code = form.data["code"]
        first = first_lines.setdefault(code.casefold(), line)
        if code and first != line:
            yield line, f"{at(line, 'code')}: „{code}“ steht schon in Zeile {first}."


def districts_by_name() -> dict[str, District]:
    """By number, abbreviation, name and aliases; a name is stronger than another's alias."""
    districts = District.objects.all()
    if not districts:
        raise ValidationError(
            "Es sind noch keine Stadtbezirke geladen. Bitte zuerst „manage.py load_report“ ausführen."
        )
    aliases = {name.casefold(): district for district in districts for name in district.names}
    official = {
        str(name).casefold(): district
        for district in districts
        for name in (district.number, district.abbreviation, district.name)
    }
    return aliases | official


def at(line: int, column: str) -> str:
    return f"Zeile {line}, Spalte „{column}“"
