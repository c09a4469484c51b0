"""Reads lists as the portal does, without a database."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from accommodation.imports.occupancy_list import OCCUPANCY_LIST
from portal.sheets import Declaration, Reading, read

AUGUST = date(2017, 8, 31)
TODAY = date(2017, 9, 10)
NOBODY_ANSWERED_YET: Mapping[str, str] = MappingProxyType({})


def read_list(
    data: bytes,
    name: str = "liste.xlsx",
    *,
    as_of: date | None = AUGUST,
    declaration: Declaration = OCCUPANCY_LIST,
    profile: Mapping[str, str] | None = NOBODY_ANSWERED_YET,
    **options: Any,
) -> Reading:
    return read(data, name, declaration, as_of=as_of, today=TODAY, profile=profile, **options)


def said(reading: Reading) -> list[tuple[str, str]]:
    """Level and text of every message, in order."""
    return [(message.level.value, message.text) for message in reading.messages.in_order(reading.sheet_names)]


def counts(reading: Reading, field: str = "occupied") -> list[int | None]:
    return [row.figure(field) for row in reading.rows]


def asked(reading: Reading) -> dict[str, str]:
    """The headings that somebody has to explain, each with how it was read this time."""
    return {question.heading: question.field for question in reading.questions}
