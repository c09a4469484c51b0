"""What staff change about a report: the order of blocks, hidden ones, texts of their own in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.models import ReportBlock
from portal.report.blocks import block
from portal.report.document import Block, Node, Section
from portal.report.notes import Notes
from portal.report.prose import written
from portal.report.references import reader


@dataclass(frozen=True)
class Entry:
    """A block where it stands. `kept` is None for one that nobody has placed yet."""

    section: str
    block: Block
    kept: ReportBlock | None = None

    @property
    def hidden(self) -> bool:
        return self.kept is not None and self.kept.hidden

    @property
    def own(self) -> bool:
        return self.kept is not None and self.kept.own

    @property
    def title(self) -> str:
        return title_of(self.block)


def title_of(block: Block) -> str:
    """Its heading, that of its table, or the begin of its text."""
    return block["heading"] or (block["table"]["caption"] if block["table"] else begin_of(block))


def begin_of(block: Block) -> str:
    words = words_of(block).split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def words_of(block: Block) -> str:
    return " ".join(spoken(block["text"]))


def spoken(nodes: Iterable[Node]) -> Iterable[str]:
    """Every stretch of text, in reading order."""
    for node in nodes:
        yield "".join(run["text"] for run in node["runs"])
        yield from spoken(node["children"])


def entries(section: Section, kept: Iterable[ReportBlock], as_of: date) -> list[Entry]:
    """In their order. What the chapter says only since somebody arranged it stands last; what it says no
    longer stands nowhere, and comes back to its place when it is said again."""
    fresh = {block["key"]: block for block in section["blocks"]}
    placed = []
    for one in kept:
        found = own_block(one, as_of) if one.own else fresh.pop(one.key, None)
        if found:
            placed.append(Entry(section["key"], found, one))
    return [*placed, *(Entry(section["key"], block) for block in fresh.values())]


def own_block(kept: ReportBlock, as_of: date) -> Block:
    notes = Notes()
    return block(kept.key, "", notes, written(kept.text, reader(as_of, notes)))


def arranged(sections: Sequence[Section], kept: Iterable[ReportBlock], as_of: date) -> list[list[Entry]]:
    """The entries of each section."""
    rows = list(kept)
    return [entries(one, [row for row in rows if row.section == one["key"]], as_of) for one in sections]
