"""What the measures themselves say: applied, approved, contracted and occupied places, by kind, provider
and measure. Real and invented measures are never counted together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from django.conf import settings

from fim.chapter.cells import PORTAL, key_of, mark, places
from fim.models import Placement, PlacementCount, Quota
from portal.dates import german_date
from portal.figures import Audience, Bar, BarChart, Cell, Column, Table, Value
from portal.numbers import german
from portal.small_numbers import protect

OPEN = (Placement.Status.APPLIED, Placement.Status.APPROVED, Placement.Status.RUNNING)
GRANTED = (Placement.Status.APPROVED, Placement.Status.RUNNING)
NUMBERS = (
    Column("beantragt", "beantragt", numeric=True),
    Column("bewilligt", "bewilligt", numeric=True),
    Column("vertraglich", "unter Vertrag", numeric=True),
    Column("besetzt", "besetzt", numeric=True),
)


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


# By kind: for everybody


def kind_charts(measures: Measures, quota: Quota | None, audience: Audience) -> Iterable[BarChart]:
    whole, example = measures.of(), measures.example
    shown = occupied_by_kind(measures, audience)
    groups = ("Kontingent", "beantragt", "bewilligt", "unter Vertrag", "besetzt")
    rows = [(kind, measures.of(kind=kind)) for kind in Placement.Kind]
    quotas = quota_by_kind(quota, example)
    yield BarChart(
        key=key_of("plaetze", example),
        heading=f"{german(whole.contracted)} von {german(whole.approved)} bewilligten Plätzen sind unter "
        f"Vertrag{mark(example)}",
        title=f"FIM-Plätze nach Art und Stand am {german_date(measures.as_of)}",
        summary="; ".join(
            f"{kind.label}: {german(one.applied)} beantragt, {german(one.approved)} bewilligt, "
            f"{german(one.contracted)} unter Vertrag, {shown[kind].number} besetzt"
            for kind, one in rows
        )
        + ".",
        unit="Plätze",
        groups=groups,
        bars=tuple(
            Bar(
                kind.label,
                (
                    places(quotas[kind]),
                    places(one.applied),
                    places(one.approved),
                    places(one.contracted),
                    shown[kind],
                ),
            )
            for kind, one in rows
        ),
        table=kind_table(measures, quotas, shown),
        sources=(PORTAL,),
        notes=(measures.coverage, *whose_quota(example)),
        example=example,
    )


def quota_by_kind(quota: Quota | None, example: bool) -> dict[str, int | None]:
    """The city's quota is not that of invented measures."""
    if quota is None or example:
        return dict.fromkeys(Placement.Kind, None)
    return {Placement.Kind.INTERNAL: quota.internal, Placement.Kind.EXTERNAL: quota.external}


def whose_quota(example: bool) -> Iterable[str]:
    if example:
        yield "Für erfundene Maßnahmen gibt es kein Kontingent."


def kind_table(measures: Measures, quotas: dict[str, int | None], shown: dict[str, Value]) -> Table:
    known = [quota for quota in quotas.values() if quota is not None]
    whole = measures.of()
    return Table(
        key=key_of("plaetze-werte", measures.example),
        caption="Plätze nach Art und Stand",
        columns=(Column("art", "Art"), Column("kontingent", "Kontingent", numeric=True), *NUMBERS),
        rows=tuple(
            (Cell(kind.label), Cell(places(quotas[kind])), *numbers(measures.of(kind=kind), shown[kind]))
            for kind in Placement.Kind
        ),
        footer=(
            Cell("zusammen"), Cell(places(sum(known) if known else None)), *numbers(whole, shown["zusammen"]),
        ),
        notes=(measures.coverage,),
        example=measures.example,
    )  # fmt: skip


def numbers(of: Places, occupied: Value) -> tuple[Cell, ...]:
    return (
        Cell(places(of.applied)), Cell(places(of.approved)), Cell(places(of.contracted)), Cell(occupied),
    )  # fmt: skip


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
    return {group: added(parts) for group, parts in sorted(groups.items())}


def district_tables(measures: Measures, audience: Audience) -> Iterable[Table]:
    """For the council the places are split by provider instead."""
    districts = by_district(measures)
    if audience is Audience.COUNCIL or not districts:
        return
    values = tuple(district.occupied_value for district in districts.values())
    total = measures.of(kind=Placement.Kind.INTERNAL)
    occupied = total.occupied_value
    if audience is not Audience.INTERNAL:
        values, occupied = hidden(districts, occupied)
    yield Table(
        key=key_of("intern-nach-bezirk", measures.example),
        caption="Interne Plätze nach Stadtbezirk der Unterkunft",
        columns=(Column("stadtbezirk", "Stadtbezirk"), *NUMBERS),
        rows=tuple(
            (Cell(name), *numbers(district, value))
            for (name, district), value in zip(districts.items(), values, strict=True)
        ),
        footer=(Cell("zusammen"), *numbers(total, occupied)),
        notes=(measures.coverage,),
        example=measures.example,
    )


def provider_tables(measures: Measures, audience: Audience) -> Iterable[Table]:
    """Not for the public: who offers places is said where the city releases it."""
    if audience is Audience.PUBLIC:
        return
    kinds = {one.provider.organisation.name: one.provider.get_kind_display() for one in measures.placements}
    rows = []
    for kind in Placement.Kind:
        providers = by_provider(measures, kind)
        values = tuple(provider.occupied_value for provider in providers.values())
        if audience is not Audience.INTERNAL and providers:
            values, _ = hidden(providers, measures.of(kind=kind).occupied_value)
        rows += [
            (Cell(name), Cell(kinds[name]), Cell(kind.label), *numbers(provider, value))
            for (name, provider), value in zip(providers.items(), values, strict=True)
        ]
    yield Table(
        key=key_of("traeger", measures.example),
        caption="Plätze nach Träger und Art",
        columns=(
            Column("traeger", "Träger"), Column("traegerart", "Trägerart"), Column("art", "Art"), *NUMBERS,
        ),
        rows=tuple(rows),
        notes=(measures.coverage,),
        example=measures.example,
    )  # fmt: skip


def measure_table(measures: Measures) -> Table:
    """For the administration and for the provider itself."""
    return Table(
        key=key_of("massnahmen", measures.example),
        caption="Maßnahmen",
        columns=(
            Column("nummer", "Nr."), Column("massnahme", "Maßnahme"), Column("traeger", "Träger"),
            Column("art", "Art"), Column("ort", "Unterkunft"), Column("taetigkeit", "Tätigkeit"),
            Column("stand", "Stand"), *NUMBERS,
        ),
        rows=tuple(measure_row(one, measures.as_of) for one in measures.placements),
        notes=(measures.coverage,),
        example=measures.example,
    )  # fmt: skip


def measure_row(placement: Placement, when: date) -> tuple[Cell, ...]:
    own = places_of(placement, when)
    return (
        Cell(placement.number),
        Cell(placement.name),
        Cell(str(placement.provider)),
        Cell(placement.get_kind_display()),
        Cell(placement.shelter.name if placement.shelter else "–"),
        Cell(placement.activity),
        Cell(placement.status_on(when).label),
        *numbers(own, own.occupied_value),
    )
