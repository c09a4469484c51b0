"""What the reader should know before trusting a balance."""

from collections.abc import Iterator, Sequence

from accommodation.chapter.balance.calculation import Balance, Ground
from accommodation.models import Shelter
from portal.dates import german_date
from portal.figures import Finding
from portal.numbers import german

OLD = 92  # days
NAMED = 10


def findings(balance: Balance, ground: Ground, *, named: bool) -> Iterator[Finding]:
    """What the data leave open; `named`: shelters by name, for who may see them."""
    if (ground.as_of - balance.outset.day).days > OLD:
        yield Finding(
            f"Die Rechnung beginnt am {german_date(balance.outset.day)}",
            "Eine neuere Belegung, die für alle spricht, ist bis zum Stichtag nicht freigegeben. "
            "Die gerechneten Monate können schon vergangen sein.",
            "warning",
            ground.example,
        )
    for shelters, heading, text in about_shelters(balance):
        if shelters:
            names = f" {names_of(shelters)}" if named else ""
            yield Finding(f"{number_of(shelters)} {heading}", f"{text}{names}", "warning", ground.example)


def about_shelters(balance: Balance) -> Iterator[tuple[Sequence[Shelter], str, str]]:
    doubts = balance.doubts
    yield (
        doubts.without_places,
        "ohne bekannte Zahl der Plätze",
        "In der Summe der Plätze fehlt, was dort in Betrieb ist.",
    )
    yield (
        doubts.expired,
        "mit abgelaufener Befristung",
        "Weder eine Schließung noch eine Verlängerung ist erfasst; die Plätze zählen weiter mit.",
    )
    yield (
        doubts.overdue,
        "geplant, aber nicht eröffnet",
        "Der Termin ist vorbei und kein neuer erfasst; die Plätze zählen nicht mit.",
    )


def number_of(shelters: Sequence[Shelter]) -> str:
    return "1 Unterkunft" if len(shelters) == 1 else f"{german(len(shelters))} Unterkünfte"


def names_of(shelters: Sequence[Shelter]) -> str:
    """„(Haus Ahorn, Haus Birke und 3 weitere)“"""
    names = ", ".join(one.name for one in shelters[:NAMED])
    more = len(shelters) - NAMED
    return f"({names} und {german(more)} weitere)" if more > 0 else f"({names})"
