"""How requests of the council stand today, and what has been corrected in their answers since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.models import CouncilRequest
from portal.models.council import Stage
from portal.numbers import german
from portal.report.corrections import Correction, corrections_of

ONE_AND_MORE = {
    CouncilRequest.Kind.MOTION: ("Antrag", "Anträge"),
    CouncilRequest.Kind.QUESTION: ("Anfrage", "Anfragen"),
}


@dataclass(frozen=True)
class Standing:
    """A request on a day. `days` are left until it is due, less than 0 after it. `corrections`: of what its
    newest answer printed."""

    asked: CouncilRequest
    stage: Stage
    days: int
    corrections: Sequence[Correction] = ()

    @property
    def example(self) -> bool:
        return self.asked.example

    @property
    def when(self) -> str:
        """„seit 3 Tagen“, „noch 12 Tage“"""
        match self.days:
            case -1:
                return "seit 1 Tag"
            case 0:
                return "heute"
            case 1:
                return "noch 1 Tag"
            case days:
                return f"noch {german(days)} Tage" if days > 0 else f"seit {german(-days)} Tagen"


@dataclass(frozen=True)
class Overview:
    """Each request stands in one of the four lists."""

    overdue: list[Standing]
    open: list[Standing]
    corrected: list[Standing]
    answered: list[Standing]

    @property
    def invented(self) -> bool:
        """Whether nobody has asked anything real yet."""
        return bool(self.all) and all(one.asked.example for one in self.all)

    @property
    def all(self) -> list[Standing]:
        return [*self.overdue, *self.open, *self.corrected, *self.answered]


def overview_of(requests: Iterable[CouncilRequest], today: date) -> Overview:
    """What has waited longest comes first, what was answered last comes first. As many queries for thirty
    as for one."""
    found = standings(requests, today)
    answered = [one for one in found if one.stage is Stage.ANSWERED]
    answered.sort(key=lambda one: one.asked.answered_on or today, reverse=True)
    return Overview(
        overdue=[one for one in found if one.stage is Stage.OVERDUE],
        open=[one for one in found if one.stage is Stage.OPEN],
        corrected=[one for one in answered if one.corrections],
        answered=[one for one in answered if not one.corrections],
    )


def standings(requests: Iterable[CouncilRequest], today: date) -> list[Standing]:
    """Of requests `with_answers`, in their order."""
    known = list(requests)
    corrections = corrections_of([one.answer.snapshot for one in known if one.answer])
    return [
        Standing(
            asked=one,
            stage=one.stage(today),
            days=(one.due_on - today).days,
            corrections=corrections[one.answer.snapshot.pk] if one.answer else (),
        )
        for one in known
    ]


def lead(overview: Overview) -> str:
    """How many there are of each. Invented requests only count where there are no others."""
    counted = [one for one in overview.all if overview.invented or not one.asked.example]
    waiting = [one for one in counted if one.stage is not Stage.ANSWERED]
    answered = [one for one in counted if one.stage is Stage.ANSWERED]
    corrected = sum(bool(one.corrections) for one in answered)
    return " ".join(filter(None, (waiting_text(waiting), answered_text(answered), corrected_text(corrected))))


def waiting_text(waiting: Sequence[Standing]) -> str:
    if not waiting:
        return ""
    overdue = sum(one.stage is Stage.OVERDUE for one in waiting)
    begin = f"{counted_text(waiting)} {'wartet' if len(waiting) == 1 else 'warten'} auf Antwort"
    if not overdue:
        return f"{begin}, {'die Frist läuft' if len(waiting) == 1 else 'alle Fristen laufen'} noch."
    verb = "ist" if overdue == 1 else "sind"
    return (
        f"{begin} und {verb} überfällig."
        if overdue == len(waiting)
        else (f"{begin}, {overdue} davon {verb} überfällig.")
    )


def answered_text(answered: Sequence[Standing]) -> str:
    if not answered:
        return ""
    return f"{counted_text(answered)} {'ist' if len(answered) == 1 else 'sind'} beantwortet."


def corrected_text(corrected: int) -> str:
    """How many answers say a number that has been corrected since."""
    if not corrected:
        return ""
    return f"In {corrected} {'Antwort' if corrected == 1 else 'Antworten'} ist seitdem eine Zahl berichtigt."


def counted_text(standings: Sequence[Standing]) -> str:
    """„1 Antrag und 2 Anfragen“"""
    numbers = {kind: sum(one.asked.kind == kind for one in standings) for kind in ONE_AND_MORE}
    return " und ".join(
        f"{number} {ONE_AND_MORE[kind][number > 1]}" for kind, number in numbers.items() if number
    )
