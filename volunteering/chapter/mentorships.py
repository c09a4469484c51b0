"""Mentorships: how many run for each topic. Small numbers are for the administration alone."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.conf import settings

from portal.alphabet import alphabetical
from portal.cells import apart, key_of
from portal.dates import german_date
from portal.figures import Audience, Cell, Column, Kind, Table, Value
from portal.small_numbers import protect
from volunteering.models import MentorshipCount


def mentorship_tables(as_of: date, audience: Audience) -> Iterable[Table]:
    topics = MentorshipCount.objects.current(as_of).by_topic()
    rows = sorted(topics, key=lambda row: alphabetical(row["topic__name"]))
    yield from apart(rows, partial(mentorship_table, as_of, audience))


def mentorship_table(as_of: date, audience: Audience, rows: Sequence[dict[str, Any]], example: bool) -> Table:
    values, total = shown([row["total"] for row in rows], audience)
    return Table(
        key=key_of("patenschaften", example),
        caption=f"Laufende Patenschaften nach Thema am {german_date(as_of)}",
        columns=(
            Column("thema", "Thema"),
            Column("patenschaften", "Patenschaften", numeric=True),
        ),
        rows=tuple((Cell(row["topic__name"]), Cell(value)) for row, value in zip(rows, values, strict=True)),
        footer=(Cell("zusammen"), Cell(total)),
        notes=("Von jeder Gruppe zählt die neueste Zahl, wenn sie nicht älter als zwölf Monate ist.",),
        example=example,
    )


def shown(numbers: Sequence[int], audience: Audience) -> tuple[tuple[Value, ...], Value]:
    """The parts and their sum, as this reader may see them."""
    parts = tuple(Value(Decimal(number), Kind.COUNTED) for number in numbers)
    total = Value(Decimal(sum(numbers)), Kind.COUNTED)
    return (parts, total) if audience is Audience.INTERNAL else protect(parts, total, settings.SMALL_NUMBER)
