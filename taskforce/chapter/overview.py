"""The answer in one sentence, and the numbers that stand beside it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from portal.dates import german_date
from portal.figures import KeyFigure, Kind, Provenance, Value
from portal.models import ReportedFigure
from portal.numbers import german
from taskforce.chapter.standing import lifetime, span, standing, works_on
from taskforce.models import Body, Handover

NUMBERS = (
    "keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf",
)  # fmt: skip
SHARES = ("share_refugees", "share_migrants")


def lead(bodies: Sequence[Body], as_of: date) -> str:
    """„Sechs Arbeitsgruppen; die Task Force tagte von Mitte 2015 bis Herbst 2017.“"""
    number = len(working_groups(bodies))
    groups = f"{number_word(number)} {'Arbeitsgruppe' if number == 1 else 'Arbeitsgruppen'}"
    force = next((body for body in bodies if body.kind == Body.Kind.TASK_FORCE and not body.example), None)
    if force is None:
        return f"{groups}." if number else "Für diesen Stichtag ist noch keine Arbeitsgruppe erfasst."
    return f"{groups}; die Task Force {sat(force, as_of)}."


def sat(force: Body, as_of: date) -> str:
    if standing(force, as_of) == Body.Status.ENDED:
        time = span(force.started, force.ended)
        return (
            f"tagte von {time}" if force.started and force.ended else f"tagte {time}".removesuffix(" beendet")
        )
    return f"tagt {lifetime(force, as_of)}".strip()


def number_word(number: int) -> str:
    """„Sechs“; above twelve, digits."""
    return NUMBERS[number].capitalize() if number < len(NUMBERS) else german(number)


def working_groups(bodies: Iterable[Body]) -> list[Body]:
    """The real ones."""
    return [body for body in bodies if body.kind == Body.Kind.WORKING_GROUP and not body.example]


def key_figures(bodies: Sequence[Body], handovers: Sequence[Handover], as_of: date) -> Iterable[KeyFigure]:
    groups = working_groups(bodies)
    active = sum(works_on(group, as_of) for group in groups)
    if groups:
        yield counted(
            "Arbeitsgruppen",
            len(groups),
            as_of,
            "Liste der Gremien",
            f"Davon tätig: {german(active)}.",
        )
    yield from handover_figures([one for one in handovers if not one.example], as_of)
    for key in SHARES:
        yield from share(key, as_of)


def handover_figures(handovers: Sequence[Handover], as_of: date) -> Iterable[KeyFigure]:
    if not handovers:
        return
    done, agreed = (
        sum(one.status == status for one in handovers)
        for status in (Handover.Status.DONE, Handover.Status.AGREED)
    )
    source = "Liste der Überführungen"
    yield counted("Überführungen vollzogen", done, as_of, source, f"Von {german(len(handovers))} erfassten.")
    yield counted("Vereinbart, nicht vollzogen", agreed, as_of, source, "")


def counted(label: str, number: int, as_of: date, source: str, note: str) -> KeyFigure:
    """A number of rows of the portal; no source states it."""
    value = Value(Decimal(number), Kind.COUNTED)
    return KeyFigure(label, value, f"am {german_date(as_of)}", Provenance(source, "gezählt"), note=note)


def share(key: str, as_of: date) -> Iterable[KeyFigure]:
    figure = ReportedFigure.objects.released().as_of(as_of).of(key).leading().last()
    if figure:
        yield KeyFigure(figure.indicator.label, figure.as_value(), figure.when, figure.provenance())
