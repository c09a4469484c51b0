"""Open data as a program reads it: from its address, signed in as nobody."""

import csv
import io
import json
from datetime import date

from django.test import Client

SUMMER = date(2017, 8, 31)


def fetched(address: str, **query) -> bytes:
    answer = Client().get(f"/daten/{address}", query)
    assert answer.status_code == 200, answer.content
    return answer.content


def read_json(address: str, **query):
    return json.loads(fetched(address, **query))


def read_csv(address: str) -> list[dict[str, str]]:
    """Of the form for programs."""
    return list(csv.DictReader(io.StringIO(fetched(address).decode("utf-8"), newline="")))


def cells_of(document: dict, table: str, column: str) -> dict[str, tuple]:
    """Number and statement of a column, by what their rows are about."""
    return {
        cell["gegenstand"]: (cell["wert"], cell["angabe"])
        for cell in document["zellen"]
        if (cell["tabelle"], cell["spalte"]) == (table, column)
    }
