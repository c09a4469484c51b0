"""What does not fit together: too many places, too long terms, and where the report contradicts itself."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from fim.chapter.places import Measures
from fim.chapter.terms import Ending, to_act_on
from fim.chapter.utilisation import Reported
from fim.models import Contract, Placement, Quota, Rule
from portal.dates import german_date, last_day_of_term
from portal.figures import Finding
from portal.models import Statement
from portal.numbers import german

PAPER = re.compile(r"[0-9]+/[0-9]+")


def over_quota(measures: Measures, quota: Quota | None) -> Iterable[Finding]:
    """More places than the quota has, by kind: approved, under contract, occupied."""
    if quota is None or measures.example:
        return
    limits = {Placement.Kind.INTERNAL: quota.internal, Placement.Kind.EXTERNAL: quota.external}
    for kind, limit in limits.items():
        own = measures.of(kind=kind)
        more = [
            f"{german(number)} {word}"
            for number, word in (
                (own.approved, "bewilligt"), (own.contracted, "unter Vertrag"), (own.occupied, "besetzt")
            )
            if number > limit
        ]  # fmt: skip
        if more:
            yield Finding(
                f"Mehr {kind.label}e Plätze, als das Kontingent hergibt",
                f"Das Kontingent {quota.year} hat {german(limit)} {kind.label}e Plätze; {', '.join(more)}.",
                "warning",
            )


def more_occupied_than_approved(measures: Measures) -> Iterable[Finding]:
    """By name only, so for the administration alone."""
    over = [
        f"{one.name} ({german(one.occupied)} von {german(one.places_approved or 0)})"  # type: ignore[attr-defined]
        for one in measures.placements
        if (one.occupied or 0) > (one.places_approved or 0)  # type: ignore[attr-defined]
    ]
    if over:
        yield Finding("Mehr Plätze besetzt als bewilligt", f"{'; '.join(over)}.", "warning", measures.example)


def too_long(contracts: Iterable[Contract], rules: Sequence[Rule]) -> Iterable[Finding]:
    """Contracts that run longer than the rule of the day on which they were signed."""
    for rule in (rule for rule in rules if rule.max_months):
        later = [one.valid_from for one in rules if one.max_months and one.valid_from > rule.valid_from]
        until = min(later, default=date.max)
        for example in (False, True):
            long = [
                f"{one.number} ({one.placement.name}): endet {german_date(one.end)}, erlaubt bis "
                f"{german_date(last_day_of_term(one.start, rule.max_months or 0))}"
                for one in contracts
                if rule.valid_from <= one.signed_on < until
                and one.placement.example is example
                and one.exceeds(rule)
            ]
            if long:
                yield Finding(
                    f"Länger als {rule.max_months} Monate",
                    f"{'; '.join(long)}. Regel: {rule}; Quelle: {rule.citation}.",
                    "warning",
                    example,
                )


def ends_soon(found: Iterable[Ending]) -> Iterable[Finding]:
    """Where somebody has to act now."""
    urgent = to_act_on(found)
    for example in (False, True):
        part = [one.contract for one in urgent if one.example is example]
        if part:
            named = "; ".join(
                f"{one.placement.name} ({one.placement.provider}), {one.number}: {german_date(one.end)}"
                for one in part
            )
            yield Finding("Läuft in acht Wochen aus, ohne Anschluss", f"{named}.", "warning", example)


# Where sources do not fit together


def other_year(reported: Reported) -> Iterable[Finding]:
    """The rate compares a quota of one year with what is occupied in another."""
    quota, figures = reported.quota, reported.figures
    later = [figure for figure in figures if quota and figure.period_start.year != quota.year]
    if quota and later:
        year = later[0].period_start.year
        yield Finding(
            f"Die Auslastung vergleicht {year} mit dem Kontingent von {quota.year}",
            f"Ein Kontingent für {year} nennt keine erfasste Quelle. Gerechnet ist mit dem letzten, das "
            f"bekannt ist: {german(quota.total)} Plätze.",
        )


def misprinted_references(statements: Iterable[Statement]) -> Iterable[Finding]:
    """A paper that a source names by a number that it does not have (D-03)."""
    for statement in statements:
        citation = statement.citation
        meant = f"{citation.source.number}/{citation.source.year}"
        printed = PAPER.search(citation.as_printed)
        if citation.source.number and printed and printed[0] != meant:
            yield Finding(
                f"Der Bericht nennt „{citation.as_printed}“, gemeint ist {citation.source}",
                f"Gedruckt steht {printed[0]}; eine solche Drucksache ist nicht erfasst. Beleg: "
                f"{citation.note or citation}.",
            )


def still_open(rules: Iterable[Rule], as_of: date) -> Iterable[Finding]:
    """What was announced for a time that is over, and no later rule has come since."""
    known = list(rules)
    for rule in known:
        passed = rule.announced_until is not None and rule.announced_until < as_of
        if passed and not any(one.valid_from > rule.valid_from for one in known):
            yield Finding(
                "Angekündigt, aber bisher ohne Beleg",
                f"Bis {german_date(rule.announced_until or as_of)} sollte feststehen, {rule.announced}. Eine "
                f"spätere Regel ist nicht erfasst. Quelle: {rule.citation}.",
            )
