"""Numbers of council papers, „675/2016“, and what a mistyped year was meant to be.

The source of the rule is the council itself: numbers run per year, and there is none before 1945.
"""

import re

from django.utils import timezone

FIRST_YEAR = 1945
HIGHEST = 99_999
PRINTED = re.compile(r"(?<!\d)(\d{1,5})\s*/\s*(\d{4})(?!\d)")


def last_year() -> int:
    """A paper for the next budget may be announced already."""
    return timezone.localdate().year + 1


def plausible(year: int) -> bool:
    return FIRST_YEAR <= year <= last_year()


def number_in(text: str) -> tuple[int, int] | None:
    """Number and year, as they stand in „GRDrs 675/2916“ or „675 / 2916“; None where there is no such
    number."""
    found = PRINTED.search(text)
    return (int(found[1]), int(found[2])) if found else None


def meant_years(year: int) -> list[int]:
    """The plausible years that are one slip away: a wrong digit, or two exchanged. The latest first."""
    return sorted(filter(plausible, slips(str(year))), reverse=True)


def slips(digits: str) -> set[int]:
    """2916 → 2016, 2196 and so on."""
    wrong = {
        digits[:place] + digit + digits[place + 1 :] for place in range(len(digits)) for digit in "0123456789"
    }
    exchanged = {
        digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        for place in range(len(digits) - 1)
    }
    return {int(one) for one in wrong | exchanged}
