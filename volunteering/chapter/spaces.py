"""Meeting spaces: where, when open, and how many visits."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from django.conf import settings

from portal.alphabet import alphabetical
from portal.cells import apart, key_of, stated
from portal.dates import german_date
from portal.figures import Audience, Cell, Column, Kind, Table, Value, missing
from portal.models import District
from portal.small_numbers import protect
from volunteering.chapter.cells import entered, number_cell, source_cell
from volunteering.models import MeetingSpace, MeetingSpaceCount

KINDS = {
    MeetingSpaceCount.Quality.COUNTED: Kind.COUNTED,
    MeetingSpaceCount.Quality.ESTIMATED: Kind.ESTIMATED,
    MeetingSpaceCount.Quality.AVERAGED: Kind.ESTIMATED,
}


def space_tables(as_of: date, district: District | None = None) -> Iterable[Table]:
    """Of one district, or of all."""
    spaces = MeetingSpace.objects.on(as_of).described()
    spaces = spaces.filter(district=district) if district else spaces
    yield from apart(sorted(spaces, key=alphabetical), partial(space_table, as_of))


def space_table(as_of: date, spaces: Sequence[MeetingSpace], example: bool) -> Table:
    return Table(
        key=key_of("begegnungsraeume", example),
        caption=f"Begegnungsräume am {german_date(as_of)}",
        columns=(
            Column("raum", "Raum"),
            Column("stadtbezirk", "Stadtbezirk"),
            Column("adresse", "Adresse"),
            Column("oeffnungszeiten", "Öffnungszeiten"),
            Column("traeger", "Träger"),
            Column("art", "Art des Trägers"),
            Column("eroeffnet", "eröffnet"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(space.name, space.website),
                Cell(space.district.name),
                entered(space.address),
                entered(space.opening_hours),
                entered(space.host and space.host.name),
                entered(space.get_host_kind_display()),
                stated(space.started),
                source_cell(space.citation),
            )
            for space in spaces
        ),
        example=example,
    )


def visit_tables(as_of: date, audience: Audience) -> Iterable[Table]:
    yield from apart(MeetingSpaceCount.objects.until(as_of), partial(visit_table, audience))


def visit_table(audience: Audience, counts: Sequence[MeetingSpaceCount], example: bool) -> Table:
    return Table(
        key=key_of("besuche", example),
        caption="Besuche der Begegnungsräume",
        columns=(
            Column("raum", "Raum"),
            Column("von", "von"),
            Column("bis", "bis"),
            Column("veranstaltungen", "Veranstaltungen", numeric=True),
            Column("besuche", "Besuche", numeric=True),
            Column("fluchterfahrung", "davon mit Fluchterfahrung", numeric=True),
            Column("qualitaet", "Qualität"),
        ),
        rows=tuple(visit_row(count, audience) for count in counts),
        notes=("Wer mehrmals kommt, zählt mehrmals. Gemittelt heißt: aus anderen Räumen übertragen.",),
        example=example,
    )


def visit_row(count: MeetingSpaceCount, audience: Audience) -> tuple[Cell, ...]:
    visits, refugees = shown(count, audience)
    return (
        Cell(count.space.name),
        Cell(count.period_start),
        Cell(count.period_end),
        number_cell(count.events),
        Cell(visits),
        Cell(refugees),
        Cell(count.get_quality_display()),
    )


def shown(count: MeetingSpaceCount, audience: Audience) -> tuple[Value, Value]:
    """All visits and those of refugees: neither they nor the others may be found by subtraction."""
    kind = KINDS[MeetingSpaceCount.Quality(count.quality)]
    whole = missing() if count.visits is None else Value(Decimal(count.visits), kind)
    part = missing() if count.refugee_visits is None else Value(Decimal(count.refugee_visits), kind)
    if audience is Audience.INTERNAL or whole.amount is None:
        return whole, part
    if part.amount is None:
        return protect((), whole, settings.SMALL_NUMBER)[1], part
    others = Value(whole.amount - part.amount, kind)
    (part, _), whole = protect((part, others), whole, settings.SMALL_NUMBER)
    return whole, part
