"""The traffic light of a project. Its rule stands beside it, and its word says what its colour says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pakt.chapter.endings import unsecured, warning
from pakt.models import Milestone, Project, ProjectIndicator
from portal.dates import german_date


class Light(StrEnum):
    """From the worst to where nothing can be said."""

    RED = "hinter dem Plan"
    YELLOW = "Achtung"
    GREEN = "im Plan"
    NONE = "keine Aussage"


ORDER = list(Light)
LEVELS = {Light.RED: "danger", Light.YELLOW: "warning", Light.GREEN: "success", Light.NONE: "info"}
COLOURS = {Light.RED: "rot", Light.YELLOW: "gelb", Light.GREEN: "grün", Light.NONE: "blau"}
RULE = {
    Light.RED: "Ein Meilenstein ist überfällig, oder eine Förderung ist ohne Anschluss ausgelaufen.",
    Light.YELLOW: "Ein Meilenstein ist verschoben, eine Förderung endet in höchstens sechs Monaten ohne "
    "Anschluss, oder ein Soll wurde am Ende seiner Zeit nicht erreicht.",
    Light.GREEN: "Nichts davon; und es gibt einen Meilenstein mit Termin oder eine Kennzahl mit Ist-Wert.",
    Light.NONE: "Es gibt nichts, woran der Stand zu messen wäre.",
}


@dataclass(frozen=True)
class Signal:
    light: Light
    reasons: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """Colour and sign of the badge."""
        return LEVELS[self.light]


@dataclass(frozen=True)
class RuleLine:
    """One line of the rule as it stands beside the light."""

    light: Light
    colour: str
    level: str
    text: str


RULE_LINES = tuple(RuleLine(light, COLOURS[light], LEVELS[light], RULE[light]) for light in Light)


def signal_of(project: Project, when: date) -> Signal:
    """The worst that holds, with its reasons."""
    late, worrying = tuple(red(project, when)), tuple(yellow(project, when))
    if late:
        return Signal(Light.RED, late + worrying)
    if worrying:
        return Signal(Light.YELLOW, worrying)
    return Signal(Light.GREEN if measured(project, when) else Light.NONE)


def worst(signals: Iterable[Signal]) -> Signal:
    """Of several projects: the worst light, with the reasons of all that have it."""
    known = list(signals)
    light = min((signal.light for signal in known), key=ORDER.index, default=Light.NONE)
    return Signal(
        light, tuple(reason for signal in known if signal.light == light for reason in signal.reasons)
    )


def red(project: Project, when: date) -> Iterable[str]:
    for milestone in project.milestones.all():
        if milestone.overdue_on(when):
            yield overdue_words(milestone)
    for period, reached in unsecured(project, when):
        if reached == 0:
            yield warning(period, reached)


def overdue_words(milestone: Milestone) -> str:
    """„Konzept“ war am 31.03.2017 fällig"""
    due = german_date(milestone.due) if milestone.due else ""
    return f"„{milestone.title}“ war am {due} fällig"


def yellow(project: Project, when: date) -> Iterable[str]:
    for milestone in project.milestones.all():
        if postponed(milestone, when):
            yield postponed_words(milestone)
    for period, reached in unsecured(project, when):
        if reached:
            yield warning(period, reached)
    for indicator in project.indicators.all():
        if missed(indicator, when):
            yield f"{indicator.label}: Soll nicht erreicht"


def postponed(milestone: Milestone, when: date) -> bool:
    """Postponed and still to come."""
    return bool(
        milestone.postponed_to
        and milestone.status != Milestone.Status.DROPPED
        and not milestone.reached_by(when)
        and not milestone.overdue_on(when)
    )


def postponed_words(milestone: Milestone) -> str:
    to = german_date(milestone.postponed_to) if milestone.postponed_to else ""
    return f"„{milestone.title}“ auf den {to} verschoben ({milestone.reason})"


def missed(indicator: ProjectIndicator, when: date) -> bool:
    """Its time is over, and the actual value is known and below the target."""
    last = indicator.year or indicator.project.last_year
    actual = indicator.actual_by(when)
    if last is None or last >= when.year or actual is None or indicator.target is None:
        return False
    return actual < indicator.target


def measured(project: Project, when: date) -> bool:
    """Whether there is anything to measure by."""
    dated = any(milestone.due for milestone in project.milestones.all())
    return dated or any(one.actual_by(when) is not None for one in project.indicators.all())
