"""The months ahead, as pure functions. What holds for every case is tried on many of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    with_more_arrivals,
)
from portal.numbers import rounded

JULY = date(2023, 7, 1)
STUTTGART_2023 = (
    Event(date(2024, 6, 30), -3415, Certainty.DECIDED, "24 Unterkünfte enden"),
    Event(date(2024, 2, 1), 876, Certainty.DECIDED, "beschlossen"),
    Event(date(2024, 5, 15), 248, Certainty.POSSIBLE, "möglich"),
)

DAYS = st.dates(date(2023, 5, 1), date(2024, 4, 30))
EVENTS = st.builds(Event, DAYS, st.integers(-400, 400), st.sampled_from(Certainty))
COUNTS = st.frozensets(st.sampled_from(Certainty))
FLOWS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=9)
RATES = st.sampled_from([Decimal(0), Decimal("2.5"), Decimal(50)])


@st.composite
def cases(draw: st.DrawFn, rates=RATES) -> Assumptions:
    arrivals, departures = zip(*draw(FLOWS), strict=True)
    people, places = draw(st.integers(0, 2000)), draw(st.integers(0, 2000))
    events = tuple(draw(st.lists(EVENTS, max_size=5)))
    return Assumptions(draw(DAYS), people, places, arrivals, departures, events, draw(COUNTS), draw(rates))


def assumed(*events: Event, months: int = 12, arrivals=0, departures=0, **fields) -> Assumptions:
    each = {"arrivals": arrivals, "departures": departures}
    flows = {name: (value,) * months if isinstance(value, int) else value for name, value in each.items()}
    return Assumptions(**{"start": JULY, "people": 9000, "places": 9000, "events": events, **flows, **fields})


# What holds in every case


@given(cases(rates=st.just(Decimal(0))))
def test_people_are_conserved_month_by_month(case):
    before = case.people
    for at, month in enumerate(forecast(case).months):
        left = case.departures[at] - month.unable_to_leave
        assert month.people == before + case.arrivals[at] - left
        assert left >= 0
        before = month.people


@given(cases())
def test_places_are_conserved_month_by_month(case):
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


@given(cases(), st.randoms())
def test_order_of_events_does_not_matter(case, chance):
    shuffled = tuple(chance.sample(case.events, len(case.events)))
    assert forecast(replace(case, events=shuffled)) == forecast(case)


@given(cases(), st.integers(1, 28))
def test_a_day_within_the_month_does_not_matter(case, day):
    case = replace(case, start=case.start.replace(day=1))
    moved = tuple(replace(one, on=one.on.replace(day=day)) for one in case.events)
    assert forecast(replace(case, events=moved)) == forecast(case)


@given(cases())
def test_nothing_falls_below_zero(case):
    for month in forecast(case).months:
        assert month.people >= 0
        assert month.places >= 0
        assert month.balance == month.places - month.people


@given(cases())
def test_what_is_not_counted_is_as_if_it_were_not_there(case):
    only = tuple(one for one in case.events if one.certainty in case.count)
    assert forecast(case) == forecast(replace(case, events=only, count=ALL))


@given(cases())
def test_events_after_the_last_month_change_nothing(case):
    after = months_from(case.start, len(case.arrivals) + 1)[-1]
    late = Event(after, -1000, Certainty.DECIDED)
    assert forecast(replace(case, events=(*case.events, late))) == forecast(case)


@given(cases())
def test_the_first_months_do_not_know_how_long_the_forecast_is(case):
    short = replace(case, arrivals=case.arrivals[:1], departures=case.departures[:1])
    assert forecast(case).months[0] == forecast(short).months[0]


@given(cases())
def test_first_shortage_and_worst_month_are_among_the_months(case):
    ahead = forecast(case)
    below = [month for month in ahead.months if month.balance < 0]
    assert ahead.first_shortage == (below[0] if below else None)
    assert ahead.worst.balance == min(month.balance for month in ahead.months)


@given(cases(), st.integers(0, 300))
def test_more_arrivals_never_bring_the_shortage_later(case, more):
    before = forecast(case).first_shortage
    after = forecast(with_more_arrivals(case, more)).first_shortage
    assert before is None or after.first <= before.first


@given(st.decimals(0, 10_000, places=1), st.integers(1, 36))
def test_spread_parts_add_up_to_the_whole(total, months):
    parts = spread(total, months)
    assert len(parts) == months
    assert sum(parts) == rounded(total)
    assert max(parts) - min(parts) <= 1


# Single rules


def test_stuttgart_2023_with_the_possible_places():
    ahead = forecast(assumed(*STUTTGART_2023))
    assert ahead.worst.balance == 876 + 248 - 3415 == -2291
    assert ahead.sentence == "Ab Juni 2024 fehlen Plätze; am meisten fehlen im Juni 2024: 2.291."


def test_stuttgart_2023_without_the_possible_places():
    ahead = forecast(assumed(*STUTTGART_2023, count=frozenset({Certainty.DECIDED})))
    assert (ahead.worst.balance, ahead.worst.text) == (-2539, "Juni 2024")


def test_an_event_on_the_day_of_the_start_counts():
    case = assumed(Event(date(2023, 7, 31), -10, Certainty.DECIDED), start=date(2023, 7, 31), months=1)
    assert [(month.first, month.places) for month in forecast(case).months] == [(JULY, 8990)]


def test_an_event_before_the_start_is_left_out_and_told():
    case = assumed(Event(date(2023, 6, 30), -10, Certainty.DECIDED))
    assert forecast(case).worst.balance == 0
    assert forecast(case).sentence.endswith("Eine Änderung liegt vor dem Beginn und zählt nicht mit.")


def test_departures_end_at_zero_people_and_the_sentence_says_so():
    ahead = forecast(assumed(people=50, departures=(80, 0), arrivals=(0, 20), months=2))
    assert [month.people for month in ahead.months] == [0, 20]
    assert "Mehr Abgänge als Menschen: Juli 2023; gerechnet ist dort mit null Menschen." in ahead.sentence


def test_closings_end_at_zero_places_and_the_sentence_says_so():
    ahead = forecast(assumed(Event(JULY, -9001, Certainty.DECIDED), people=0))
    assert {month.places for month in ahead.months} == {0}
    assert "Mehr wegfallende Plätze als vorhanden: Juli 2023" in ahead.sentence


def test_a_rate_takes_its_share_of_those_at_the_beginning_of_each_month():
    ahead = forecast(assumed(people=1000, arrivals=(100, 0), departures=(0, 0), rate=Decimal(10)))
    assert [month.people for month in ahead.months] == [1000 + 100 - 100, 900]


@pytest.mark.parametrize(("arrivals", "departures"), [((), ()), ((1,), (1, 2))])
def test_each_month_needs_its_numbers(arrivals, departures):
    with pytest.raises(ValueError, match="Each month"):
        forecast(assumed(arrivals=arrivals, departures=departures))


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
            assumed(Event(date(2023, 9, 1), -65, Certainty.PLANNED), places=9100),
            "Die Plätze reichen in allen zwölf Monaten; am knappsten ist es im September 2023: "
            "35 freie Plätze.",
        ),
        (assumed(arrivals=4, months=1), "Im Juli 2023 fehlen 4 Plätze."),
        (assumed(months=1), "Die Plätze reichen im Juli 2023: kein freier Platz."),
        (
            assumed(months=13),
            "Die Plätze reichen in allen 13 Monaten; am knappsten ist es im Juli 2023: kein freier Platz.",
        ),
        (
            assumed(arrivals=(1, 0), departures=(0, 1)),
            "Im Juli 2023 fehlt 1 Platz, in den anderen Monaten reichen die Plätze.",
        ),
        (
            assumed(arrivals=(5, 0, 5, 0), departures=(0, 5, 0, 5)),
            "In 2 von 4 Monaten fehlen Plätze, zuerst im Juli 2023; am meisten fehlen im Juli 2023: 5.",
        ),
        (assumed(arrivals=3, months=2), "Ab Juli 2023 fehlen Plätze; am meisten fehlen im August 2023: 6."),
    ],
)
def test_the_answer_in_one_sentence(case, sentence):
    assert forecast(case).sentence == sentence


def test_how_much_earlier_places_run_out():
    assert more_arrivals(assumed(places=9500, arrivals=60), 100) == (
        "100 Personen mehr je Monat: Die Plätze sind im Oktober 2023 statt im März 2024 erschöpft."
    )


@pytest.mark.parametrize(
    ("base", "other", "words"),
    [
        (
            assumed(),
            assumed(arrivals=9, places=9200),
            "Die Plätze reichen auch dann; am knappsten ist es im Juni 2024: 92 freie Plätze.",
        ),
        (
            assumed(),
            assumed(arrivals=9),
            "Die Plätze sind im Juli 2023 erschöpft, sonst in keinem der Monate.",
        ),
        (
            assumed(arrivals=1),
            assumed(arrivals=9),
            "Die Plätze sind ebenso im Juli 2023 erschöpft; dann fehlen bis zu 108 statt 12 Plätze.",
        ),
        (
            assumed(arrivals=1),
            assumed(),
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
