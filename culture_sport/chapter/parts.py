"""The page in three parts: what one reads about sport stands together, and so does the money."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal.cells import key_of
from portal.figures import Chapter, Picture, Table


@dataclass(frozen=True)
class Part:
    """`charts` and `tables`: keys in the order in which they are read."""

    key: str
    title: str
    charts: tuple[str, ...]
    tables: tuple[str, ...]
    shown_charts: tuple[Picture, ...] = ()
    shown_tables: tuple[Table, ...] = ()


PARTS = (
    Part(
        "sport",
        "Sport",
        ("sportarten", "bezirke"),
        ("berichtet-und-einzeln", "sportpaten", "schwimmkurse"),
    ),
    Part(
        "geld",
        "Fördertöpfe und Förderungen",
        ("foerdertoepfe-jahre",),
        ("haushaltsansaetze", "foerdertoepfe", "foerderungen"),
    ),
    Part(
        "projekte",
        "Projekte, Veranstaltungen, Veröffentlichungen",
        (),
        ("projekte", "vorhaben", "veranstaltungen", "veroeffentlichungen"),
    ),
)


def parts(chapter: Chapter) -> list[Part]:
    """With their charts and tables of this chapter, invented ones after the real ones."""
    charts = {chart.key: chart for chart in chapter.charts}
    tables = {table.key: table for table in chapter.tables}
    filled = [
        replace(
            part,
            shown_charts=tuple(charts[key] for key in both(part.charts) if key in charts),
            shown_tables=tuple(tables[key] for key in both(part.tables) if key in tables),
        )
        for part in PARTS
    ]
    return [part for part in filled if part.shown_charts or part.shown_tables]


def both(keys: Iterable[str]) -> list[str]:
    return [key_of(key, example) for key in keys for example in (False, True)]
