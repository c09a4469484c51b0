"""The months ahead, as pure functions. What holds for every case is tried on many drawn ones."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from accommodation.forecast import (
    ALL,
    Assumptions,
    Certainty,
    Event,
    comparison,
    count_text,
    forecast,
    months_from,
    more_arrivals,
    places_at,
    spread,
)

JULY = date(2023, 7, 1)
STUTTGART_2023 = (
    Event(date(2024, 6, 30), -3415, Certainty.DECIDED, "24 Unterkünfte enden"),
    Event(date(2024, 2, 1), 876, Certainty.DECIDED, "beschlossen"),
    Event(date(2024, 5, 15), 248, Certainty.POSSIBLE, "möglich"),
)


def given(*events: Event, months: int = 12, arrivals=0, departures=0, **fields) -> Assumptions:
    each = {"arrivals": arrivals, "departures": departures}
    flows = {name: (value,) * months if isinstance(value, int) else value for name, value in each.items()}
    return Assumptions(**{"start": JULY, "people": 9000, "places": 9000, "events": events, **flows, **fields})


def drawn_cases(number: int = 300) -> Iterator[tuple[random.Random, Assumptions]]:
    for seed in range(number):
        draw = random.Random(seed)  # noqa: S311  cases, not secrets
        months = draw.randint(1, 30)
        start = date(2020, 1, 1) + timedelta(draw.randint(0, 2000))
        events = tuple(
            Event(
                start + timedelta(draw.randint(-60, 1000)),
                draw.randint(-400, 400),
                draw.choice(list(Certainty)),
            )
            for _ in range(draw.randint(0, 15))
        )
        count = frozenset(draw.sample(list(Certainty), draw.randint(0, 3)))
        flows = [tuple(draw.randint(0, 300) for _ in range(months)) for _ in "ad"]
        rate = Decimal(draw.choice(["0", "0", "2.5", "50"]))
        people, places = draw.randint(0, 3000), draw.randint(0, 3000)
        yield draw, Assumptions(start, people, places, *flows, events, count, rate)


# What holds in every case


def test_people_are_conserved_month_by_month():
    for _, case in drawn_cases():
        before = case.people
        for at, month in enumerate(forecast(replace(case, rate=Decimal(0))).months):
            left = case.departures[at] - month.unable_to_leave
            assert month.people == before + case.arrivals[at] - left
            assert left >= 0
            before = month.people


def test_places_are_conserved_month_by_month():
    for _, case in drawn_cases():
        before = case.places
        for month in forecast(case).months:
            of_month = [
                one.places
                for one in case.events
                if one.certainty in case.count
                and one.on >= case.start
                and (one.on.year, one.on.month) == (month.first.year, month.first.month)
            ]
            assert month.places == before + sum(of_month) + month.unable_to_close
            before = month.places


def test_order_of_events_does_not_matter():
    for draw, case in drawn_cases():
        shuffled = tuple(draw.sample(case.events, len(case.events)))
        assert forecast(replace(case, events=shuffled)) == forecast(case)


def test_a_day_within_the_month_does_not_matter():
    for _, case in drawn_cases():
        later = tuple(
            replace(one, on=max(one.on.replace(day=28), case.start)) if one.on >= case.start else one
            for one in case.events
        )
        later = tuple(
            one if (one.on.year, one.on.month) == (old.on.year, old.on.month) else old
            for one, old in zip(later, case.events, strict=True)
        )
        assert forecast(replace(case, events=later)) == forecast(case)


def test_nothing_falls_below_zero():
    for _, case in drawn_cases():
        for month in forecast(case).months:
            assert month.people >= 0
            assert month.places >= 0
            assert month.balance == month.places - month.people


def test_what_is_not_counted_is_as_if_it_were_not_there():
    for _, case in drawn_cases():
        only = tuple(one for one in case.events if one.certainty in case.count)
        assert forecast(case) == forecast(replace(case, events=only, count=ALL))


def test_events_after_the_last_month_change_nothing():
    for _, case in drawn_cases(100):
        after = months_from(case.start, len(case.arrivals) + 1)[-1]
        late = Event(after, -1000, Certainty.DECIDED)
        assert forecast(replace(case, events=(*case.events, late))) == forecast(case)


def test_the_first_months_do_not_know_how_long_the_forecast_is():
    for _, case in drawn_cases(100):
        short = replace(case, arrivals=case.arrivals[:1], departures=case.departures[:1])
        assert forecast(case).months[0] == forecast(short).months[0]


def test_first_shortage_and_worst_month_are_among_the_months():
    for _, case in drawn_cases():
        ahead = forecast(case)
        below = [month for month in ahead.months if month.balance < 0]
        assert ahead.first_shortage == (below[0] if below else None)
        assert ahead.worst.balance == min(month.balance for month in ahead.months)


def test_more_arrivals_never_bring_the_shortage_later():
    for _, case in drawn_cases():
        more = replace(case, arrivals=tuple(number + 100 for number in case.arrivals))
        before, after = forecast(case).first_shortage, forecast(more).first_shortage
        assert before is None or after.first <= before.first


def test_spread_parts_add_up_to_the_whole():
    for seed in range(200):
        draw = random.Random(seed)  # noqa: S311  cases, not secrets
        total, months = Decimal(draw.randint(0, 100_000)) / 10, draw.randint(1, 36)
        parts = spread(total, months)
        assert len(parts) == months
        assert sum(parts) in (int(total), int(total) + 1)
        assert max(parts) - min(parts) <= 1


# Single rules


def test_stuttgart_2023_with_the_possible_places():
    ahead = forecast(given(*STUTTGART_2023))
    assert ahead.worst.balance == 876 + 248 - 3415 == -2291
    assert ahead.sentence == "Ab Juni 2024 fehlen Plätze; am meisten fehlen im Juni 2024: 2.291."


def test_stuttgart_2023_without_the_possible_places():
    ahead = forecast(given(*STUTTGART_2023, count=frozenset({Certainty.DECIDED})))
    assert (ahead.worst.balance, ahead.worst.text) == (-2539, "Juni 2024")


def test_an_event_on_the_day_of_the_start_counts():
    case = given(Event(date(2023, 7, 31), -10, Certainty.DECIDED), start=date(2023, 7, 31), months=1)
    assert [(month.first, month.places) for month in forecast(case).months] == [(JULY, 8990)]


def test_an_event_before_the_start_is_left_out_and_told():
    case = given(Event(date(2023, 6, 30), -10, Certainty.DECIDED))
    assert forecast(case).worst.balance == 0
    assert forecast(case).sentence.endswith("Eine Änderung liegt vor dem Beginn und zählt nicht mit.")


def test_departures_end_at_zero_people_and_the_sentence_says_so():
    ahead = forecast(given(people=50, departures=(80, 0), arrivals=(0, 20), months=2))
    assert [month.people for month in ahead.months] == [0, 20]
    assert "Mehr Abgänge als Menschen: Juli 2023; gerechnet ist dort mit null Menschen." in ahead.sentence


def test_closings_end_at_zero_places_and_the_sentence_says_so():
    ahead = forecast(given(Event(JULY, -9001, Certainty.DECIDED), people=0))
    assert {month.places for month in ahead.months} == {0}
    assert "Mehr wegfallende Plätze als vorhanden: Juli 2023" in ahead.sentence


def test_a_rate_takes_its_share_of_those_at_the_beginning_of_each_month():
    ahead = forecast(given(people=1000, arrivals=(100, 0), departures=(0, 0), rate=Decimal(10)))
    assert [month.people for month in ahead.months] == [1000 + 100 - 100, 900]


@pytest.mark.parametrize(("arrivals", "departures"), [((), ()), ((1,), (1, 2))])
def test_each_month_needs_its_numbers(arrivals, departures):
    with pytest.raises(ValueError, match="Each month"):
        forecast(given(arrivals=arrivals, departures=departures))


def test_months_run_on_over_the_year():
    assert months_from(date(2023, 11, 30), 3) == [date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1)]


@pytest.mark.parametrize(
    ("places", "square_metres", "standard", "left"),
    [
        (100, "4.5", "7", 64),  # 64,28…
        (14, "4.5", "7", 9),
        (100, None, "7", 100),
        (100, "7", "7", 100),
        (100, "4.5", None, 100),
        (0, "4.5", "7", 0),
    ],
)
def test_a_larger_standard_leaves_whole_places(places, square_metres, standard, left):
    metres, least = (None if one is None else Decimal(one) for one in (square_metres, standard))
    assert places_at(places, metres, least) == left


# What it says


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            given(Event(date(2023, 9, 1), -65, Certainty.PLANNED), places=9100),
            "Die Plätze reichen in allen zwölf Monaten; am knappsten ist es im September 2023: "
            "35 freie Plätze.",
        ),
        (given(months=1), "Die Plätze reichen im Juli 2023: kein freier Platz."),
        (
            given(months=13),
            "Die Plätze reichen in allen 13 Monaten; am knappsten ist es im Juli 2023: kein freier Platz.",
        ),
        (
            given(arrivals=(1, 0), departures=(0, 1)),
            "Im Juli 2023 fehlt 1 Platz, in den anderen Monaten reichen die Plätze.",
        ),
        (
            given(arrivals=(5, 0, 5, 0), departures=(0, 5, 0, 5)),
            "In 2 von 4 Monaten fehlen Plätze, zuerst im Juli 2023; am meisten fehlen im Juli 2023: 5.",
        ),
        (given(arrivals=3, months=2), "Ab Juli 2023 fehlen Plätze; am meisten fehlen im August 2023: 6."),
    ],
)
def test_the_answer_in_one_sentence(case, sentence):
    assert forecast(case).sentence == sentence


def test_how_much_earlier_places_run_out():
    assert more_arrivals(given(places=9500, arrivals=60), 100) == (
        "100 Personen mehr je Monat: Die Plätze sind im Oktober 2023 statt im März 2024 erschöpft."
    )


@pytest.mark.parametrize(
    ("base", "other", "words"),
    [
        (
            given(),
            given(arrivals=9, places=9200),
            "Die Plätze reichen auch dann; am knappsten ist es im Juni 2024: 92 freie Plätze.",
        ),
        (given(), given(arrivals=9), "Die Plätze sind im Juli 2023 erschöpft, sonst in keinem der Monate."),
        (
            given(arrivals=1),
            given(arrivals=9),
            "Die Plätze sind ebenso im Juli 2023 erschöpft; dann fehlen bis zu 108 statt 12 Plätze.",
        ),
        (
            given(arrivals=1),
            given(),
            "Die Plätze reichen dann; am knappsten ist es im Juli 2023: kein freier Platz.",
        ),
    ],
)
def test_two_forecasts_compared(base, other, words):
    assert comparison(forecast(base), forecast(other)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (ALL, "beschlossene, geplante und mögliche Änderungen"),
        ({Certainty.DECIDED}, "beschlossene Änderungen"),
        ((), "keine Änderung"),
    ],
)
def test_what_is_counted_in_words(count, words):
    assert count_text(count) == words
