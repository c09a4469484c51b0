"""How one shelter stands on the newest reporting date: what it said, and whether that still counts."""

from dataclasses import dataclass
from datetime import date

from accommodation.chapter.carried import carried_days, days_text
from accommodation.chapter.curve import PERSONS
from accommodation.models import Capacity, Occupancy, Shelter
from portal.dates import german_date, month_text
from portal.figures import KIND_TEXT, Kind, Value, missing

NOT_COUNTED = "zählt nicht in der Summe"


@dataclass(frozen=True)
class Standing:
    """What holds of one shelter on the newest reporting date (`day`; None before the first).
    `newest`: its last statement up to that day, which may fill a gap for so many `days`.
    `capacity`: None where nobody has entered its places."""

    shelter: Shelter
    newest: Occupancy | None
    day: date | None
    days: int
    capacity: Capacity | None

    @property
    def stated(self) -> bool:
        """Whether it said something for that very day, be it „keine Angabe“."""
        return self.newest is not None and self.newest.as_of == self.day

    @property
    def reported(self) -> bool:
        return self.stated and self.newest.occupied is not None

    @property
    def carried(self) -> bool:
        return self.newest is not None and self.newest.carried_to(self.day, self.days)

    @property
    def expected(self) -> bool:
        return self.day is not None and self.shelter.open_on(self.day)

    @property
    def value(self) -> Value:
        if self.stated:
            return self.newest.as_value()
        return self.newest.as_carried() if self.carried else missing(PERSONS)

    @property
    def trace(self) -> str:
        """Where the number was delivered; empty where none is shown."""
        return self.newest.address if self.stated or self.carried else ""

    @property
    def kind_text(self) -> str:
        """„gemeldet“, „fortgeschrieben (Stand 31.07.2017)“, „nicht gemeldet, zuletzt 118 (Stand …), älter
        als 45 Tage, zählt nicht in der Summe“."""
        if self.stated:
            return KIND_TEXT[self.value.kind]
        if self.carried:
            return f"{KIND_TEXT[Kind.CARRIED]} ({stand(self.newest)})"
        silent = "nicht gemeldet" if self.expected else "nicht in Betrieb"
        if self.newest is None:
            return silent
        last = f"{silent}, zuletzt {self.newest.as_value().number} ({stand(self.newest)})"
        return f"{last}, {self.uncounted}" if self.uncounted else last

    @property
    def uncounted(self) -> str:
        """Why the last number of a silent shelter is in no sum: „älter als 45 Tage, zählt nicht in der
        Summe“. Empty where it is, where there is none, and of a shelter from which none is expected."""
        silent = self.expected and not self.stated and not self.carried
        if not silent or self.newest is None or self.newest.occupied is None:
            return ""
        return f"älter als {days_text(self.days)}, {NOT_COUNTED}" if self.days else NOT_COUNTED


def stand(statement: Occupancy) -> str:
    """„Stand 31.07.2017“, „Stand Juli 2017“."""
    only_month = statement.precision == "month"
    return f"Stand {month_text(statement.as_of) if only_month else german_date(statement.as_of)}"


def standing_of(shelter: Shelter, newest: Occupancy | None, as_of: date) -> Standing:
    """Of one shelter, without its places; `newest` is its last statement up to that day."""
    day = Occupancy.objects.newest_dates(as_of).get(shelter.example)
    return Standing(shelter, newest, day, carried_days(), None)
