"""What the page of components shows: invented values, one for each state that a component has."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from portal.conflicts import versions
from portal.figures import (
    Audience,
    Cell,
    Change,
    Chapter,
    Chart,
    Check,
    Column,
    Coverage,
    Finding,
    KeyFigure,
    Kind,
    Point,
    Provenance,
    Series,
    Table,
    Text,
    Value,
    Verdict,
    missing,
)
from portal.forms import StichtagForm

PERSONS = "Personen"
FIRST, LAST = date(2016, 7, 1), date(2017, 8, 31)
SOURCE = Provenance("Beispielpapier 1/2017", "Seite 3", page="/drucksachen/")
UNLINKED = Provenance("Summe aus 22 von 24 Unterkünften")


class SpecimenForm(forms.Form):
    text = forms.CharField(label="Kurzer Text", help_text="So sieht ein Hinweis aus.")
    long = forms.CharField(label="Langer Text", widget=forms.Textarea(attrs={"rows": 3}))
    choice = forms.ChoiceField(label="Auswahl", choices=[("", "bitte wählen"), ("a", "die erste")])
    day = forms.DateField(label="Tag", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(label="Datei")
    tick = forms.BooleanField(label="Ich habe die Warnungen geprüft")


def persons(amount: str, kind: Kind = Kind.REPORTED, qualifier: str = "") -> Value:
    return Value(Decimal(amount), kind, PERSONS, qualifier=qualifier)


VALUES = {
    "gemeldet": persons("7362"),
    "gemeldet, mit Wort": persons("310", qualifier="über"),
    "fortgeschrieben": persons("118", Kind.CARRIED),
    "geschätzt": persons("400", Kind.ESTIMATED, "rund"),
    "null": persons("0"),
    "keine Angabe": missing(PERSONS),
    "nicht ausgewiesen": persons("3").suppressed(),
}


def specimens() -> dict[str, Any]:
    """Everything that the template asks for, freshly made."""
    return {
        "example": True,
        "levels": ("info", "success", "warning", "danger"),
        "chapter": CHAPTER,
        "followed_one": {CHAPTER.key},
        "followed_none": set[str](),
        "chart": CHART,
        "table": TABLE,
        "empty_table": EMPTY,
        "tables": (TABLE, EMPTY),
        "key_figures": KEY_FIGURES,
        "checks": tuple(map(check, Verdict)),
        "findings": FINDINGS,
        "texts": (Text("Wer neu ankommt, soll früh Deutsch lernen.", "Mitte 2016", SOURCE),),
        "sources": (SOURCE, UNLINKED),
        "facts": (("Blatt", "Belegung"), ("Zeilen", "24"), ("Stichtag", "31.08.2017")),
        "verdicts": tuple(Verdict),
        "problems": PROBLEMS,
        "form": SpecimenForm(auto_id="leer-%s"),
        "wrong_form": SpecimenForm({"choice": "z", "day": "31.02.2017"}, auto_id="fehlerhaft-%s"),
        "stichtag_form": StichtagForm(initial={"stichtag": LAST}),
        "conflict": CONFLICT,
        "words": {"FIM": "Flüchtlingsintegrationsmaßnahme", "k. A.": "keine Angabe"},
        "places": ({"sheet": "Belegung", "row": 7, "column": "C"}, {"sheet": "Belegung"}, {}),
    }


def check(verdict: Verdict) -> Check:
    unchecked = verdict is Verdict.UNCHECKABLE
    return Check(
        statement=f"Die Belegung ist um 11 Prozent gesunken (Ergebnis „{verdict}“)",
        stated="" if verdict is Verdict.COMPUTED else "11 %",
        recomputed="" if unchecked else "9,6 %",
        calculation="" if unchecked else "(8.141 − 7.362) : 8.141",
        verdict=verdict,
        source=SOURCE,
        note="Die Quelle nennt den Wert davor nicht." if unchecked else "",
        others=("gegenüber Dezember 2016: 6,5 %",) if verdict is Verdict.DIFFERS else (),
        address="/faktencheck/" if verdict is Verdict.DIFFERS else "",
    )


POINTS = (
    Point(FIRST, persons("8141"), "1. Juli 2016", SOURCE),
    Point(date(2016, 12, 31), persons("7874", Kind.ESTIMATED), "31. Dezember 2016", SOURCE),
    Point(LAST, persons("7362"), "31. August 2017", SOURCE, coverage=Coverage(22, 24, 2)),
)
TABLE = Table(
    key="arten",
    caption="Arten von Werten",
    columns=(Column("art", "Art"), Column("wert", PERSONS, numeric=True), Column("quelle", "Quelle")),
    rows=tuple(
        (Cell(kind), Cell(value), Cell(str(SOURCE), page="/drucksachen/")) for kind, value in VALUES.items()
    ),
    footer=(Cell("Summe"), Cell(persons("8190")), Cell(str(UNLINKED))),
    notes=("Eine Anmerkung zur Tabelle.",),
    example=True,
)
EMPTY = Table("leer", "Eine Tabelle ohne Zeilen", TABLE.columns, ())
CHART = Chart(
    key="belegung",
    heading="Belegung seit 1. Juli 2016 um 9,6\N{NO-BREAK SPACE}% gesunken",
    title="Abbildung: Belegung, Beispieldaten (erfunden)",
    summary="Drei Werte, der höchste 8.141 am 1. Juli 2016, der letzte 7.362 am 31. August 2017.",
    unit=PERSONS,
    table=Table(
        "werte",
        "Werte der Abbildung",
        (Column("stichtag", "Stichtag"), Column("wert", PERSONS, numeric=True)),
        tuple((Cell(point.date_text), Cell(point.value)) for point in POINTS),
    ),
    sources=(SOURCE, UNLINKED),
    notes=("Die Zeitachse ist maßstäblich.",),
    series=(Series("example", "Beispieldaten (erfunden)", POINTS, example=True),),
)
KEY_FIGURES = tuple(
    KeyFigure(
        label=f"Wert: {kind}",
        value=value,
        date_text="31. August 2017",
        source=SOURCE,
        change=Change(Decimal(-779), "1. Juli 2016 (8.141)", percent=Decimal("-9.6"))
        if number == 0
        else None,
        note="Eine Anmerkung zum Wert." if number == 1 else "",
        example=True,
    )
    for number, (kind, value) in enumerate(VALUES.items())
)
FINDINGS = (
    Finding("Zwei Unterkünfte haben nicht gemeldet", "Ihre letzten Zahlen gelten weiter."),
    Finding("Die Anteile ergeben zusammen 105 %", "Die Quelle nennt keinen Grund.", "warning", example=True),
)
CHAPTER = Chapter(
    key="accommodation",
    title="Unterbringung",
    address="/unterbringung/",
    as_of=LAST,
    audience=Audience.COUNCIL,
    lead="Am 31. August 2017 lebten 7.362 Personen in den städtischen Unterkünften.",
    key_figures=KEY_FIGURES,
)
CONFLICT = versions.Conflict(
    versions.Change("Kim Beispiel", datetime(2017, 9, 4, 8, 30, tzinfo=UTC)),
    [
        versions.Difference("Name", "Haus Anker", "Haus Anker", "Haus am Anker"),
        versions.Difference("Plätze", "100", "120", "110", clash=True),
    ],
    kept=True,
)
PROBLEMS = tuple(
    {"level": level, "sheet": "Belegung", "row": row, "column": "C", "value": value, "text": text}
    for level, row, value, text in (
        ("error", 7, "viele", "„viele“ ist keine Zahl. Bitte nur Ziffern, zum Beispiel 24."),
        ("error", 9, "-3", "Es können nicht weniger als 0 Menschen sein."),
        ("warning", 12, "130", "Das sind mehr Menschen als Plätze (100)."),
        ("notice", 14, "", "Die Zeile ist leer und wird übergangen."),
    )
)
