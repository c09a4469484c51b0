"""What a fund had in a year, and what became of it: joined once, told in many ways."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from culture_sport.models import FundBudget, Grant
from portal.models import Citation


@dataclass(frozen=True)
class FundYear:
    """EUR. None is no data: no budget is known, or no grant is recorded."""

    fund: str
    branch: str
    years: str
    budget: Decimal | None
    requested: Decimal | None
    bound: Decimal | None
    paid: Decimal | None
    undecided: int
    wording: str
    citation: Citation | None
    example: bool

    @property
    def label(self) -> str:
        return f"{self.fund} {self.years}"

    @property
    def recorded(self) -> bool:
        """Whether single grants are known."""
        return self.bound is not None

    @property
    def free(self) -> Decimal | None:
        return None if self.budget is None or self.bound is None else self.budget - self.bound

    @property
    def overdrawn(self) -> bool:
        return self.free is not None and self.free < 0


def fund_years(as_of: date) -> list[FundYear]:
    """Years that have begun; a year with grants and without a budget stands there too."""
    sums = {(row["fund"], row["year"], row["example"]): row for row in Grant.objects.sums_of_years(as_of)}
    known = [
        with_budget(budget, sums.pop((budget.fund_id, budget.year, budget.example), None))
        for budget in FundBudget.objects.begun_by(as_of)
    ]
    return known + [without_budget(row) for row in sums.values()]


def with_budget(budget: FundBudget, row: dict | None) -> FundYear:
    return FundYear(
        fund=budget.fund.name, branch=budget.fund.branch, years=budget.years, budget=budget.amount,
        **amounts(row), wording=budget.wording, citation=budget.citation, example=budget.example,
    )  # fmt: skip


def without_budget(row: dict) -> FundYear:
    return FundYear(
        fund=row["fund__name"], branch=row["fund__branch"], years=str(row["year"]), budget=None,
        **amounts(row), wording="", citation=None, example=row["example"],
    )  # fmt: skip


def amounts(row: dict | None) -> dict:
    """Where grants are recorded and none is decided or paid yet, nothing is bound or paid: 0, not no data."""
    if row is None:
        return {"requested": None, "bound": None, "paid": None, "undecided": 0}
    nothing = Decimal(0)
    return {
        "requested": row["requested_sum"],
        "bound": row["granted_sum"] or nothing,
        "paid": row["paid_sum"] or nothing,
        "undecided": row["undecided"],
    }


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
