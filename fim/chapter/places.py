"""What the measures themselves say: applied, approved, contracted and occupied places, and how they are
told apart for each reader. Real and invented measures are never counted together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from django.conf import settings

from fim.chapter.cells import places
from fim.models import Placement, PlacementCount
from portal.alphabet import alphabetical
from portal.dates import german_date
from portal.figures import Audience, Value
from portal.numbers import german
from portal.small_numbers import protect

OPEN = (Placement.Status.APPLIED, Placement.Status.APPROVED, Placement.Status.RUNNING)
GRANTED = (Placement.Status.APPROVED, Placement.Status.RUNNING)


@dataclass(frozen=True)
class Places:
    """Places of one measure or of several. `reported`: how many of the `expected` measures have a number
    of occupied places."""

    applied: int = 0
    approved: int = 0
    contracted: int = 0
    occupied: int = 0
    reported: int = 0
    expected: int = 0

    @property
    def occupied_value(self) -> Value:
        return places(self.occupied if self.reported else None)


def places_of(placement: Placement, when: date) -> Places:
    status = placement.status_on(when)
    return Places(
        applied=placement.places_applied if status in OPEN else 0,
        approved=placement.places_approved or 0 if status in GRANTED else 0,
        contracted=placement.contracted,  # type: ignore[attr-defined]  # annotated
        occupied=placement.occupied or 0,  # type: ignore[attr-defined]
        reported=placement.occupied is not None,  # type: ignore[attr-defined]
        expected=placement.expected,  # type: ignore[attr-defined]
    )


def added(parts: Iterable[Places]) -> Places:
    return Places(*map(sum, zip(*map(astuple, parts), strict=True)))


@dataclass(frozen=True)
class Measures:
    """The measures that were applied for by a day, all real or all invented, with their numbers."""

    placements: Sequence[Placement]
    as_of: date
    counted_on: date | None  # the day of the newest numbers of occupied places
    example: bool

    def of(self, **about: object) -> Places:
        """All measures whose fields have these values, together."""
        chosen = (
            one for one in self.placements if all(getattr(one, key) == value for key, value in about.items())
        )
        return added(places_of(one, self.as_of) for one in chosen)

    @property
    def coverage(self) -> str:
        """„Besetzt: laut Meldungen zum 31.08.2017, 4 von 5 Maßnahmen mit Vertrag“"""
        if self.counted_on is None:
            return "Besetzt: Es liegt noch keine freigegebene Meldung vor."
        whole = self.of()
        return (
            f"Besetzt: laut Meldungen der Träger zum {german_date(self.counted_on)}; "
            f"{german(whole.reported)} von {german(whole.expected)} Maßnahmen mit Vertrag sind gemeldet."
        )


def measures_on(as_of: date) -> list[Measures]:
    """The real ones, then the invented ones; nothing of what there is none of."""
    both = (measures_of(as_of, example) for example in (False, True))
    return [measures for measures in both if measures.placements]


def measures_of(as_of: date, example: bool) -> Measures:
    counted_on = PlacementCount.objects.newest_day(as_of, example=example)
    placements = Placement.objects.known_on(as_of).invented(example).with_use(as_of, counted_on)
    return Measures(list(placements), as_of, counted_on, example)


# Below the city: small numbers are hidden from who is not the administration


def occupied_by_kind(measures: Measures, audience: Audience) -> dict[str, Value]:
    """By kind and together. Where the parts of the internal places are so few that their sum would give
    them away, it is hidden, and so is the whole that would give it away."""
    shown: dict[str, Value] = {kind: measures.of(kind=kind).occupied_value for kind in Placement.Kind}
    whole = measures.of().occupied_value
    for kind, parts in ((kind, split(measures, audience, kind)) for kind in Placement.Kind):
        if audience is not Audience.INTERNAL and parts:
            shown[kind] = hidden(parts, shown[kind])[1]
            whole = whole.suppressed() if shown[kind].amount is None and whole.amount else whole
    return shown | {"zusammen": whole}


def split(measures: Measures, audience: Audience, kind: str) -> dict[str, Places]:
    """How the places of a kind are told apart for this reader: to the public internal ones by district, to
    the council by provider. Each reader gets one of the two, because both would give more away."""
    if audience is Audience.PUBLIC:
        return by_district(measures) if kind == Placement.Kind.INTERNAL else {}
    return by_provider(measures, kind)


def hidden(parts: dict[str, Places], total: Value) -> tuple[tuple[Value, ...], Value]:
    values = tuple(part.occupied_value for part in parts.values())
    return protect(values, total, settings.SMALL_NUMBER)


def by_district(measures: Measures) -> dict[str, Places]:
    """The internal places, by the district of their shelter."""
    inside = [one for one in measures.placements if one.shelter]
    return grouped(inside, measures.as_of, lambda one: one.shelter.district.name)  # type: ignore[union-attr]


def by_provider(measures: Measures, kind: str) -> dict[str, Places]:
    chosen = [one for one in measures.placements if one.kind == kind]
    return grouped(chosen, measures.as_of, lambda one: one.provider.organisation.name)


def grouped(
    placements: Iterable[Placement], when: date, name: Callable[[Placement], str]
) -> dict[str, Places]:
    groups: dict[str, list[Places]] = {}
    for placement in placements:
        groups.setdefault(name(placement), []).append(places_of(placement, when))
    return {
        group: added(parts) for group, parts in sorted(groups.items(), key=lambda one: alphabetical(one[0]))
    }
