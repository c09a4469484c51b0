"""Which figures stand in a printed report, and what has been corrected since."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.models import ReportedFigure, Snapshot
from portal.numbers import german
from portal.report.document import Block, Cell, Document, Node


@dataclass(frozen=True)
class Correction:
    """A figure that a report printed, and its value since. „7.574 → 7.570“"""

    label: str
    when: str
    before: str
    after: str
    reason: str


def corrections_since(snapshot: Snapshot) -> list[Correction]:
    return corrections_of([snapshot])[snapshot.pk]


def corrections_of(snapshots: Collection[Snapshot]) -> Mapping[int, list[Correction]]:
    """For each snapshot, by its key, the corrections of what it printed, and of these corrections."""
    found: dict[int, list[Correction]] = defaultdict(list)
    if not snapshots:
        return found
    shown = figures_of(snapshots)
    oldest = min(one.created_at for one in snapshots)
    for new in ReportedFigure.objects.all().corrections_since(oldest):
        for snapshot in snapshots:
            if new.decided_at > snapshot.created_at and new.replaces_id in shown[snapshot.pk]:
                shown[snapshot.pk].add(new.pk)
                found[snapshot.pk].append(correction(new.replaces, new))
    return found


def figures_of(snapshots: Collection[Snapshot]) -> dict[int, set[int]]:
    """The keys of what each has printed."""
    printed = Snapshot.figures.through.objects.filter(snapshot__in=snapshots)
    found: dict[int, set[int]] = defaultdict(set)
    for snapshot, figure in printed.values_list("snapshot", "reportedfigure"):
        found[snapshot].add(figure)
    return found


def correction(old: ReportedFigure, new: ReportedFigure) -> Correction:
    return Correction(new.indicator.label, old.when, str(old.as_value()), str(new.as_value()), new.reason)


def printed_figures(document: Document) -> list[ReportedFigure]:
    """The released figures that a report prints: one of its blocks says the number, and a footnote of the
    block its source; or it stands among the values of a drawing."""
    released = ReportedFigure.objects.all().released().as_of(date.fromisoformat(document["day"]))
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    said = [(block, list(words_of(block))) for block in blocks]
    return [
        figure
        for figure in released.select_related("indicator", "citation__source")
        if any(prints(block, words, figure) for block, words in said)
    ]


def prints(block: Block, words: Iterable[str], figure: ReportedFigure) -> bool:
    source, number = str(figure.citation.provenance()), number_in(figure)
    if any(source in line and number.search(line) for line in values_of(block)):
        return True
    cited = any(source in note["text"] for note in block["notes"])
    return cited and any(number.search(text) for text in words)


def values_of(block: Block) -> list[str]:
    return block["drawing"]["values"] if block["drawing"] else []


def number_in(figure: ReportedFigure) -> re.Pattern:
    """Finds „7.362“ in a text, but not in „17.362“."""
    value = figure.as_value()
    number = value.number if value.amount is None else german(value.amount, value.decimals)
    return re.compile(rf"(?<![\d.,]){re.escape(number)}(?![.,]?\d)")


def words_of(block: Block) -> Iterable[str]:
    yield from texts_of(block["text"])
    if table := block["table"]:
        cells: Iterable[Cell] = (cell for row in (*table["rows"], table["footer"]) for cell in row)
        yield from (cell["text"] for cell in cells)
        yield from table["remarks"]


def texts_of(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        yield "".join(run["text"] for run in node["runs"])
        yield from texts_of(node["children"])
