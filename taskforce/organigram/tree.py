"""Who belongs to whom on a day, and whose tasks went where: plain objects, read from the rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.dates import long_date
from taskforce.chapter.bodies import in_order
from taskforce.chapter.cells import body_address
from taskforce.chapter.handovers import giver, recipient
from taskforce.chapter.standing import has_ended, lifetime, standing
from taskforce.models import Body, Handover

NO_BEGIN = "Beginn: keine Angabe"


@dataclass(frozen=True)
class Node:
    """A body on that day. `passes_to`: the keys of the bodies in the picture that took over its
    tasks; `heirs`: all that did, in words."""

    key: int
    name: str
    kind: str
    note: str  # „seit Mitte 2015“
    standing: Body.Status
    address: str
    passes_to: tuple[int, ...] = ()
    heirs: tuple[str, ...] = ()
    parts: tuple["Node", ...] = ()

    @property
    def told(self) -> str:
        """„tätig; seit Mitte 2015“, „geplant, ab 2018“"""
        planned = self.standing == Body.Status.PLANNED
        return self.note if planned else f"{self.standing.label}; {self.note}"


@dataclass(frozen=True)
class Organigram:
    as_of: date
    roots: tuple[Node, ...]

    key = "schaubild"

    @property
    def title(self) -> str:
        return f"Schaubild der Gremien am {long_date(self.as_of)}"

    @property
    def nodes(self) -> list[Node]:
        """All of them, from the top down."""
        return list(walk(self.roots))

    @property
    def summary(self) -> str:
        """For who does not see the picture: how many of what, and that a list follows."""
        counts = [
            f"{sum(node.standing == status for node in self.nodes)} {status.label}" for status in Body.Status
        ]
        return f"Gremien: {', '.join(counts)}. Dieselben Angaben stehen darunter als Liste."


def walk(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        yield node
        yield from walk(node.parts)


def organigram(as_of: date) -> Organigram:
    """The real bodies that a reader of that day could know; invented ones never stand in it."""
    bodies = list(Body.objects.known_on(as_of).filter(example=False).described())
    handovers = Handover.objects.known_on(as_of).filter(example=False).in_order()
    heirs = heirs_of(bodies, [one for one in handovers if one.status == Handover.Status.DONE], as_of)
    parts = parts_of(bodies)
    known = {body.pk for body in bodies}

    def node(body: Body) -> Node:
        return Node(
            key=body.pk,
            name=body.name,
            kind=body.kind,
            note=lifetime(body, as_of) or NO_BEGIN,
            standing=standing(body, as_of),
            address=body_address(body),
            passes_to=tuple(key for _, key in heirs[body.pk] if key is not None and key in known),
            heirs=tuple(name for name, _ in heirs[body.pk]),
            parts=tuple(map(node, in_order(parts[body.pk]))),
        )

    roots = (body for body in bodies if body.parent_id not in known)
    return Organigram(as_of, tuple(map(node, in_order(roots))))


Heirs = Mapping[int, list[tuple[str, int | None]]]


def heirs_of(bodies: Sequence[Body], handovers: Iterable[Handover], as_of: date) -> Heirs:
    """Name and key of who took over from each body that has ended; each once, no key for an office."""
    heirs: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    ended = {body.pk: body for body in bodies if has_ended(body, as_of)}
    for body in ended.values():
        if body.successor:
            heirs[body.pk].append((heir_name(body.successor, as_of), body.successor_id))
    for handover in handovers:
        before = giver(handover)
        heir = (recipient(handover), handover.to_body_id)
        if before and before.pk in ended and heir[0] and heir not in heirs[before.pk]:
            heirs[before.pk].append(heir)
    return heirs


def heir_name(heir: Body, as_of: date) -> str:
    planned = standing(heir, as_of) == Body.Status.PLANNED
    return f"{heir.name} (geplant)" if planned else heir.name


def parts_of(bodies: Iterable[Body]) -> Mapping[int, list[Body]]:
    parts: dict[int, list[Body]] = defaultdict(list)
    for body in bodies:
        if body.parent_id:
            parts[body.parent_id].append(body)
    return parts
