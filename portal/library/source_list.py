"""All sources: council papers first, then laws, press and own counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from portal.alphabet import alphabetical
from portal.cells import stated
from portal.figures import Audience, Cell, Chapter, Column, Kind, Table, Value
from portal.library.citing import numbers_of_mentions
from portal.models import Source
from portal.numbers import german

ADDRESS, TITLE = "/drucksachen/", "Drucksachen und andere Quellen"


def source_list(today: date, audience: Audience) -> Chapter:
    inside = audience is Audience.INTERNAL
    sources = list(Source.objects.all().open_to(inside).select_related("department"))
    numbers = numbers_of_mentions(audience)
    papers = [one for one in sources if one.kind == Source.Kind.PAPER]
    others = [one for one in sources if one.kind != Source.Kind.PAPER]
    return Chapter(
        key="quellen",
        title=TITLE,
        address=ADDRESS,
        as_of=today,
        audience=audience,
        lead=lead(papers, others, numbers),
        tables=(paper_table(papers, numbers), other_table(others, numbers)),
    )


def lead(papers: Sequence[Source], others: Sequence[Source], numbers: Mapping[int, int]) -> str:
    sources = [*papers, *others]
    if not sources:
        return "Es ist noch keine Quelle erfasst."
    most = max(sources, key=lambda one: numbers.get(one.pk, 0))
    kept = f"{german(len(papers))} Drucksache{'' if len(papers) == 1 else 'n'}"
    beside = f"{german(len(others))} andere{'n Quelle' if len(others) == 1 else 'n Quellen'}"
    said = f"Auf {kept} und {beside} beruht, was das Portal zeigt."
    times = numbers.get(most.pk, 0)
    return f"{said} Am häufigsten genannt: {most}, {german(times)}-mal." if times else said


def paper_table(papers: Sequence[Source], numbers: Mapping[int, int]) -> Table:
    """The newest first; those without a number last."""
    departments = any(one.department for one in papers)
    newest = sorted(papers, key=lambda one: (one.number is not None, one.year or 0, one.number or 0))[::-1]
    return Table(
        key="drucksachen",
        caption="Drucksachen des Gemeinderats",
        columns=(
            Column("drucksache", "Drucksache"),
            Column("titel", "Titel"),
            Column("datum", "Datum"),
            *([Column("referat", "Referat")] if departments else []),
            Column("genannt", "so oft genannt", numeric=True),
        ),
        rows=tuple(
            (
                Cell(str(one) if one.number else "ohne Nummer"),
                Cell(one.title, page=one.get_absolute_url()),
                day(one),
                *([stated(one.department)] if departments else []),
                times(one, numbers),
            )
            for one in newest
        ),
        notes=("Gezählt ist jede Zahl, jede Aussage und jeder Eintrag, der die Quelle nennt.",),
    )


def other_table(sources: Iterable[Source], numbers: Mapping[int, int]) -> Table:
    return Table(
        key="andere-quellen",
        caption="Gesetze, Richtlinien, Niederschriften, Presse und eigene Erhebungen",
        columns=(
            Column("quelle", "Quelle"),
            Column("art", "Art"),
            Column("datum", "Datum"),
            Column("genannt", "so oft genannt", numeric=True),
        ),
        rows=tuple(
            (
                Cell(one.title, page=one.get_absolute_url()),
                Cell(one.get_kind_display()),
                day(one),
                times(one, numbers),
            )
            for one in sorted(sources, key=lambda one: (one.get_kind_display(), alphabetical(one.title)))
        ),
    )


def day(source: Source) -> Cell:
    return Cell(source.when or "nicht bekannt")


def times(source: Source, numbers: Mapping[int, int]) -> Cell:
    return Cell(Value(Decimal(numbers.get(source.pk, 0)), Kind.COUNTED))
