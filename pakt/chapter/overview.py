"""The answer in one sentence, and the numbers that stand beside it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from pakt.chapter.endings import unsecured
from pakt.chapter.light import Light, signal_of
from pakt.models import Programme, Project
from portal.dates import german_date
from portal.figures import KeyFigure, Kind, Provenance, Value
from portal.numbers import german, how_many


def lead(programmes: Sequence[Programme], when: date) -> str:
    """„Pakt für Integration, 2018–2019: 4 Module, 8 Projekte; kein Projekt liegt hinter dem Plan.“; the
    invented are not told of."""
    real = [programme for programme in programmes if not programme.example]
    if not real:
        return "Noch ist kein Förderprogramm erfasst."
    return " ".join(programme_lead(programme, when) for programme in real)


def programme_lead(programme: Programme, when: date) -> str:
    modules, projects = len(programme.modules.all()), list(programme.projects.all())
    years = f", {programme.years}" if programme.years else ""
    if not projects:
        return f"{programme.name}{years}: noch ohne erfasste Projekte."
    parts = [how_many(modules, "1 Modul", "Module")] if modules else []
    parts.append(how_many(len(projects), "1 Projekt", "Projekte"))
    return f"{programme.name}{years}: {', '.join(parts)}; {plan_words(projects, when)}."


def plan_words(projects: Sequence[Project], when: date) -> str:
    lights = [signal_of(project, when).light for project in projects]
    late, silent = lights.count(Light.RED), lights.count(Light.NONE)
    words = "kein Projekt liegt" if not late else f"{how_many(late, '1 Projekt liegt', 'Projekte liegen')}"
    known = f"{words} hinter dem Plan"
    if not silent:
        return known
    if silent == len(lights):
        return "wie weit sie sind, sagt keine Quelle"
    return f"{known}, für {german(silent)} von {german(len(lights))} lässt sich nichts sagen"


def plan_figures(programmes: Iterable[Programme], when: date) -> Iterable[KeyFigure]:
    """Counted in the lists of the portal; without the invented ones."""
    projects = [one for programme in programmes if not programme.example for one in programme.projects.all()]
    if not projects:
        return
    late = sum(signal_of(project, when).light is Light.RED for project in projects)
    ending = sum(1 for project in projects for _, reached in unsecured(project, when) if reached)
    of_all = f"Von {german(len(projects))} erfassten."
    yield counted("Projekte hinter dem Plan", late, when, "Liste der Projekte", of_all)
    yield counted(
        "Förderungen, die in 6 Monaten ohne Anschluss enden", ending, when, "Liste der Förderperioden", ""
    )


def counted(label: str, number: int, when: date, source: str, note: str) -> KeyFigure:
    value = Value(Decimal(number), Kind.COUNTED)
    return KeyFigure(label, value, f"am {german_date(when)}", Provenance(source, "gezählt"), note=note)
