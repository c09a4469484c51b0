"""What a published row holds: the one declaration from which CSV, JSON, the data dictionary and the
description of the API follow.

Names of fields are German, because they are what readers of the data see. `title` is the heading in the
German CSV.
"""

from datetime import date
from enum import StrEnum

from ninja import Field, Schema

Number = int | float


class Stated(StrEnum):
    """Zero, no data and suppressed are three different things."""

    VALUE = "Wert"
    MISSING = "keine Angabe"
    SUPPRESSED = "nicht ausgewiesen"


class Licensed(Schema):
    """What every JSON file says about its use."""

    lizenz: str = Field(description="Adresse der Lizenz")
    namensnennung: str = Field(description="Text, der bei der Nutzung zu nennen ist")


class FigureRow(Schema):
    """One released value of an indicator, as its source states it. Numbers stand before words: what stands
    before a number is read as the name of its row, and „insgesamt …“ would name a sum."""

    kennzahl: str = Field(title="Schlüssel", description="Schlüssel der Kennzahl; er bleibt gleich")
    von: date = Field(title="gilt ab", description="erster Tag des Zeitraums, für den der Wert gilt")
    bis: date | None = Field(title="gilt bis", description="letzter Tag; leer heißt: gilt noch")
    wert: Number | None = Field(title="Wert", description="die Zahl; leer, wenn „angabe“ nicht „Wert“ ist")
    angabe: Stated = Field(
        title="Angabe", description="Wert, keine Angabe, oder aus Datenschutzgründen nicht ausgewiesen"
    )
    einheit: str = Field(title="Einheit", description="Einheit des Werts")
    zusatz: str = Field(
        title="Zusatz", description="Wort der Quelle vor der Zahl, zum Beispiel „über“ oder „rund“"
    )
    bezeichnung: str = Field(title="Kennzahl", description="Name der Kennzahl")
    bereich: str = Field(title="Bereich", description="Kapitel, zu dem die Kennzahl gehört")
    stadtbezirk: str = Field(title="Stadtbezirk", description="leer heißt: ganze Stadt")
    abgrenzung: str = Field(title="Abgrenzung", description="was der Wert einschließt, falls eingeschränkt")
    zeit: str = Field(title="Zeitangabe", description="die Zeit in Worten, wenn möglich in denen der Quelle")
    genauigkeit: str = Field(title="Genauigkeit", description="wie genau die Quelle die Zeit nennt")
    qualitaet: str = Field(title="Qualität", description="berichtet, gezählt, geschätzt oder Prognose")
    fuehrend: bool = Field(
        title="führend", description="ja: der Wert, mit dem die Stadt rechnet, wenn mehrere bekannt sind"
    )
    gedruckt: str = Field(title="wie gedruckt", description="der Wert im Wortlaut der Quelle")
    quelle: str = Field(title="Quelle", description="Drucksache oder andere Veröffentlichung")
    stelle: str = Field(title="Stelle", description="Kapitel, Seite oder Abbildung in der Quelle")
    fundstelle: str = Field(title="Fundstelle", description="Adresse der Quelle im Netz, wenn es eine gibt")
    bemerkung: str = Field(title="Bemerkung", description="was beim Lesen zu beachten ist")


class CellRow(Schema):
    """One cell of a table of a chapter. A cell holds a number, a day or a text."""

    tabelle: str = Field(title="Schlüssel", description="Schlüssel der Tabelle; er bleibt gleich")
    titel: str = Field(title="Tabelle", description="Überschrift der Tabelle")
    zeile: int = Field(title="Zeile", description="laufende Nummer der Zeile in der Tabelle, ab 1")
    gesamt: bool = Field(title="Gesamtzeile", description="ja: die Zeile fasst die übrigen zusammen")
    gegenstand: str = Field(title="Gegenstand", description="wovon die Zeile handelt: ihre erste Zelle")
    spalte: str = Field(title="Schlüssel der Spalte", description="Schlüssel der Spalte; er bleibt gleich")
    merkmal: str = Field(title="Merkmal", description="Überschrift der Spalte")
    wert: Number | None = Field(title="Wert", description="die Zahl; leer, wenn die Zelle keine enthält")
    angabe: Stated | None = Field(
        title="Angabe", description="nur bei Zahlen: Wert, keine Angabe oder nicht ausgewiesen"
    )
    einheit: str = Field(title="Einheit", description="Einheit der Zahl")
    zusatz: str = Field(
        title="Zusatz", description="Wort vor der Zahl oder ihre Art, zum Beispiel „geschätzt“"
    )
    tag: date | None = Field(title="Datum", description="der Tag, wenn die Zelle einen enthält")
    text: str = Field(title="Angabe in Worten", description="der Text, wenn die Zelle einen enthält")


class FieldEntry(Schema):
    """One field in the data dictionary."""

    feld: str = Field(title="Feld", description="Name in CSV und JSON")
    spalte: str = Field(title="Spalte", description="Überschrift in der deutschen CSV-Datei")
    art: str = Field(title="Art", description="Text, Zahl, Datum oder ja/nein")
    bedeutung: str = Field(title="Bedeutung", description="was darin steht")


class IndicatorEntry(Schema):
    schluessel: str = Field(description="Schlüssel der Kennzahl")
    bezeichnung: str = Field(description="Name der Kennzahl")
    bereich: str = Field(description="Schlüssel des Bereichs")
    einheit: str = Field(description="Einheit ihrer Werte")
    definition: str = Field(description="was gezählt wird")
    rhythmus: str = Field(description="wie oft sie erhoben wird")
    ebene: str = Field(description="Stadt, Stadtbezirk oder Land")
    teil_von: str | None = Field(
        description="Schlüssel der Kennzahl, von der diese ein Teil ist; nie addieren"
    )
    werte: int = Field(description="Zahl der veröffentlichten Werte")
    json_adresse: str = Field(description="Adresse ihrer Werte als JSON")
    csv_adresse: str = Field(description="Adresse ihrer Werte als CSV")


class IndicatorDocument(Licensed):
    """An indicator with all of its released values, the oldest first."""

    kennzahl: IndicatorEntry
    werte: list[FigureRow]


class FigurePage(Licensed):
    """Released values of several indicators."""

    anzahl: int = Field(description="Zahl aller Werte, auf die die Anfrage passt")
    ab: int = Field(description="so viele davon wurden übersprungen")
    werte: list[FigureRow]


class TableEntry(Schema):
    schluessel: str
    titel: str
    hinweise: list[str] = Field(description="was beim Lesen der Tabelle zu beachten ist")


class Statement(Schema):
    text: str
    zeit: str
    quelle: str


class ChapterEntry(Schema):
    schluessel: str = Field(description="Schlüssel des Kapitels")
    titel: str = Field(description="Name des Kapitels")
    json_adresse: str = Field(description="Adresse seiner Tabellen als JSON")
    csv_adresse: str = Field(description="Adresse seiner Tabellen als CSV")


class ChapterDocument(Licensed):
    """All tables of a chapter as of a day, cell by cell, and what sources say without a number."""

    kapitel: ChapterEntry
    stichtag: date
    tabellen: list[TableEntry]
    zellen: list[CellRow]
    aussagen: list[Statement]
