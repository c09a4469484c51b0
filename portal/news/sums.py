"""Released deliveries: what their chapter adds them up to, never single shelters, measures or circles."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings

from accommodation.chapter.key_figures import completeness_note
from accommodation.chapter.known import known_on
from accommodation.models import Occupancy
from fim.chapter.places import Measures, measures_of, occupied_by_kind
from fim.models import PlacementCount
from portal.dates import german_date
from portal.figures import Audience, Point, Series, Value
from portal.models.areas import Area
from portal.news.items import News, difference
from portal.numbers import german
from volunteering.chapter.head_counts import head_count_charts, way
from volunteering.models import VolunteerCount


def sum_news(area: str, audience: Audience, after: datetime, until: datetime, today: date) -> Iterable[News]:
    """Of the last day alone. Nothing where its sum is hidden from this reader."""
    if area == Area.ACCOMMODATION:
        return occupancy_news(audience, after, until, today)
    if area == Area.FIM:
        return placement_news(audience, after, until)
    if area == Area.VOLUNTEERING:
        return volunteer_news(audience, after, until, today)
    return ()


def newest(days: set[tuple[date, bool]]) -> Iterator[tuple[date, bool, str]]:
    """Of the real and of the invented ones the last day, and a sentence about the others."""
    for example in (False, True):
        released = sorted(day for day, invented in days if invented is example)
        if released:
            others = len(released) - 1
            said = "1 früheren Stichtag" if others == 1 else f"{german(others)} frühere Stichtage"
            yield released[-1], example, f"Auch Zahlen für {said} sind neu freigegeben." if others else ""


def occupancy_news(audience: Audience, after: datetime, until: datetime, today: date) -> Iterator[News]:
    days = Occupancy.objects.days_released_within(after, until)
    if not days:
        return
    known = known_on(today, audience)
    for day, example, others in newest(days):
        series = known.examples if example else known.sums
        yield from (sum_of_shelters(one, series, others) for one in series.drawable if one.at == day)


def sum_of_shelters(point: Point, series: Series, others: str) -> News:
    return News(
        label="Menschen in den Unterkünften, Summe der Meldungen",
        value=point.value,
        when=point.date_text,
        source=str(point.source),
        address=f"/unterbringung/?stichtag={point.at:%Y-%m-%d}",
        change=change_of_sum(point, series),
        note=sentences(completeness_note(point), others),
        example=series.example,
    )


def sentences(*said: str) -> str:
    return " ".join(filter(None, said))


def change_of_sum(point: Point, series: Series) -> str:
    """Against the last complete sum; a missing house is not a departure."""
    earlier = [one for one in series.whole.drawable if one.at < point.at]
    if not earlier or not point.whole:
        return ""
    return difference(point.value, earlier[-1].value, earlier[-1].date_text)


def placement_news(audience: Audience, after: datetime, until: datetime) -> Iterator[News]:
    for day, example, others in newest(PlacementCount.objects.days_released_within(after, until)):
        measures = measures_of(day, example)
        value = occupied_places(measures, audience)
        if value.amount is not None:
            yield News(
                label="Besetzte FIM-Plätze, Summe der Meldungen",
                value=value,
                when=german_date(day),
                source=f"Meldungen der Träger, {coverage(measures)}",
                address=f"/fim/?stichtag={day:%Y-%m-%d}",
                change=change_of_places(measures, value, audience),
                note=sentences(
                    "" if is_complete(measures) else f"Unvollständig: {coverage(measures)}.", others
                ),
                example=example,
            )


def coverage(measures: Measures) -> str:
    whole = measures.of()
    return f"{german(whole.reported)} von {german(whole.expected)} Maßnahmen mit Vertrag gemeldet"


def occupied_places(measures: Measures, audience: Audience) -> Value:
    return occupied_by_kind(measures, audience)["zusammen"]


def change_of_places(measures: Measures, value: Value, audience: Audience) -> str:
    """Against the last day with a number of every measure."""
    if not is_complete(measures):
        return ""
    before = next(filter(is_complete, earlier(measures)), None)
    if before is None or before.counted_on is None:
        return ""
    return difference(value, occupied_places(before, audience), german_date(before.counted_on))


def is_complete(measures: Measures) -> bool:
    whole = measures.of()
    return whole.reported >= whole.expected


def earlier(measures: Measures) -> Iterator[Measures]:
    """As they were counted before, the latest first."""
    day = measures.counted_on
    while day := day and PlacementCount.objects.newest_day(day - timedelta(days=1), example=measures.example):
        yield measures_of(day, measures.example)


def volunteer_news(audience: Audience, after: datetime, until: datetime, today: date) -> Iterator[News]:
    """One sum for each way of counting that got a number. They are not compared with earlier ones, which
    are made of other groups."""
    counts = VolunteerCount.objects.released_within(after, until)
    if audience is not Audience.INTERNAL:
        counts = counts.of_at_least(settings.SMALL_NUMBER)
    counted = {(way(row), row["example"]) for row in counts.sums()}
    for chart in head_count_charts(today, audience) if counted else ():
        for label, number, groups in ((cell.content for cell in row) for row in chart.table.rows):
            if (label, chart.example) in counted and isinstance(number, Value):
                yield News(
                    label=f"Engagierte, gezählt: {label}",
                    value=number,
                    when=f"Stand {german_date(today)}",
                    source=f"Meldungen der Gruppen, {groups} mit einer Zahl aus den letzten zwölf Monaten",
                    address="/engagement/",
                    example=chart.example,
                )
