"""How long a contract may run, to the day; what stands in its way, and by which rule."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from fim.models import Contract
from portal.dates import last_day_of_term
from tests.factories import CitationFactory, ContractFactory, PlacementFactory, RuleFactory

# The six examples of the department.
SIX_MONTHS = [
    (date(2017, 6, 8), date(2017, 12, 7)),
    (date(2017, 9, 1), date(2018, 2, 28)),
    (date(2017, 8, 31), date(2018, 2, 28)),
    (date(2018, 3, 1), date(2018, 8, 31)),
    (date(2019, 8, 29), date(2020, 2, 28)),
    (date(2019, 8, 30), date(2020, 2, 29)),
]
DAY_AFTER = {last: date.fromordinal(last.toordinal() + 1) for _, last in SIX_MONTHS}


@pytest.mark.parametrize(("start", "last"), SIX_MONTHS)
def test_six_months_end_on_the_day_before_the_same_number_or_with_the_month(start, last):
    assert last_day_of_term(start, 6) == last


def test_twelve_months_from_leap_day_end_with_february():
    assert last_day_of_term(date(2020, 2, 29), 12) == date(2021, 2, 28)


@pytest.fixture
def rule(db):
    """Six months, by the report's chapter 5."""
    source = {"source__title": "Ausführlicher Bericht", "source__number": None, "source__year": None}
    return RuleFactory(
        title="Festlegung vom 08.06.2017",
        citation=CitationFactory(**source, chapter="5 FIM", locator="Absatz 6"),
    )


def signed(on: date, start: date, end: date, **about) -> Contract:
    return ContractFactory.build(
        placement=about.pop("placement", None) or PlacementFactory(),
        signed_on=on,
        start=start,
        end=end,
        **about,
    )


def refused(contract: Contract) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        contract.full_clean()
    return refusal.value.message_dict


@pytest.mark.parametrize(("start", "last"), SIX_MONTHS)
def test_the_last_day_is_allowed_and_the_next_one_is_not(rule, start, last):
    signed(max(start, rule.valid_from), start, last).full_clean()
    assert "end" in refused(signed(max(start, rule.valid_from), start, DAY_AFTER[last]))


def test_the_message_says_what_is_allowed_by_which_rule_and_source(rule):
    (text,) = refused(signed(date(2017, 6, 8), date(2017, 6, 8), date(2018, 6, 7)))["end"]
    assert "höchstens bis 07.12.2017" in text
    assert "Wer ab dem 08.06.2017 unterschreibt, schließt für höchstens 6 Monate ab" in text
    assert "Festlegung vom 08.06.2017; Quelle: Ausführlicher Bericht, 5 FIM, Absatz 6" in text


def test_who_signed_the_day_before_keeps_a_whole_year(rule):
    signed(date(2017, 6, 7), date(2017, 7, 1), date(2018, 6, 30)).full_clean()


def test_the_day_of_the_signature_counts_and_not_that_of_the_begin(rule):
    late = signed(date(2017, 6, 8), date(2017, 6, 1), date(2018, 5, 31))
    assert "end" in refused(late)


def test_the_newest_rule_of_the_day_holds(rule):
    RuleFactory(valid_from=date(2018, 1, 1), max_months=12)
    signed(date(2018, 1, 1), date(2018, 1, 1), date(2018, 12, 31)).full_clean()
    assert "end" in refused(signed(date(2017, 12, 31), date(2018, 1, 1), date(2018, 12, 31)))


def test_a_rule_that_says_nothing_about_the_term_leaves_the_earlier_one_in_force(rule):
    RuleFactory(valid_from=date(2018, 1, 1), max_months=None, hours_per_week=20)
    assert "end" in refused(signed(date(2018, 2, 1), date(2018, 2, 1), date(2018, 12, 31)))


# The chain of extensions


@pytest.fixture
def first(rule):
    """A whole year until the end of 2017, signed before the rule."""
    return ContractFactory(signed_on=date(2016, 12, 1), start=date(2017, 1, 1), end=date(2017, 12, 31))


def test_an_extension_follows_and_has_a_term_of_its_own(first):
    signed(
        date(2017, 12, 1), date(2018, 1, 1), date(2018, 6, 30), placement=first.placement, extends=first
    ).full_clean()


def test_an_extension_begins_after_the_contract_that_it_extends(first):
    overlapping = signed(
        date(2017, 12, 1), date(2017, 12, 31), date(2018, 6, 30), placement=first.placement, extends=first
    )
    assert refused(overlapping)["start"] == ["Der Vertrag, den dieser verlängert, läuft noch bis 31.12.2017."]


def test_only_a_contract_of_the_same_measure_is_extended(first):
    elsewhere = signed(date(2017, 12, 1), date(2018, 1, 1), date(2018, 6, 30), extends=first)
    assert refused(elsewhere)["extends"] == ["Verlängert werden kann nur ein Vertrag derselben Maßnahme."]
