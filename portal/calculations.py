"""The ways in which a claim can be computed again: a closed set, so that nobody has to type a formula.

Each takes figures and, where it compares, figures to compare them with; several are added up first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, pairwise
from typing import Protocol

from django.db.models import TextChoices

from portal.dates import german_date, last_day_of_term
from portal.figures import Kind, Value, Verdict
from portal.numbers import german, percent, rounded, with_unit


class Calculation(TextChoices):
    PERCENT_CHANGE = "percent_change", "Veränderung in Prozent"
    MULTIPLE = "multiple", "Vielfaches"
    SHARE = "share", "Anteil in Prozent"
    QUOTIENT = "quotient", "Quotient: Wert je Bezug"
    SUM = "sum", "Summe"
    DIFFERENCE = "difference", "Unterschied"
    PRODUCT = "product", "Produkt"
    COMPLEMENT = "complement", "Rest zu 100 %"
    GROWTH_FACTOR = "growth_factor", "Vielfaches aus einem Zuwachs in Prozent"
    COMPARISON = "comparison", "Angabe einer anderen Quelle"
    PEAK = "peak", "höchster Wert einer Reihe"
    FALLING = "falling", "stetig fallende Reihe"
    COUNT = "count", "Zählung"
    TERM = "term", "spätestes Ende einer Frist"


class Operand(Protocol):
    """A figure of a source, see `ReportedFigure`."""

    value: Decimal | None
    period_start: date

    @property
    def when(self) -> str: ...

    def as_value(self) -> Value: ...


Operands = Sequence[Operand]


@dataclass(frozen=True)
class Result:
    """What a calculation gives."""

    amount: Decimal  # what a stated value is compared with; not rounded
    text: str  # „9,6 % weniger“
    way: str  # „(7.362 − 8.141) ÷ 8.141“
    exact: bool = False  # what is nearly right is wrong: a count, a peak
    holds: bool | None = None  # for what is true or not, without a stated value

    def verdict(self, stated: Decimal | None, decimals: int) -> Verdict:
        """Confirmed if it rounds to the stated value, roughly within one unit of its last digit (one
        rule for all claims); a stated value is never changed."""
        if self.holds is not None:
            return Verdict.CONFIRMED if self.holds else Verdict.DIFFERS
        if stated is None:
            return Verdict.COMPUTED
        if rounded(self.amount, decimals) == rounded(stated, decimals):
            return Verdict.CONFIRMED
        if not self.exact and abs(self.amount - stated) <= Decimal(1).scaleb(-decimals):
            return Verdict.ROUGHLY
        return Verdict.DIFFERS


def percent_change(figures: Operands, bases: Operands) -> Result:
    amount = (total(figures) - total(bases)) / total(bases) * 100
    text = f"{percent(abs(amount))} {'weniger' if amount < 0 else 'mehr'}"
    return Result(
        amount, as_rough(text, figures, bases), f"({terms(figures)} − {group(bases)}) ÷ {group(bases)}"
    )


def multiple(figures: Operands, bases: Operands) -> Result:
    amount = total(figures) / total(bases)
    return Result(amount, as_rough(f"{german(amount, 1)}-fach", figures, bases), division(figures, bases))


def share(figures: Operands, bases: Operands) -> Result:
    amount = total(figures) / total(bases) * 100
    return Result(amount, as_rough(percent(amount), figures, bases), division(figures, bases))


def quotient(figures: Operands, bases: Operands) -> Result:
    amount = total(figures) / total(bases)
    return Result(
        amount, as_rough(german(amount, places_of(amount)), figures, bases), division(figures, bases)
    )


def sum_of(figures: Operands, bases: Operands) -> Result:
    return Result(total(figures), in_unit_of(figures, total(figures)), terms(figures))


def difference(figures: Operands, bases: Operands) -> Result:
    amount = total(figures) - total(bases)
    return Result(amount, in_unit_of(figures, amount), f"{terms(figures)} − {group(bases)}")


def product(figures: Operands, bases: Operands) -> Result:
    """In the unit of the figures: 5 modules of 2 hours are hours."""
    amount = total(figures) * total(bases)
    return Result(amount, in_unit_of(figures, amount), f"{group(bases)} × {group(figures)}")


def complement(figures: Operands, bases: Operands) -> Result:
    amount = 100 - total(figures)
    return Result(amount, percent(amount, places_of(amount)), f"100 − {group(figures)}")


def growth_factor(figures: Operands, bases: Operands) -> Result:
    amount = 1 + total(figures) / 100
    return Result(amount, f"{german(amount, places_of(amount))}-fach", f"1 + {terms(figures)} ÷ 100")


def comparison(figures: Operands, bases: Operands) -> Result:
    (figure,) = figures
    return Result(total(figures), str(figure.as_value()), f"{figure.as_value()}, {figure.when}")


def peak(figures: Operands, bases: Operands) -> Result:
    highest = max(figures, key=lambda figure: figure.value or 0)
    text = f"{highest.as_value()} ({highest.when})"
    return Result(total([highest]), text, f"höchster Wert von {listed(figures)}", exact=True)


def falling(figures: Operands, bases: Operands) -> Result:
    """Whether each value is lower than the one before it in time."""
    in_time = sorted(figures, key=lambda figure: figure.period_start)
    steps = [total([newer]) - total([older]) for older, newer in pairwise(in_time)]
    down = sum(step < 0 for step in steps)
    text = f"{german(down)} von {german(len(steps))} Schritten fallen"
    way = f"{listed(in_time)}: {', '.join(map(german, steps))}"
    return Result(Decimal(down), text, way, holds=down == len(steps))


def term(figures: Operands, bases: Operands) -> Result:
    """The last day of so many months from the day on which the figure's period begins."""
    (figure,) = figures
    months = total(figures)
    last = last_day_of_term(figure.period_start, int(months))
    return Result(
        months, german_date(last), f"{german_date(figure.period_start)} + {figure.as_value()} − 1 Tag"
    )


def count(names: Sequence[str]) -> Result:
    return Result(Decimal(len(names)), german(len(names)), f"gezählt: {'; '.join(names)}", exact=True)


# How many figures a way needs, and how many to compare them with; None is any number.
@dataclass(frozen=True)
class Way:
    compute: Callable[[Operands, Operands], Result]
    figures: tuple[int, int | None] = (1, None)
    bases: tuple[int, int | None] = (0, 0)
    divides: bool = False


ONE, ANY, SEVERAL = (1, 1), (1, None), (2, None)
WAYS = {
    Calculation.PERCENT_CHANGE: Way(percent_change, ANY, ANY, divides=True),
    Calculation.MULTIPLE: Way(multiple, ANY, ANY, divides=True),
    Calculation.SHARE: Way(share, ANY, ANY, divides=True),
    Calculation.QUOTIENT: Way(quotient, ANY, ANY, divides=True),
    Calculation.SUM: Way(sum_of, SEVERAL),
    Calculation.DIFFERENCE: Way(difference, ANY, ANY),
    Calculation.PRODUCT: Way(product, ANY, ANY),
    Calculation.COMPLEMENT: Way(complement, ANY),
    Calculation.GROWTH_FACTOR: Way(growth_factor, ONE),
    Calculation.COMPARISON: Way(comparison, ONE),
    Calculation.PEAK: Way(peak, SEVERAL),
    Calculation.FALLING: Way(falling, (3, None)),
    Calculation.TERM: Way(term, ONE),
}  # COUNT counts names and needs no figure


def compute(kind: Calculation, figures: Operands, bases: Operands, names: Sequence[str]) -> Result:
    """Raises KeyError, ValueError or ArithmeticError for what `problems` would have found."""
    return count(names) if kind == Calculation.COUNT else WAYS[kind].compute(figures, bases)


def problems(kind: Calculation, figures: Operands, bases: Operands, names: Sequence[str]) -> Iterable[str]:
    """Everything that stands in the way of such a calculation, as sentences for who enters it."""
    if kind == Calculation.COUNT:
        if not names or figures or bases:
            yield "Eine Zählung braucht die gezählten Namen, einen je Zeile, und keine Werte."
        return
    way = WAYS[kind]
    yield from wrong_number(kind, "Werte", len(figures), way.figures)
    yield from wrong_number(kind, "Bezugswerte", len(bases), way.bases)
    if names:
        yield f"Namen werden nur bei „{Calculation.COUNT.label}“ gezählt, nicht bei „{kind.label}“."
    if any(figure.value is None for figure in (*figures, *bases)):
        yield "Ein Wert ohne Zahl (keine Angabe) lässt sich nicht nachrechnen."
    elif way.divides and bases and not total(bases):
        yield "Durch 0 lässt sich nicht teilen: Die Bezugswerte ergeben zusammen 0."


def wrong_number(kind: Calculation, what: str, found: int, needed: tuple[int, int | None]) -> Iterable[str]:
    least, most = needed
    if most == 0 and found:
        yield f"„{kind.label}“ rechnet ohne {what}; angegeben sind {found}."
    elif found < least or (most is not None and found > most):
        wanted = f"genau {least}" if least == most else f"mindestens {least}"
        yield f"„{kind.label}“ braucht im Feld „{what}“ {wanted}; angegeben sind {found}."


def total(figures: Operands) -> Decimal:
    return sum((figure.value or Decimal(0) for figure in figures), Decimal(0))


def number(figure: Operand) -> str:
    value = figure.as_value()
    return german(figure.value or 0, value.decimals)


def terms(figures: Operands) -> str:
    return " + ".join(map(number, figures))


def group(figures: Operands) -> str:
    return f"({terms(figures)})" if len(figures) > 1 else terms(figures)


def division(figures: Operands, bases: Operands) -> str:
    return f"{group(figures)} ÷ {group(bases)}"


def listed(figures: Operands) -> str:
    return "; ".join(f"{number(figure)} ({figure.when})" for figure in figures)


def places_of(amount: Decimal) -> int:
    return 0 if amount == amount.to_integral_value() else 1


def in_unit_of(figures: Operands, amount: Decimal) -> str:
    value = figures[0].as_value()
    return as_rough(with_unit(german(amount, value.decimals), value.unit), figures)


def as_rough(text: str, *figures: Operands) -> str:
    """What is computed from a rough figure is rough."""
    values = [figure.as_value() for figure in chain(*figures)]
    rough = any(value.qualifier or value.kind is Kind.ESTIMATED for value in values)
    return f"rund {text}" if rough else text
