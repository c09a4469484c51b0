"""Damaged lists get an answer, whatever was done to them. Fixed seeds: the same files every time."""

from itertools import islice

import pytest

from tests.fuzz_sheets import files, problem_with


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_list_is_read_or_refused_but_never_breaks_the_reader(seed):
    for name, data in islice(files(seed), 60):
        assert problem_with(name, data) == ""
