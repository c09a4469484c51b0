"""The series that speak of a day: what is known of the people in the shelters."""

from dataclasses import dataclass
from datetime import date

from accommodation.chapter.counted import Counted, counted_until
from accommodation.chapter.curve import occupancy_chart, series_of_sources
from accommodation.chapter.sums import speaks_for_the_city, sum_series
from portal.figures import EXAMPLE, Audience, Chart, Series

NO_EXAMPLES = Series("example", EXAMPLE, (), example=True)


@dataclass(frozen=True)
class Known:
    """The series that speak of a day, asked for once."""

    reported: Series
    sums: Series
    others: Series
    examples: Series
    counted: Counted

    @property
    def leading(self) -> Series:
        """What may speak for the city: the shelters' own sum where all reported, else the papers."""
        return self.sums.told if speaks_for_the_city(self.sums, self.reported) else self.reported

    @property
    def chart(self) -> Chart:
        curve = (self.reported, self.sums, self.others, self.examples)
        return occupancy_chart(self.leading, [one for one in curve if one.points], self.counted.carried)


def known_on(as_of: date, audience: Audience, *, invented: bool = True) -> Known:
    counted = counted_until(as_of)
    reported, others = series_of_sources(as_of)
    return Known(
        reported=reported,
        sums=sum_series(counted, audience, example=False),
        others=others,
        examples=sum_series(counted, audience, example=True) if invented else NO_EXAMPLES,
        counted=counted,
    )
