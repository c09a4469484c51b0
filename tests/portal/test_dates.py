"""A date with a precision is a period: sorted by its days, printed as precisely as it is known."""

from datetime import date

import pytest

from portal import dates
from portal.dates import Period, Precision


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (dates.day(date(2016, 7, 1)), date(2016, 7, 1), date(2016, 7, 1)),
        (dates.month(2016, 2), date(2016, 2, 1), date(2016, 2, 29)),
        (dates.month(2016, 12), date(2016, 12, 1), date(2016, 12, 31)),
        (dates.quarter(2017, 1), date(2017, 1, 1), date(2017, 3, 31)),
        (dates.quarter(2017, 4), date(2017, 10, 1), date(2017, 12, 31)),
        (dates.half_year(2016, 1), date(2016, 1, 1), date(2016, 6, 30)),
        (dates.half_year(2016, 2), date(2016, 7, 1), date(2016, 12, 31)),
        (dates.year(2015), date(2015, 1, 1), date(2015, 12, 31)),
        (dates.about("Mitte", 2015), date(2015, 5, 1), date(2015, 8, 31)),
        (dates.about("Anfang", 2016), date(2016, 1, 1), date(2016, 3, 31)),
    ],
    ids=str,
)
def test_a_period_has_a_first_and_a_last_day(period: Period, start: date, end: date):
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        (dates.day(date(2016, 7, 1)), "1. Juli 2016"),
        (dates.month(2017, 8), "August 2017"),
        (dates.quarter(2017, 1), "1. Quartal 2017"),
        (dates.quarter(2017, 4), "4. Quartal 2017"),
        (dates.half_year(2016, 1), "1. Halbjahr 2016"),
        (dates.half_year(2016, 2), "2. Halbjahr 2016"),
        (dates.year(2015), "2015"),
        (dates.about("Mitte", 2015), "Mai 2015 bis August 2015"),
        (Period(date(2014, 5, 1), None, Precision.ABOUT), "seit Mai 2014"),
    ],
)
def test_a_period_is_printed_as_precisely_as_it_is_known(period: Period, printed: str):
    assert str(period) == printed


@pytest.mark.parametrize("word", dates.ABOUT_MONTHS)
def test_every_vague_word_lies_within_its_year(word: str):
    period = dates.about(word, 2015)

    assert period.end is not None
    assert date(2015, 1, 1) <= period.start < period.end <= date(2015, 12, 31)


def test_an_unknown_vague_word_is_no_date():
    with pytest.raises(KeyError):
        dates.about("Neulich", 2015)


def test_the_last_of_february_depends_on_the_year():
    assert dates.last_of_month(date(2016, 2, 5)) == date(2016, 2, 29)
    assert dates.last_of_month(date(2017, 2, 5)) == date(2017, 2, 28)


def test_a_date_is_written_with_points():
    assert dates.german_date(date(2017, 8, 1)) == "01.08.2017"


def test_a_date_in_a_sentence_has_its_month_in_letters():
    assert dates.long_date(date(2017, 3, 1)) == "1. März 2017"


def test_a_month_is_written_in_letters():
    assert dates.month_text(date(2017, 3, 31)) == "März 2017"
