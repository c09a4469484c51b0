"""A council paper that was written in another way: „675/2916“ is 675/2016, „grdrs532/17“ is 532/2017."""

import re

from portal.models import Source
from portal.paper_numbers import meant_years, number_in, plausible
from portal.search.entries import Reader

SHORT_YEAR = re.compile(r"(?<=/)\s*(\d{2})(?!\d)")  # of this century


def meant_paper(query: str, reader: Reader, *, found: bool) -> Source | None:
    """The latest known paper one slip away from a year that cannot be. Where nothing was `found`, also the
    paper of a year that can be: something else in the query was not right."""
    printed = number_in(SHORT_YEAR.sub(r"20\1", query))
    if printed is None or (found and plausible(printed[1])):
        return None
    number, year = printed
    years = [year] if plausible(year) else meant_years(year)
    known = Source.objects.all().open_to(reader.inside).filter(number=number, year__in=years)
    return known.order_by("-year", "suffix").first()
