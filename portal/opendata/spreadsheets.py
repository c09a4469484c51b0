"""Rows as CSV, in two forms: for programs, and for who opens it in Excel by double click.

| | for programs | in German |
| --- | --- | --- |
| separator | comma | semicolon |
| numbers | 6.47 | 6,47, no thousands points (programs read „8.141“ as eight) |
| days | 2017-08-31 | 31.08.2017 |
| header | names of fields | titles of fields |
| byte order mark | none | yes, for Excel |

In both, text that a spreadsheet program would calculate has an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from ninja import Schema

from portal.dates import german_date
from portal.downloads import FORMULA_STARTS
from portal.opendata.schemas import FieldEntry

Content = str | float | bool | date | None
KINDS = {"int": "Zahl", "float": "Zahl", "bool": "ja/nein", "date": "Datum"}


def plain_csv(schema: type[Schema], rows: Iterable[Schema]) -> bytes:
    lines = [list(schema.model_fields), *([plain(one) for _, one in row] for row in rows)]
    return written(lines, ",").encode("utf-8")


def german_csv(schema: type[Schema], rows: Iterable[Schema]) -> bytes:
    lines = [titles(schema), *([german(one) for _, one in row] for row in rows)]
    return written(lines, ";").encode("utf-8-sig")


def titles(schema: type[Schema]) -> list[str]:
    return [field.title or name for name, field in schema.model_fields.items()]


def written(lines: list[list[str]], separator: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def plain(content: Content) -> str:
    match content:
        case date():
            return content.isoformat()
        case _:
            return in_any_form(content)


def german(content: Content) -> str:
    match content:
        case date():
            return german_date(content)
        case float():
            return str(content).replace(".", ",")
        case _:
            return in_any_form(content)


def in_any_form(content: Content) -> str:
    match content:
        case None:
            return ""
        case bool():
            return "ja" if content else "nein"
        case StrEnum():
            return content.value
        case str():
            return f"'{content}" if content.startswith(FORMULA_STARTS) else content
        case _:
            return str(content)


def dictionary(schema: type[Schema]) -> list[FieldEntry]:
    """What each field means: the data dictionary."""
    return [
        FieldEntry(
            feld=name,
            spalte=field.title or name,
            art=kind(field.annotation),
            bedeutung=field.description or "",
        )
        for name, field in schema.model_fields.items()
    ]


def kind(annotation: object) -> str:
    """„Text“ for everything that is neither number, day nor yes and no."""
    named = getattr(annotation, "__name__", "")
    parts = {named, *(getattr(part, "__name__", "") for part in getattr(annotation, "__args__", ()))}
    return next((word for name, word in KINDS.items() if name in parts), "Text")
