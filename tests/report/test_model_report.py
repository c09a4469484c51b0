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
from tests.culture_sport import test_facts as culture_sport
from tests.fim import test_facts as fim
from tests.pakt import test_facts as pakt
from tests.register import Fact, unread
from tests.report.reading import squeezed
from tests.taskforce import test_register_on_pages as task_force
from tests.volunteering import test_facts as volunteering

# The model is written before any test; this is what has the database set up for it.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

CHAPTERS = (
    "1 Unterbringung",
    "2 Task Force und Arbeitsgruppen",
    "3 Bürgerschaftliches Engagement",
    "4 Kultur und Sport",
    "5 Flüchtlingsintegrationsmaßnahmen",
    "6 Pakt für Integration",
    "7 Ausblick und weiteres Vorgehen",
)
ANNEXES = "Anlage 1: Schaubild der Gremien", "Anlage 2: Die Gremien im Einzelnen"

# Rows of the register that are numbers of chapter 1; of all others their own areas know what they say.
HOUSING = [f"F{number:03}" for number in (*range(5, 7), 9, *range(13, 16), *range(18, 27))]
AREAS = (task_force, volunteering, culture_sport, fim, pakt)
FACTS: dict[str, list[Fact]] = defaultdict(list)
for area in AREAS:
    for number, facts in area.FACTS.items():
        if number.startswith("F") and number not in HOUSING:
            FACTS[number] += facts


def said_of_housing() -> dict[str, set[str]]:
    """Number of the register → what its rows say."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in (*rows("figures"), *rows("external_figures")):
        for number in row["register"]:
            found[number].add(german(Decimal(str(row["value"]))))
    for row in rows("allocation_shares"):
        for number in row["register"]:
            found[number].add(german(Decimal(str(row["percent"])), 2))
    for row in (*rows("claims"), *rows("statements")):
        for number in row.get("register", []):
            found[number].add(row["text"])
    return found


def rows(kind: str) -> list[dict]:
    return next(
        rows
        for rows in tomllib.loads((REPORT_2017 / f"{kind}.toml").read_text("utf-8")).values()
        if isinstance(rows, list)
    )


SAID_OF_HOUSING = said_of_housing()


def blocks(document: Document) -> list[Block]:
    return [block for section in document["sections"] for block in section["blocks"]]


def lines(block: Block) -> list[tuple[str, list[str]]]:
    """Each line of a block with the texts of its footnotes; a row with what its table says of all rows."""
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
            (
                " ".join((*(cell["text"] for cell in row), *block["table"]["remarks"])),
                [note for cell in row for note in notes(cell["notes"])],
            )
        )
    return found


@pytest.fixture(scope="module")
def all_lines(model) -> list[tuple[str, list[str]]]:
    return [line for block in blocks(model.document) for line in lines(block)]


@pytest.fixture(scope="module")
def printed(model) -> str:
    return squeezed("\n".join(model.pages))


@pytest.mark.parametrize("number", HOUSING)
def test_a_number_about_housing_is_printed_with_its_footnote(all_lines, printed, number):
    assert SAID_OF_HOUSING[number], "not built"
    found = [
        notes for text, notes in all_lines if notes and any(said in text for said in SAID_OF_HOUSING[number])
    ]
    assert any(squeezed(note) in printed for notes in found for note in notes)


@pytest.fixture(scope="module")
def pieces(all_lines) -> list[str]:
    """Without the places where a long word may be parted."""
    return [" ".join((text, *notes)).replace("\N{SOFT HYPHEN}", "") for text, notes in all_lines]


@pytest.mark.parametrize("number", FACTS)
def test_a_fact_of_the_register_is_printed_with_its_source(pieces, number):
    assert unread(FACTS[number], pieces) == []


def test_all_rows_of_the_register_about_the_chapters_are_looked_for():
    assert len(FACTS.keys() | set(HOUSING)) > 240


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
    assert titles == ["Kurzfassung des Berichts", *CHAPTERS, "Finanzielle Auswirkungen", *ANNEXES]


def test_the_short_version_answers_for_each_chapter(model):
    short = lines(model.document["sections"][0]["blocks"][0])
    assert [text for text, _ in short if text] == [
        "Unterbringung: Im August 2017 lebten 7.362\N{NO-BREAK SPACE}Personen in den städtischen "
        "Unterkünften, 212 weniger als im Wert davor (Juli 2017).",
        "Task Force und Arbeitsgruppen: Sechs Arbeitsgruppen; die Task Force tagte von Mitte 2015 bis "
        "Herbst 2017.",
        "Bürgerschaftliches Engagement: 2.000 Menschen engagierten sich 2017 aktiv für Geflüchtete, in 41 "
        "Freundeskreisen und Organisationen.",
        "Kultur und Sport: Über 310 Sportangebote für Geflüchtete, 90 ausgebildete Sportpaten und 20 "
        "Schwimmkurse.",
        "Flüchtlingsintegrationsmaßnahmen: Am 15.08.2017 waren 320 von 752 FIM-Plätzen besetzt: "
        "42,6\N{NO-BREAK SPACE}%.",
        "Pakt für Integration: Pakt für Integration, 2018–2019: 4 Module, 8 Projekte; wie weit sie sind, "
        "sagt keine Quelle.",
        "Ausblick und weiteres Vorgehen: Für 8 von 10 Themen ist jemand zuständig.",
    ]


def test_what_it_costs_the_city_is_gathered_with_its_sources(model):
    (section,) = [one for one in model.document["sections"] if one["key"] == "finanzielles"]
    said = [line for block in section["blocks"] for line in lines(block) if line[0]]
    assert any("6.540.594" in text and notes for text, notes in said)
    assert any("Innovationsfonds Interkultur" in text and "65.000" in text and notes for text, notes in said)
    assert not any("160" in text.split() for text, _ in said), "money of the Land is no effect on the city"


def test_invented_data_change_nothing(model):
    assert model.beside_examples == model.document


def test_a_source_on_the_net_is_linked_and_a_page_of_the_portal_is_not():
    notes = Notes()
    notes.of(Provenance("Richtlinie", url="https://www.example.org/fim"))
    notes.of(Provenance("Meldungen der Träger", url="/unterbringung/unterkuenfte/"))
    assert [note["url"] for note in notes.notes] == ["https://www.example.org/fim", ""]
