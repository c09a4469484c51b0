"""What does not fit together: ways of counting, an undated change, double structures, gaps."""

from collections.abc import Iterable, Sequence
from datetime import date

from portal.cells import halves
from portal.figures import Audience, Finding, Picture, Timeline
from portal.numbers import german
from volunteering.chapter.care import Doubled, doubled
from volunteering.models import VolunteerGroup

WORK_LIST = "Die Arbeitsliste nennt sie."


def own_findings(as_of: date, audience: Audience, charts: Sequence[Picture]) -> Iterable[Finding]:
    yield from counted_differently(charts)
    yield from undated_change(charts)
    yield from double_coordination(as_of, audience)
    if audience is Audience.INTERNAL:
        yield from without_group(as_of)


def counted_differently(charts: Sequence[Picture]) -> Iterable[Finding]:
    labels = [series.label for chart in charts if chart.key == "engagierte" for series in chart.series]
    if len(labels) > 1:
        yield Finding(
            f"{german(len(labels))} Zählweisen nebeneinander",
            f"Aus verschiedenen Zählweisen folgt weder Zunahme noch Rückgang: {'; '.join(labels)}.",
        )


def undated_change(charts: Sequence[Picture]) -> Iterable[Finding]:
    phases = {
        span.label
        for chart in charts
        if isinstance(chart, Timeline) and not chart.example
        for lane in chart.lanes
        for span in lane.spans
    }
    if len(phases) > 1:
        yield Finding(
            "Der Wechsel vom Willkommen zum Ankommen hat kein Datum",
            "Der Bericht beschreibt ihn, nennt aber keinen Zeitpunkt. Die Jahre 2015 bis 2017 sind unsere "
            "Lesart.",
        )


def double_coordination(as_of: date, audience: Audience) -> Iterable[Finding]:
    """Shelters are named only inside the administration."""
    found = list(doubled(VolunteerGroup.objects.coordinations(as_of)))
    for part, example in halves(found):
        yield Finding(
            f"{shelters(len(part))} mit zwei Koordinationen", double_text(part, audience), "warning", example
        )


def double_text(found: Sequence[Doubled], audience: Audience) -> str:
    principle = "Doppelte Zuständigkeiten sollen vermieden werden: Bitte abstimmen, wer koordiniert."
    if audience is not Audience.INTERNAL:
        return principle
    names = (f"{one.shelter} ({', '.join(one.coordinators)})" for one in found)
    return f"{'; '.join(names)}. {principle}"


def without_group(as_of: date) -> Iterable[Finding]:
    found = list(VolunteerGroup.objects.all().shelters_without_group(as_of))
    for example in (False, True):
        number = sum(one.example is example for one in found)
        if number:
            yield Finding(f"{shelters(number)} ohne Freundeskreis", WORK_LIST, example=example)


def shelters(number: int) -> str:
    return "Eine Unterkunft" if number == 1 else f"{german(number)} Unterkünfte"
