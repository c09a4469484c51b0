"""A report as it is printed and kept: nothing but JSON, and nothing left to compute.

PDF, DOCX and HTML are made from this and from nothing else, so a kept report prints as it did.
"""

import hashlib
import json
from typing import Literal, TypedDict


class NoteRef(TypedDict):
    """A place that refers to a footnote of its block. `first`: the footnote stands here."""

    index: int
    first: bool


class Note(TypedDict):
    text: str
    url: str


class Run(TypedDict):
    """A stretch of text in one manner."""

    text: str
    strong: bool
    emphasis: bool
    url: str
    notes: list[NoteRef]


class Node(TypedDict):
    """A paragraph, or what holds some: an item of a list, a list, a quotation."""

    kind: Literal["paragraph", "heading", "bullets", "numbers", "item", "quote"]
    level: int  # of a heading: 1 is the first below the block's own
    start: int  # of numbers
    runs: list[Run]
    children: list["Node"]


class Column(TypedDict):
    label: str
    numeric: bool
    weight: float  # how much of the width it needs, beside the others


class Cell(TypedDict):
    text: str
    notes: list[NoteRef]


class Table(TypedDict):
    caption: str
    columns: list[Column]
    rows: list[list[Cell]]
    footer: list[Cell]
    remarks: list[str]


class Drawing(TypedDict):
    svg: str
    title: str
    alt: str
    width: float  # of the drawing in its own units
    height: float
    values: list[str]  # what it draws, a line for each row of its table, with the source


class Block(TypedDict):
    """What can be moved or hidden as a whole. Heading, text, drawing, table: each may be absent."""

    key: str
    heading: str
    text: list[Node]
    drawing: Drawing | None
    table: Table | None
    sources: list[NoteRef]  # of the drawing
    notes: list[Note]
    first_note: int  # the number of the block's first footnote in the report


class Section(TypedDict):
    key: str
    title: str  # with its number: „1 Unterbringung“, „Anlage 2: …“
    blocks: list[Block]


class Document(TypedDict):
    title: str
    city: str
    department: str
    reference: str  # „GRDrs 532/2017“
    kind: str
    as_of: str  # „31. August 2017“
    day: str  # the same as ISO date; dates the files
    draft: bool
    status: str
    routing: list[list[str]]  # label and value: „Vorlage an“, „Sozial- und Gesundheitsausschuss“
    sections: list[Section]
    annexes: list[str]


def as_json(document: Document) -> str:
    """The same report is the same text, whatever the order in which it was put together."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def digest(document: Document) -> str:
    """SHA-256 of everything that is printed."""
    return hashlib.sha256(as_json(document).encode()).hexdigest()
