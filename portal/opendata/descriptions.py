"""The description of the API: for programs as OpenAPI, for people as a page made from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from portal.opendata.api import api
from portal.opendata.licence import licence

KINDS = {"integer": "Zahl", "number": "Zahl", "boolean": "true oder false", "date": "Datum"}


@dataclass(frozen=True)
class Parameter:
    name: str
    description: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Operation:
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]


def openapi() -> dict:
    """As ninja derives it from the code, with the address of this portal and the terms of use."""
    schema = dict(api.get_openapi_schema(path_prefix="/daten/api/"))
    schema["info"] = schema["info"] | {"license": {"name": licence().name, "url": licence().text}}
    schema["servers"] = [{"url": settings.BASE_URL}]
    return schema


def operations() -> list[Operation]:
    schema = openapi()
    return [
        Operation(path, said["summary"], said.get("description", ""), tuple(parameters(said, schema)))
        for path, methods in schema["paths"].items()
        for said in methods.values()
    ]


def parameters(operation: dict, schema: dict) -> Iterable[Parameter]:
    for one in operation.get("parameters", []):
        what = one["schema"]
        yield Parameter(
            one["name"],
            one.get("description") or what.get("description", ""),
            kind(what, schema),
            one["required"],
        )


def kind(what: dict, schema: dict) -> str:
    """„Datum“; of a closed list its words."""
    for option in (what, *what.get("anyOf", [])):
        found = (
            schema["components"]["schemas"][option["$ref"].rpartition("/")[2]] if "$ref" in option else option
        )
        if "enum" in found:
            return ", ".join(found["enum"])
        word = KINDS.get(found.get("format", "")) or KINDS.get(found.get("type", ""))
        if word:
            return word
    return "Text"
