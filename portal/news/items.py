"""One figure that has been released, in words."""

from dataclasses import dataclass

from portal.figures import Change, Value
from portal.numbers import signed


@dataclass(frozen=True)
class News:
    """`change` and `note` are sentences, empty where there is nothing to say."""

    label: str
    value: Value
    when: str
    source: str
    address: str  # of the page that shows it, without the host
    change: str = ""
    note: str = ""
    example: bool = False

    @property
    def figure(self) -> str:
        """„7.362 Personen (31.08.2017, geschätzt)“, „keine Angabe (31.08.2017)“"""
        if self.value.amount is None:
            return f"{self.value.mark} ({self.when})"
        return f"{self.value} ({', '.join(filter(None, (self.when, self.value.mark)))})"


def difference(newer: Value, older: Value, when: str) -> str:
    """„−212 (−2,8 %) gegenüber Juli 2017 (7.574)“; empty where one of both has no number."""
    if newer.amount is None or older.amount is None:
        return ""
    before = f"{when} ({', '.join(filter(None, (older.number, older.mark)))})"
    amount = newer.amount - older.amount
    if not amount:
        return f"unverändert gegenüber {before}"
    if newer.unit == "%":
        return f"{signed(amount, newer.decimals)} Prozentpunkte gegenüber {before}"
    share = amount / older.amount * 100 if older.amount else None
    return str(Change(amount, before, newer.decimals, share))
