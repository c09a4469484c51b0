"""Good practice and courses."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from django.conf import settings

from portal.cells import apart, key_of, stated
from portal.figures import Audience, Cell, Column, Kind, Table, Value, missing
from portal.small_numbers import protect
from volunteering.chapter.cells import entered, number_cell, source_cell
from volunteering.models import GoodPractice, QualificationEvent


def practice_tables(audience: Audience) -> Iterable[Table]:
    """Unpublished ones are for the administration alone."""
    practices = GoodPractice.objects.described()
    if audience is not Audience.INTERNAL:
        practices = practices.published()
    yield from apart(practices, practice_table)


def practice_table(practices: Sequence[GoodPractice], example: bool) -> Table:
    return Table(
        key=key_of("gute-praxis", example),
        caption="Gute Praxis: So haben es andere gelöst",
        columns=(
            Column("titel", "Titel"),
            Column("beschreibung", "So geht es"),
            Column("thema", "Thema"),
            Column("uebertragbar", "auf andere übertragbar"),
        ),
        rows=tuple(
            (
                Cell(f"{one.title}{'' if one.published else ' (nur intern)'}"),
                Cell(one.description),
                entered(one.topic),
                Cell("ja" if one.transferable else "nein"),
            )
            for one in practices
        ),
        example=example,
    )


def qualification_tables(as_of: date, audience: Audience) -> Iterable[Table]:
    events = QualificationEvent.objects.known_on(as_of).described()
    yield from apart(events, partial(qualification_table, audience))


def qualification_table(audience: Audience, events: Sequence[QualificationEvent], example: bool) -> Table:
    return Table(
        key=key_of("qualifizierung", example),
        caption="Qualifizierung",
        columns=(
            Column("titel", "Titel"),
            Column("wofuer", "wofür"),
            Column("beginn", "Beginn"),
            Column("module", "Module", numeric=True),
            Column("stunden-je-modul", "Stunden je Modul", numeric=True),
            Column("stunden", "Stunden zusammen", numeric=True),
            Column("plaetze", "Plätze", numeric=True),
            Column("teilnehmende", "Teilnehmende", numeric=True),
            Column("anbieter", "Anbieter"),
            Column("anmeldung", "Anmeldung"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(qualification_row(one, audience) for one in events),
        notes=("Stunden zusammen: Module mal Stunden je Modul, gerechnet.",),
        example=example,
    )


def qualification_row(event: QualificationEvent, audience: Audience) -> tuple[Cell, ...]:
    return (
        Cell(event.title),
        stated(event.outcome),
        stated(event.started),
        number_cell(event.modules),
        hours_cell(event.hours_per_module),
        hours_cell(event.hours),
        number_cell(event.places),
        Cell(participants(event, audience)),
        stated(event.provider and event.provider.name),
        stated(event.registration),
        source_cell(event.citation),
    )


def hours_cell(hours: Decimal | None) -> Cell:
    """Half hours keep their decimal, whole ones need none."""
    return number_cell(hours, decimals=0 if hours is None or hours == hours.to_integral() else 1)


def participants(event: QualificationEvent, audience: Audience) -> Value:
    if event.participants is None:
        return missing()
    value = Value(Decimal(event.participants), Kind.COUNTED)
    return value if audience is Audience.INTERNAL else protect((), value, settings.SMALL_NUMBER)[1]
