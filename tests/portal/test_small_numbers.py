"""What the public sees must not give away what it does not see.

The attacker of these tests knows every number shown, the threshold and the rule itself. All cities
of up to four districts with counts around the threshold are tried.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest

from portal.figures import Kind, Value, missing
from portal.small_numbers import protect

Shown = tuple[tuple[str, ...], str]


def persons(count: int) -> Value:
    return Value(Decimal(count), unit="Personen")


def published(*counts: int, threshold: int = 5) -> Shown:
    """What is printed for the districts and for the city."""
    parts, total = protect([persons(count) for count in counts], persons(sum(counts)), threshold)
    return tuple(part.number for part in parts), total.number


def secrets_by_publication(districts: int, threshold: int) -> dict[Shown, list[tuple[int, ...]]]:
    """For everything that can be published, all the truths behind it."""
    truths = defaultdict(list)
    for counts in product(range(threshold + 4), repeat=districts):
        truths[published(*counts, threshold=threshold)].append(counts)
    return truths


def hidden_cells(districts: int, threshold: int) -> Iterator[tuple[Shown, set[int], list[tuple[int, ...]]]]:
    for shown, truths in secrets_by_publication(districts, threshold).items():
        for place, text in enumerate(shown[0]):
            if text == "•":
                yield shown, {counts[place] for counts in truths}, truths


@pytest.mark.parametrize(("districts", "threshold"), [(1, 3), (2, 3), (3, 3), (4, 3), (2, 5), (3, 5)])
def test_whoever_knows_the_rule_cannot_pin_a_hidden_count(districts: int, threshold: int):
    cells = list(hidden_cells(districts, threshold))

    assert cells
    assert [shown for shown, possible, _ in cells if len(possible) < 2] == []


@pytest.mark.parametrize("threshold", [3, 5])
def test_a_sum_of_hidden_counts_leaves_room_for_each_to_be_at_the_threshold(threshold: int):
    tight = []
    for counts in product(range(threshold + 4), repeat=3):
        parts, total = published(*counts, threshold=threshold)
        hidden = [count for count, text in zip(counts, parts, strict=True) if text == "•"]
        if hidden and total != "•" and sum(hidden) - (len(hidden) - 1) < threshold:
            tight.append(counts)

    assert tight == []


@pytest.mark.parametrize("threshold", [3, 5])
def test_no_count_below_the_threshold_is_ever_shown_except_zero(threshold: int):
    small = {str(count) for count in range(1, threshold)}

    shown = {
        text
        for counts in product(range(threshold + 4), repeat=3)
        for text in published(*counts, threshold=threshold)[0]
    }

    assert shown & small == set()


@pytest.mark.parametrize("counts", [(0, 0), (5, 12, 400), (0, 7)])
def test_without_small_counts_everything_is_shown(counts: tuple[int, ...]):
    assert published(*counts) == (tuple(map(str, counts)), str(sum(counts)))


def test_a_single_small_count_takes_the_next_smallest_with_it():
    assert published(3, 40, 12) == (("•", "40", "•"), "55")


def test_two_small_counts_whose_sum_says_nothing_hide_no_other():
    assert published(3, 4, 40, 12) == (("•", "•", "40", "12"), "59")


def test_two_small_counts_that_add_up_to_few_hide_another():
    assert published(1, 2, 40, 12) == (("•", "•", "40", "•"), "55")


def test_small_counts_that_can_only_be_the_highest_hide_another():
    assert published(4, 4, 40, 12) == (("•", "•", "40", "•"), "60")


def test_equal_counts_are_hidden_together():
    assert published(3, 12, 12, 40) == (("•", "•", "•", "40"), "67")


def test_where_no_other_count_can_be_hidden_the_total_is():
    assert published(3, 0, 0) == (("•", "0", "0"), "•")


def test_a_small_total_without_parts_is_hidden():
    parts, total = protect((), persons(4), 5)

    assert (parts, total.kind) == ((), Kind.SUPPRESSED)


def test_a_total_of_zero_is_shown():
    assert protect((), persons(0), 5) == ((), persons(0))


def test_what_is_missing_stays_missing():
    parts, total = protect([missing("Personen"), persons(3), persons(9)], missing("Personen"), 5)

    assert [part.number for part in parts] == ["k. A.", "•", "9"]
    assert total == missing("Personen")


def test_a_hidden_count_keeps_neither_number_nor_wording():
    (hidden, _), _ = protect([Value(Decimal(3), qualifier="über"), persons(90)], persons(93), 5)

    assert hidden == Value(None, Kind.SUPPRESSED)


def test_a_threshold_of_two_would_protect_nothing():
    with pytest.raises(ValueError, match="at least 3"):
        protect([persons(1)], persons(1), 2)


def test_numbers_are_protected_only_once():
    with pytest.raises(ValueError, match="already"):
        protect([persons(1).suppressed()], persons(30), 5)
