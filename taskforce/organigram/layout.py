"""Where each box of the organigram stands.

A tree in layers: parts stand indented below their whole, those without parts of their own side by
side. Arrows run along the right margin, on one rail for each body that they lead to.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from taskforce.models import Body
from taskforce.organigram.tree import Node, Organigram

WIDTH, MARGIN = 1200, 12
COLUMNS = 3
INDENT, GAP, STOREY = 40, 24, 64  # between layers, boxes and rows
RAIL, NEAR = 16, 12  # between two arrows; from a row to the first arrow below it
PADDING, LINE, LETTER = 14, 29, 13.2  # of the text in a box

Spot = tuple[float, float]
Path = tuple[Spot, ...]


@dataclass(frozen=True)
class Box:
    node: Node
    x: float
    y: float
    width: float
    height: float
    name: tuple[str, ...]
    note: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True)
class Arrow:
    """Ends where a task went; `planned`: where it is meant to go."""

    path: Path
    planned: bool


@dataclass
class Layout:
    """`lines` join parts to their whole."""

    rails: dict[int, int]  # key of a body that arrows lead to → number of its rail
    boxes: list[Box] = field(default_factory=list)
    lines: list[Path] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    height: float = MARGIN

    @property
    def right(self) -> float:
        return WIDTH - MARGIN - RAIL * len(self.rails)


def laid_out(tree: Organigram) -> Layout:
    targets = dict.fromkeys(key for node in tree.nodes for key in node.passes_to)
    layout = Layout({key: number for number, key in enumerate(targets, start=1)})
    place(layout, tree.roots, MARGIN)
    boxes = {box.node.key: box for box in layout.boxes}
    layout.arrows = [
        Arrow(path(layout, box, boxes[key]), planned=boxes[key].node.standing == Body.Status.PLANNED)
        for box in layout.boxes
        for key in box.node.passes_to
    ]
    return layout


def place(layout: Layout, nodes: Sequence[Node], left: float) -> list[float]:
    """Below what is there already, from `left` on; the heights at which a whole reaches them."""
    joints = [place_whole(layout, node, left) for node in nodes if node.parts]
    single = [node for node in nodes if not node.parts]
    return joints + [place_row(layout, row, left) for row in rows_of(single, apart=left > MARGIN)]


def rows_of(nodes: Sequence[Node], *, apart: bool) -> Iterator[Sequence[Node]]:
    """Side by side as many as fit; `apart`: each kind begins a row of its own."""
    for _, same in groupby(nodes, key=lambda node: node.kind if apart else ""):
        kind = list(same)
        yield from (kind[first : first + COLUMNS] for first in range(0, len(kind), COLUMNS))


def place_row(layout: Layout, row: Sequence[Node], left: float) -> float:
    width = (layout.right - left - (COLUMNS - 1) * GAP) / COLUMNS
    loose = [box(node, left + place * (width + GAP), layout.height, width) for place, node in enumerate(row)]
    height = max(one.height for one in loose)
    boxes = [replace(one, height=height) for one in loose]
    joint = layout.height - GAP / 2
    if left > MARGIN:
        layout.lines.append(((left - INDENT / 2, joint), (boxes[-1].middle, joint)))
        layout.lines += [((one.middle, joint), (one.middle, one.y)) for one in boxes]
    layout.boxes += boxes
    layout.height += height + STOREY
    return joint


def place_whole(layout: Layout, node: Node, left: float) -> float:
    one = box(node, left, layout.height, (layout.right - left) / 2)
    joint, trunk = one.y + LINE, left + INDENT / 2
    if left > MARGIN:
        layout.lines.append(((left - INDENT / 2, joint), (left, joint)))
    layout.boxes.append(one)
    layout.height += one.height + STOREY
    lowest = max(place(layout, node.parts, left + INDENT))
    layout.lines.append(((trunk, one.bottom), (trunk, lowest)))
    return joint


def box(node: Node, x: float, y: float, width: float) -> Box:
    letters = int((width - 2 * PADDING) / LETTER)
    name, note = (tuple(textwrap.wrap(text, letters)) for text in (node.name, node.note))
    return Box(node, x, y, width, 2 * PADDING + LINE * len(name + note), name, note)


def path(layout: Layout, start: Box, end: Box) -> Path:
    """Below the row of the one, along the margin, to below the row of the other, and up to it. A
    whole is left and reached at its side, because its parts hang below it."""
    rail = layout.rails[end.node.key]
    margin = layout.right + RAIL * rail
    leave, reach = (side(one, NEAR + RAIL / 2 * (rail - 1)) for one in (start, end))
    if leave[-1][1] == reach[-1][1]:
        return without_repeats((*leave, *reversed(reach)))
    return without_repeats((*leave, (margin, leave[-1][1]), (margin, reach[-1][1]), *reversed(reach)))


def side(one: Box, below: float) -> Path:
    if one.node.parts:
        return ((one.right, one.y + one.height / 2),)
    return ((one.middle, one.bottom), (one.middle, one.bottom + below))


def without_repeats(path: Path) -> Path:
    return (path[0], *(after for before, after in pairwise(path) if before != after))
