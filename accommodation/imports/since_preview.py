"""What a preview was based on, and what has changed since: the sentence of a refused confirmation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from accommodation.imports import CheckedRow, DeliveryCheck
from accommodation.models import Occupancy
from portal.dates import german_date
from portal.models import Delivery, Organisation
from portal.numbers import german
from portal.releases import State
from portal.sheets import Message

NAMED = 5  # changes in one sentence

# Shelter and date, as a key of JSON; the key of the statement that counts there, and its number.
Basis = dict[str, list[int | None]]

# It counts the changes, which the sentence names one by one.
COUNTED = "changes_reported_numbers"
OLDER_PAGE = "Diese Seite zeigte einen älteren Stand der Vorschau. Bitte prüfen Sie die Vorschau noch einmal."
READ_ANEW = "Die Datei wird anders gelesen als in der Vorschau, weil Spalten oder Namen neu zugeordnet sind"


def basis_of(rows: Iterable[CheckedRow]) -> Basis:
    """The sender's own numbers that a check found counting; places without one are left out."""
    return {place(row): [row.previous.pk, row.previous.occupied] for row in rows if row.previous}


def basis_today(rows: Sequence[CheckedRow], sender: Organisation) -> Basis:
    """The same, read afresh from the database: for the transaction that confirms."""
    days, shelters = [row.as_of for row in rows], {row.shelter.id for row in rows}
    counting_then = Occupancy.objects.between(min(days), max(days))
    own = counting_then.filter(delivery__sender=sender, shelter__in=shelters)
    counting = {
        place_of(shelter, as_of): [pk, occupied]
        for shelter, as_of, pk, occupied in own.values_list("shelter", "as_of", "pk", "occupied")
    }
    return {key: counting[key] for key in map(place, rows) if key in counting}


def place(row: CheckedRow) -> str:
    """Shelter and date: each stands in a delivery once."""
    return place_of(row.shelter.id, row.as_of)


def place_of(shelter: int, as_of: date) -> str:
    return f"{shelter}-{as_of:%Y-%m-%d}"


def what_changed(delivery: Delivery, check: DeliveryCheck) -> str:
    """Names what the check finds otherwise than the preview that is kept did."""
    if check.digest == delivery.preview_digest:
        return OLDER_PAGE
    places = [place(row) for row in check.rows]
    then = {key: delivery.previewed[key] for key in places if key in delivery.previewed}
    found = [*moved_numbers(then, basis_of(check.rows)), *_other_messages(delivery.messages, check.messages)]
    return as_sentence(found or [READ_ANEW])


def as_sentence(changes: Sequence[str]) -> str:
    """„Seit der Vorschau hat sich geändert: …; … und 3 weitere. Bitte …“"""
    more = f" und {german(len(changes) - NAMED)} weitere" if len(changes) > NAMED else ""
    named = "; ".join(changes[:NAMED]) + more
    return f"Seit der Vorschau hat sich geändert: {named}. Bitte prüfen Sie die Vorschau noch einmal."


def moved_numbers(then: Basis, now: Basis) -> list[str]:
    """One text for each place where another statement counts, in the order of the file."""
    moved = [key for key in then | now if then.get(key) != now.get(key)]
    known = _statements(then, moved) | _statements(now, moved)
    return [_moved(known.get(_key(then, one)), known.get(_key(now, one))) for one in moved]


def _statements(basis: Basis, places: list[str]) -> dict[int, Occupancy]:
    """Only as many as are named."""
    keys = [basis[one][0] for one in places[:NAMED] if one in basis]
    return Occupancy.objects.select_related("shelter", "delivery__decided_by").in_bulk(keys)


def _key(basis: Basis, one: str) -> int | None:
    return basis[one][0] if one in basis else None


def _moved(then: Occupancy | None, now: Occupancy | None) -> str:
    """„Haus Ahorn, 31.08.2017: bisher 118, jetzt 120 (Meldung ‚august.xlsx‘ von … freigegeben)“"""
    statement = now or then
    if statement is None:
        return ""  # beyond those that are named
    where = f"{statement.shelter.name}, {german_date(statement.as_of)}"
    return f"{where}: bisher {_number(then)}, jetzt {_number(now)} ({_because(then, now)})"


def _number(statement: Occupancy | None) -> str:
    if statement is None:
        return "keine Zahl"
    return "keine Angabe" if statement.occupied is None else german(statement.occupied)


def _because(then: Occupancy | None, now: Occupancy | None) -> str:
    withdrawn = then is not None and then.delivery.state == State.WITHDRAWN
    decided = then if withdrawn else now
    if decided is None:
        return "inzwischen gilt die Zahl eines anderen Trägers"
    delivery = decided.delivery
    word = "zurückgezogen" if withdrawn else "freigegeben"
    return f"Meldung ‚{delivery.file_name}‘ von {delivery.decided_by} {word}"


def _other_messages(then: Sequence[Mapping[str, object]], now: Iterable[Message]) -> Iterator[str]:
    """Messages that came or went: a closed shelter, another operator, other places."""
    before, after = [dict(message) for message in then], [asdict(message) for message in now]
    yield from (_text(message) for message in after if message not in before and message["code"] != COUNTED)
    for message in before:
        if message not in after and message["code"] != COUNTED:
            yield f"Es entfällt: {_text(message)}"


def _text(message: Mapping[str, object]) -> str:
    return str(message["text"]).rstrip(".")
