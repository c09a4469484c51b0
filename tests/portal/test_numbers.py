"""Numbers as the council papers print them, and as people type them."""

from decimal import Decimal

import pytest

from portal.numbers import german, parse_german, percent, rounded, signed, unbroken, with_unit

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("amount", "decimals", "printed"),
    [
        ("0", 0, "0"),
        ("999", 0, "999"),
        ("7362", 0, "7.362"),
        ("1234567.891", 2, "1.234.567,89"),
        ("6.47", 2, "6,47"),
        ("6.4", 2, "6,40"),
        ("-212", 0, "−212"),
        ("-7362.5", 1, "−7.362,5"),
    ],
)
def test_numbers_are_printed_as_in_the_papers(amount: str, decimals: int, printed: str):
    assert german(Decimal(amount), decimals) == printed


@pytest.mark.parametrize(
    ("exact", "kaufmaennisch"), [("0.5", "1"), ("1.5", "2"), ("2.5", "3"), ("-2.5", "-3"), ("2.4999", "2")]
)
def test_a_half_is_rounded_away_from_zero(exact: str, kaufmaennisch: str):
    assert rounded(Decimal(exact)) == Decimal(kaufmaennisch)


def test_nothing_is_ever_minus_zero():
    assert german(Decimal("-0.4")) == "0"


@pytest.mark.parametrize(
    ("amount", "printed"), [("12", "+12"), ("-212", "−212"), ("0", "±0"), ("-0.2", "±0"), ("1500", "+1.500")]
)
def test_a_change_has_a_sign(amount: str, printed: str):
    assert signed(Decimal(amount)) == printed


def test_percentages_have_one_decimal_and_a_space_that_does_not_break():
    assert percent(Decimal("9.57")) == f"9,6{NO_BREAK}%"


def test_a_unit_never_leaves_its_number():
    assert with_unit("7.362", "Personen") == f"7.362{NO_BREAK}Personen"


def test_of_one_there_is_one():
    assert with_unit("1", "Kurse") == f"1{NO_BREAK}Kurs"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<p>um 11 % gesunken</p>", f"<p>um 11{NO_BREAK}% gesunken</p>"),
        ("<p>160 Mio. EUR</p>", f"<p>160{NO_BREAK}Mio.{NO_BREAK}EUR</p>"),
        ("<text>2 EUR</text><p>je Platz</p>", f"<text>2{NO_BREAK}EUR</text><p>je Platz</p>"),
        ('<input value="11 %">', '<input value="11 %">'),
        ("<textarea>um 11 %\nund mehr</textarea>", "<textarea>um 11 %\nund mehr</textarea>"),
        ("<p>2 Europäer</p>", "<p>2 Europäer</p>"),
    ],
)
def test_a_page_keeps_units_with_their_numbers_and_leaves_what_is_typed_as_it_is(typed: str, printed: str):
    assert unbroken(typed) == printed


def test_without_unit_nothing_follows():
    assert with_unit("7.362", "") == "7.362"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7362", "7362"),
        ("7.362", "7362"),
        ("7.362,5", "7362.5"),
        ("6,47", "6.47"),
        (" 12 ", "12"),
        ("-5", "-5"),
        ("−5", "-5"),
        (f"7{NO_BREAK}362", "7362"),
        ("1.234.567", "1234567"),
    ],
)
def test_what_people_type_is_understood(typed: str, meant: str):
    assert parse_german(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["", "viele", "7.36", "7,3,6", "7.3625", "1e5", "NaN", "Infinity", "1_000", "½"]
)
def test_what_is_no_number_is_refused(typed: str):
    with pytest.raises(ValueError, match="ist keine Zahl"):
        parse_german(typed)


@pytest.mark.parametrize("amount", ["0", "7362", "-212", "6.47", "1234567.89"])
def test_what_is_printed_can_be_typed_again(amount: str):
    assert parse_german(german(Decimal(amount), 2)) == Decimal(amount)
