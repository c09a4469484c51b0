"""What follows from the figures of the sources, beside what they state."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from portal.dates import german_date
from portal.figures import Check, Verdict
from portal.models import ReportedFigure
from portal.numbers import german
from volunteering.chapter.reported import ACTIVE, GROUPS, Figures
from volunteering.models import MeetingSpace

# A whole and the parts that a source names beside it.
SUMS = (
    ("volunteers_with_initiatives", ("volunteers_circles", "volunteers_initiatives")),
    (
        "meeting_space_refugees",
        ("meeting_space_refugees_young", "meeting_space_refugees_women", "meeting_space_refugees_men"),
    ),
)


def own_checks(newest: Figures, as_of: date) -> Iterable[Check]:
    yield from per_group(newest)
    yield from planned_spaces(newest, as_of)
    for whole, parts in SUMS:
        yield from sum_of_parts(whole, parts, as_of)


def per_group(newest: Figures) -> Iterable[Check]:
    """K-17: the mean of a group; both figures are the report's."""
    people, groups = newest.get(ACTIVE), newest.get(GROUPS)
    if people is None or groups is None or not people.value or not groups.value:
        return
    yield Check(
        statement="Engagierte je Gruppe im Mittel",
        stated="keine Angabe",
        recomputed=f"rund {german(people.value / groups.value)}",
        calculation=f"{german(people.value)} ÷ {german(groups.value)}",
        verdict=Verdict.COMPUTED,
        source=people.provenance(),
        note="Weil die 2.000 eine glatte Zahl sind, ist auch das Ergebnis nur ungefähr.",
    )


def planned_spaces(newest: Figures, as_of: date) -> Iterable[Check]:
    """Once the first one is open, the plan can be compared."""
    planned = newest.get("meeting_spaces_planned")
    spaces = MeetingSpace.objects.on(as_of).filter(example=False)
    names = [space.name for space in spaces]
    if planned is None or not names:
        return
    yield Check(
        statement="Geplante Begegnungsräume",
        stated=planned.value_text or planned.as_value().number,
        recomputed=f"{german(len(names))} offen am {german_date(as_of)}",
        calculation=f"gezählt: {'; '.join(names)}",
        verdict=Verdict.CONFIRMED if len(names) == planned.value else Verdict.DIFFERS,
        source=planned.provenance(),
    )


def sum_of_parts(whole: str, parts: Iterable[str], as_of: date) -> Iterable[Check]:
    """The newest whole, and the parts that its own source names for the same time."""
    figure = figures(whole, as_of).last()
    if figure is None or figure.value is None:
        return
    found = [part for key in parts if (part := same_place(key, figure, as_of)) is not None]
    values = [part.value or Decimal(0) for part in found]
    if not values:
        return
    yield Check(
        statement=figure.indicator.label,
        stated=figure.as_value().number,
        recomputed=german(sum(values, Decimal(0))),
        calculation=" + ".join(f"{part.as_value().number} ({part.indicator.label})" for part in found),
        verdict=Verdict.CONFIRMED if sum(values) == figure.value else Verdict.DIFFERS,
        source=figure.provenance(),
    )


def figures(key: str, as_of: date):
    return ReportedFigure.objects.released().as_of(as_of).of(key)


def same_place(key: str, whole: ReportedFigure, as_of: date) -> ReportedFigure | None:
    same = figures(key, as_of).filter(
        period_start=whole.period_start, citation__source=whole.citation.source_id
    )
    return same.last()
