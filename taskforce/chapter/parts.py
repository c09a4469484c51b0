"""The parts of a page: each keeps its heading, even where there is nothing to show below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portal.cells import UNSTATED, key_of
from portal.figures import Chapter, Table

NO_PROMISE = "Zu diesem Stichtag ist nichts vereinbart, was nicht auch vollzogen ist."
NO_HANDOVER = "Zu diesem Stichtag ist keine Überführung erfasst."


@dataclass(frozen=True)
class Part:
    """`keys` of the tables that belong to it."""

    key: str
    title: str
    keys: tuple[str, ...]
    nothing: str = UNSTATED
    tables: tuple[Table, ...] = ()


OF_A_BODY = (
    Part("mitglieder", "Mitglieder", ("mitglieder",)),
    Part("sitzungen", "Sitzungen", ("sitzungen",)),
    Part("beratungen", "Beratungen", ("beratungen",)),
    Part("massnahmen", "Maßnahmen", ("massnahmen", "geplante-massnahmen")),
    Part("ueberfuehrungen", "Überführungen", ("ueberfuehrungen",)),
    Part("ziele", "Ziele", ("ziele",)),
)
OF_THE_HANDOVERS = (
    Part("offen", "Vereinbart, aber nicht vollzogen", ("vereinbart",), NO_PROMISE),
    Part("weitere", "Alle anderen Überführungen", ("ueberfuehrungen",), NO_HANDOVER),
)


def parts(chapter: Chapter, plan: Iterable[Part]) -> list[Part]:
    """The plan with the tables of the chapter, invented ones after the real ones."""
    known = {table.key: table for table in chapter.tables}
    return [replace(part, tables=tuple(tables_of(part, known))) for part in plan]


def tables_of(part: Part, known: Mapping[str, Table]) -> Iterable[Table]:
    keys = (key_of(key, example) for key in part.keys for example in (False, True))
    return (known[key] for key in keys if key in known)
