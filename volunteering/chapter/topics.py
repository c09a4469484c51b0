"""Topics of volunteers on a line of time: from the „Willkommen“ to the „Ankommen“."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from portal.cells import apart, key_of, mark, stated
from portal.figures import Cell, Column, Lane, Span, Table, Timeline
from volunteering.chapter.cells import entered, source_cell
from volunteering.models import TopicPhase

ORDER = (TopicPhase.Phase.WELCOME, TopicPhase.Phase.ARRIVAL)


def topic_charts(as_of: date) -> Iterable[Timeline]:
    phases = sorted(TopicPhase.objects.begun_by(as_of), key=place)
    yield from apart(phases, partial(topic_chart, as_of))


def place(phase: TopicPhase) -> tuple[int, str]:
    return ORDER.index(TopicPhase.Phase(phase.phase)), phase.topic.name


def topic_chart(as_of: date, phases: Sequence[TopicPhase], example: bool) -> Timeline:
    return Timeline(
        key=key_of("themen", example),
        heading=heading(phases, as_of) + mark(example),
        title="Themen der Engagierten und ihre Phase",
        summary=f"{'; '.join(summaries(phases))}.",
        as_of=as_of,
        lanes=tuple(lanes(phases)),
        table=topic_table(phases, example),
        notes=() if example else ("Wann die Phasen wechselten, sagt die Quelle nicht.",),
        example=example,
    )


def heading(phases: Sequence[TopicPhase], as_of: date) -> str:
    now = [one for one in phases if one.lasts_on(as_of)]
    arrival = sum(one.phase == TopicPhase.Phase.ARRIVAL for one in now)
    welcome = len(now) - arrival
    if not arrival:
        return f"Noch ganz beim Willkommen: {topics(welcome)}"
    if not welcome:
        return f"Vom Willkommen zum Ankommen: Es geht um {topics(arrival)} des Ankommens"
    return f"Zwischen Willkommen und Ankommen: {topics(welcome)} des einen, {arrival} des anderen"


def topics(number: int) -> str:
    return "1 Thema" if number == 1 else f"{number} Themen"


def summaries(phases: Sequence[TopicPhase]) -> Iterable[str]:
    for phase in ORDER:
        names = [one.topic.name for one in phases if one.phase == phase]
        if names:
            yield f"{phase.label}: {', '.join(names)}"


def lanes(phases: Sequence[TopicPhase]) -> Iterable[Lane]:
    by_first_phase = list(dict.fromkeys(one.topic.name for one in phases))
    ordered = sorted(phases, key=lambda one: by_first_phase.index(one.topic.name))
    for name, of_topic in groupby(ordered, key=lambda one: one.topic.name):
        yield Lane(
            name,
            tuple(Span(one.started_from, one.ended_to, one.get_phase_display()) for one in of_topic),
        )


def topic_table(phases: Sequence[TopicPhase], example: bool) -> Table:
    return Table(
        key=key_of("themen-werte", example),
        caption="Themen der Engagierten",
        columns=(
            Column("thema", "Thema"),
            Column("phase", "Phase"),
            Column("von", "von"),
            Column("bis", "bis"),
            Column("aufwand", "Aufwand"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(one.topic.name),
                Cell(one.get_phase_display()),
                stated(one.started),
                stated(one.ended),
                entered(one.topic.get_effort_display()),
                source_cell(one.citation),
            )
            for one in phases
        ),
        example=example,
    )
