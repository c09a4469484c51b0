"""One source: what it is, its way through the bodies, and everything that rests on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from portal.alphabet import alphabetical
from portal.cells import stated
from portal.figures import Audience, Cell, Chapter, Column, Finding, Table
from portal.library.citing import Mention, mentions
from portal.library.source_list import ADDRESS
from portal.models import Claim, ReportedFigure, Source, Statement
from portal.models.areas import Area
from portal.numbers import german
from taskforce.chapter.consultations import consultation_tables
from taskforce.models import Consultation

ONE_AND_MORE = {
    ReportedFigure: ("Zahl", "Zahlen"),
    Statement: ("Aussage", "Aussagen"),
    Claim: ("Behauptung", "Behauptungen"),
}
PLACE = Column("stelle", "Stelle in der Quelle")
PRINTED = Column("gedruckt", "wie gedruckt, Hinweis")


def source_page(source: Source, today: date, audience: Audience) -> Chapter:
    found = mentions(source, audience)
    return Chapter(
        key=source.slug,
        title=str(source),
        address=f"{ADDRESS}{source.slug}/",
        as_of=today,
        audience=audience,
        lead=lead(found),
        tables=tuple(tables(source, found, audience)),
        findings=tuple(misprints(source, found)),
    )


def facts(source: Source) -> list[tuple[str, Cell]]:
    known = [
        ("Art", Cell(source.get_kind_display())),
        ("Titel", Cell(source.title)),
        ("Datum", Cell(source.when or "nicht bekannt")),
        ("Referat", Cell(str(source.department or ""))),
        ("Fundstelle", Cell(source.url or "keine Adresse erfasst", source.url)),
        *(("Anlage", Cell(f"{one.number}: {one.title}", one.url)) for one in source.attachments.all()),
    ]
    return [(label, cell) for label, cell in known if cell.content]


def lead(found: Sequence[Mention]) -> str:
    """„Auf dieser Quelle beruhen 54 Zahlen, 61 Aussagen und 80 Einträge.“"""
    counted = [
        *((number(found, model), *words) for model, words in ONE_AND_MORE.items()),
        (len(entries(found)), "Eintrag", "Einträge"),
    ]
    said = [f"{german(count)} {one if count == 1 else more}" for count, one, more in counted if count]
    if not said:
        return "Auf dieser Quelle beruht noch nichts, was das Portal zeigt."
    verb = "beruht" if len(found) == 1 else "beruhen"
    listed = f"{', '.join(said[:-1])} und {said[-1]}" if len(said) > 1 else said[0]
    return f"Auf dieser Quelle {verb} {listed}."


def number(found: Iterable[Mention], model: type) -> int:
    return len(of(found, model))


def of(found: Iterable[Mention], model: type) -> list[Mention]:
    return [one for one in found if one.relation.model is model]


def entries(found: Iterable[Mention]) -> list[Mention]:
    """All but what has a table of its own."""
    return [one for one in found if one.relation.model not in ONE_AND_MORE and not is_way(one)]


def is_way(mention: Mention) -> bool:
    return mention.relation.model is Consultation and not mention.relation.cites


def misprints(source: Source, found: Iterable[Mention]) -> Iterator[Finding]:
    """Once for each wrong reference, as it is printed."""
    printed = [one.citation.as_printed for one in found if one.citation and one.citation.misprinted]
    for wrong in dict.fromkeys(printed):
        yield Finding(
            heading=f"Gedruckt steht „{wrong}“",
            text=f"Gemeint ist {source}. Der Verweis bleibt, wie er gedruckt ist, und führt doch hierher.",
        )


def tables(source: Source, found: Sequence[Mention], audience: Audience) -> Iterator[Table]:
    yield from way_tables(source, audience)
    figures, statements, claims = (of(found, model) for model in ONE_AND_MORE)
    if figures:
        yield figure_table(figures)
    if statements:
        yield statement_table(statements)
    if claims:
        yield claim_table(claims)
    if entries(found):
        yield entry_table(entries(found))


def way_tables(source: Source, audience: Audience) -> Iterable[Table]:
    known = Consultation.objects.all().open_to(audience is Audience.INTERNAL).by_paper()
    for table in consultation_tables(known.filter(paper=source, example=False), bodies=True):
        # Number and title of the paper stand above.
        rows = tuple(row[2:] for row in table.rows)
        yield replace(table, caption="Weg durch die Gremien", columns=table.columns[2:], rows=rows)


def figure_table(found: Iterable[Mention]) -> Table:
    """In the order of their indicators' names and of time."""
    ordered = sorted(found, key=lambda one: (alphabetical(one.row.indicator), one.row.period_start))
    return Table(
        key="zahlen",
        caption="Zahlen aus dieser Quelle",
        columns=(
            Column("kennzahl", "Kennzahl"),
            Column("wert", "Wert", numeric=True),
            Column("einheit", "Einheit"),
            Column("zeit", "Zeit"),
            PLACE,
            PRINTED,
        ),
        rows=tuple(
            (
                named(one, one.row.indicator.label),
                Cell(one.row.as_value()),
                Cell(one.row.indicator.unit),
                Cell(one.row.when),
                place(one),
                printed(one),
            )
            for one in ordered
        ),
    )


def statement_table(found: Iterable[Mention]) -> Table:
    return Table(
        key="aussagen",
        caption="Aussagen aus dieser Quelle, in unseren Worten",
        columns=(
            Column("aussage", "Aussage"),
            Column("zeit", "Zeit"),
            PLACE,
            PRINTED,
            Column("gezeigt", "gezeigt unter"),
        ),
        rows=tuple(
            (
                Cell(one.row.text, anchor=one.anchor),
                stated(one.row.when),
                place(one),
                printed(one),
                Cell(Area(one.row.area).label, page=one.address),
            )
            for one in found
        ),
    )


def claim_table(found: Iterable[Mention]) -> Table:
    return Table(
        key="behauptungen",
        caption="Nachgerechnete Behauptungen dieser Quelle",
        columns=(
            Column("behauptung", "Behauptung"),
            Column("angegeben", "angegeben"),
            PLACE,
            PRINTED,
        ),
        rows=tuple(
            (
                named(one, one.row.text),
                stated(one.row.stated),
                place(one),
                printed(one),
            )
            for one in found
        ),
    )


def entry_table(found: Iterable[Mention]) -> Table:
    ordered = sorted(found, key=lambda one: (alphabetical(one.kind), alphabetical(one.row)))
    return Table(
        key="eintraege",
        caption="Einträge, die diese Quelle nennen",
        columns=(Column("eintrag", "Eintrag"), Column("art", "Art"), PLACE, PRINTED),
        rows=tuple(
            (
                named(one, str(one.row)),
                Cell(one.kind),
                place(one),
                printed(one),
            )
            for one in ordered
        ),
    )


def named(mention: Mention, content: str) -> Cell:
    """What names a row: it leads to where the row is shown, and links from there lead to it."""
    return Cell(content, page=mention.address, anchor=mention.anchor)


def place(mention: Mention) -> Cell:
    if mention.citation is None:
        return Cell(f"als Ganzes, unter „{mention.role}“")
    return Cell(mention.citation.place or "ohne Stelle")


def printed(mention: Mention) -> Cell:
    """The reference as it is printed, and what is to be known about it."""
    citation = mention.citation
    if citation is None:
        return Cell("–")
    meant = f" (gemeint ist {citation.source})" if citation.misprinted else ""
    said = f"„{citation.as_printed}“{meant}" if citation.as_printed else ""
    return Cell("; ".join(filter(None, (said, citation.note))) or "–")
