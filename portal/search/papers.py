"""A mistyped council paper: „675/2916“ is 675/2016."""

from portal.models import Source
from portal.paper_numbers import meant_years, number_in, plausible
from portal.search.entries import Reader


def meant_paper(query: str, reader: Reader) -> Source | None:
    """The latest known paper one slip away from a year that cannot be."""
    printed = number_in(query)
    if printed is None or plausible(printed[1]):
        return None
    number, year = printed
    known = Source.objects.all().open_to(reader.inside).filter(number=number, year__in=meant_years(year))
    return known.order_by("-year").first()
