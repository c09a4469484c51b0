"""The model report, rebuilt from data: every figure of the register that has been built stands in the PDF,
with the footnote that names its source."""

import tomllib
from collections import defaultdict
from decimal import Decimal

import pytest

from portal.figures import Provenance
from portal.numbers import german
from portal.report.document import Block, Document
from portal.report.notes import Notes
from portal.report_facts import REPORT_2017
from tests.report.reading import squeezed

CHAPTERS = "1 Unterbringung", "2 Task Force und Arbeitsgruppen"
ANNEXES = "Anlage 1: Schaubild der Gremien", "Anlage 2: Die Gremien im Einzelnen"

# Chapter 1, the working groups, and the outlook.
NUMBERS = [f"F{number:03}" for number in (*range(5, 7), 9, *range(13, 16), *range(18, 60), *range(233, 270))]

# What a row says where it stands in the report.
SAID_BY = {
    "bodies": ("name",),
    "claims": ("text",),
    "memberships": ("organisation",),
    "service_centres": ("name",),
    "unit": ("organisation",),
    "handovers": ("subject",),
    "measures": ("title",),
    "goals": ("text",),
    "statements": ("text",),
}


def said() -> dict[str, set[str]]:
    """Number of the register → what its rows say."""
    found: dict[str, set[str]] = defaultdict(set)

    def note(kind: str, row: dict) -> None:
        for number in row.get("register", []):
            found[number] |= {row[key] for key in SAID_BY[kind]}
        for unit in row.get("unit", []) if kind == "service_centres" else []:
            note("unit", unit)

    for kind in SAID_BY.keys() - {"unit"}:
        for row in rows(kind):
            note(kind, row)
    for row in (*rows("figures"), *rows("external_figures")):
        for number in row["register"]:
            found[number].add(german(Decimal(str(row["value"]))))
    for row in rows("allocation_shares"):
        for number in row["register"]:
            found[number].add(german(Decimal(str(row["percent"])), 2))
    return found


def rows(kind: str) -> list[dict]:
    return next(
        rows
        for rows in tomllib.loads((REPORT_2017 / f"{kind}.toml").read_text("utf-8")).values()
        if isinstance(rows, list)
    )


SAID = said()


def blocks(document: Document) -> list[Block]:
    return [block for section in document["sections"] for block in section["blocks"]]


def lines(block: Block) -> list[tuple[str, list[str]]]:
    """Each line of a block with the texts of its footnotes."""
    found = []

    def notes(references) -> list[str]:
        return [block["notes"][reference["index"]]["text"] for reference in references]

    def walk(nodes) -> None:
        for node in nodes:
            text = "".join(run["text"] for run in node["runs"])
            found.append((text, [note for run in node["runs"] for note in notes(run["notes"])]))
            walk(node["children"])

    walk(block["text"])
    for row in block["table"]["rows"] if block["table"] else []:
        found.append(
            (" ".join(cell["text"] for cell in row), [note for cell in row for note in notes(cell["notes"])])
        )
    return found


@pytest.fixture(scope="module")
def all_lines(model) -> list[tuple[str, list[str]]]:
    return [line for block in blocks(model.document) for line in lines(block)]


@pytest.fixture(scope="module")
def printed(model) -> str:
    return squeezed("\n".join(model.pages))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_the_register_is_printed_with_its_footnote(all_lines, printed, number):
    assert SAID[number], "not built"
    found = [notes for text, notes in all_lines if any(words in text for words in SAID[number]) and notes]
    assert any(squeezed(note) in printed for notes in found for note in notes), SAID[number]


def test_every_cell_of_every_table_is_in_the_pdf(model, printed):
    """Rows stay together, so that no page's end interrupts one."""
    tables = [block["table"] for block in blocks(model.document) if block["table"]]
    cells = [cell["text"] for table in tables for row in table["rows"] for cell in row]
    assert [text for text in cells if squeezed(text) not in printed] == []


def test_every_footnote_is_printed_once_where_its_number_stands(model, printed):
    notes = [
        (number, note["text"])
        for block in blocks(model.document)
        for number, note in enumerate(block["notes"], start=block["first_note"])
    ]
    assert [number for number, _ in notes] == list(range(1, len(notes) + 1))
    assert [number for number, text in notes if squeezed(f"{number}{text}") not in printed] == []


def test_chapters_and_annexes_are_numbered_in_the_order_of_the_model(model):
    titles = [section["title"] for section in model.document["sections"]]
    assert titles == ["Kurzfassung des Berichts", *CHAPTERS, *ANNEXES]


def test_the_short_version_answers_for_each_chapter(model):
    short = lines(model.document["sections"][0]["blocks"][0])
    assert [text for text, _ in short if text] == [
        "Unterbringung: Im August 2017 lebten 7.362\N{NO-BREAK SPACE}Personen in den städtischen "
        "Unterkünften, 212 weniger als im Wert davor (Juli 2017).",
        "Task Force und Arbeitsgruppen: Sechs Arbeitsgruppen; die Task Force tagte von Mitte 2015 bis "
        "Herbst 2017.",
    ]


def test_invented_data_change_nothing(model):
    assert model.beside_examples == model.document


def test_a_source_on_the_net_is_linked_and_a_page_of_the_portal_is_not():
    notes = Notes()
    notes.of(Provenance("Richtlinie", url="https://www.example.org/fim"))
    notes.of(Provenance("Meldungen der Träger", url="/unterbringung/unterkuenfte/"))
    assert [note["url"] for note in notes.notes] == ["https://www.example.org/fim", ""]
