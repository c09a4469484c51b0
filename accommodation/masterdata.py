"""Takes the city's list of shelters over: new ones are opened, known ones follow the list.

What the list leaves empty stays as it is. A new operator or a new number of places counts from
today, and what held before stays readable.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from accommodation.imports.shelter_list import ShelterLine
from accommodation.models import Capacity, Operation, Shelter
from portal.models import Organisation

# Places whose first day nobody knows hold for every reporting date, as the open start of an
# operation does; a capacity has no open start.
UNKNOWN_START = date(1900, 1, 1)

HISTORY_REASON = "Liste der Unterkünfte"


@dataclass
class Outcome:
    """How many shelters."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@transaction.atomic
def take_over(lines: Iterable[ShelterLine], *, example: bool = False) -> Outcome:
    """All lines or none; `example` marks what is new as invented.

    Raises ValidationError where a line does not fit to what is known of its shelter.
    """
    outcome = Outcome()
    operators = organisations_by_name()
    shelters = Shelter.objects.in_bulk(field_name="code")
    for line in lines:
        operator = operators.get(line.operator.casefold()) or new_operator(line.operator, example)
        operators[line.operator.casefold()] = operator
        try:
            take_over_line(line, shelters.get(line.code), operator, example, outcome)
        except ValidationError as error:
            raise ValidationError([f"Unterkunft „{line.code}“: {text}" for text in error.messages]) from error
    return outcome


def take_over_line(
    line: ShelterLine, known: Shelter | None, operator: Organisation, example: bool, outcome: Outcome
) -> None:
    if known is None:
        open_shelter(line, operator, example)
        outcome.new += 1
    elif follow(known, line, operator):
        outcome.changed += 1
    else:
        outcome.unchanged += 1


def organisations_by_name() -> dict[str, Organisation]:
    """By name, short name and aliases; a name is stronger than another's alias."""
    organisations = Organisation.objects.all()
    names = {name.casefold(): one for one in organisations for name in one.names}
    return names | {one.name.casefold(): one for one in organisations}


def new_operator(name: str, example: bool) -> Organisation:
    operator = Organisation(name=name, kind=Organisation.Kind.OPERATOR, example=example)
    keep(operator)
    return operator


def open_shelter(line: ShelterLine, operator: Organisation, example: bool) -> None:
    shelter = Shelter(
        code=line.code,
        name=line.name,
        street=line.street,
        district=line.district,
        opened_on=line.opened_on,
        closed_on=line.closed_on,
        aliases="\n".join(line.aliases),
        example=example,
    )
    keep(shelter)
    keep(Operation(shelter=shelter, operator=operator, start=line.opened_on))
    if line.places is not None:
        start = line.opened_on or UNKNOWN_START
        keep(Capacity(shelter=shelter, places=line.places, valid_from=start))


def follow(shelter: Shelter, line: ShelterLine, operator: Organisation) -> bool:
    """Whether anything had to change."""
    changes = (
        follow_opening(shelter, line.opened_on),
        follow_description(shelter, line),
        follow_operator(shelter, operator),
        follow_places(shelter, line.places),
    )
    return any(changes)


def follow_opening(shelter: Shelter, opened_on: date | None) -> bool:
    """What began with the old opening begins with the new one."""
    before = shelter.opened_on
    if opened_on is None or opened_on == before:
        return False
    for operation in shelter.operations.filter(start=before):
        operation.start = opened_on
        keep(operation)
    for capacity in shelter.capacities.in_use().filter(valid_from=before or UNKNOWN_START):
        capacity.valid_from = opened_on
        keep(capacity)
    shelter.opened_on = opened_on
    keep(shelter)
    return True


def follow_description(shelter: Shelter, line: ShelterLine) -> bool:
    added = new_aliases(shelter, line)
    said = {
        "name": line.name,
        "street": line.street,
        "district": line.district,
        "closed_on": line.closed_on,
        "aliases": "\n".join([*shelter.aliases.splitlines(), *added]) if added else "",
    }
    changes = {name: value for name, value in said.items() if value and getattr(shelter, name) != value}
    for name, value in changes.items():
        setattr(shelter, name, value)
    if changes:
        keep(shelter)
    return bool(changes)


def new_aliases(shelter: Shelter, line: ShelterLine) -> list[str]:
    """Aliases are only ever added; a name that the list has given up becomes one, so that the
    operator's sheets still find the shelter."""
    known = {name.casefold() for name in (line.name, *shelter.aliases.splitlines())}
    return [alias for alias in (shelter.name, *line.aliases) if alias.casefold() not in known]


def follow_operator(shelter: Shelter, operator: Organisation) -> bool:
    """The last operation ends yesterday; one that has not begun before today changes hands."""
    last = shelter.operations.order_by(models.F("start").asc(nulls_first=True)).last()
    if last is not None and last.operator == operator:
        return False
    today = timezone.localdate()
    if last is not None and last.start is not None and last.start >= today:
        last.operator = operator
        keep(last)
        return True
    if last is not None and last.end is None:
        last.end = today - timedelta(days=1)
        keep(last)
    keep(Operation(shelter=shelter, operator=operator, start=today))
    return True


def follow_places(shelter: Shelter, places: int | None) -> bool:
    """The last number stays and ends with the new one; one of today or later is corrected."""
    last = shelter.capacities.in_use().order_by("valid_from").last()
    if places is None or (last is not None and last.places == places):
        return False
    today = timezone.localdate()
    if last is not None and last.valid_from >= today:
        last.places = places
        keep(last)
        return True
    start = today if last is not None else shelter.opened_on or UNKNOWN_START
    keep(Capacity(shelter=shelter, places=places, valid_from=start))
    return True


def keep(item: Any) -> None:
    """Save with the reason that the history shows. Raises ValidationError for what the model refuses."""
    item.full_clean()
    item._change_reason = HISTORY_REASON
    item.save()
