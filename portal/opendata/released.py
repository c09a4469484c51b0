"""Which reported figures go out, and with what in them.

Released, not replaced by a correction, and from a source that is itself public. Values of the whole city
stand in public papers and go out as they are; counts of persons in districts are protected.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings

from portal.figures import Kind, Value
from portal.models import Indicator, ReportedFigure
from portal.opendata.schemas import FigureRow, IndicatorEntry, Number, Stated
from portal.small_numbers import protect

Place = tuple[int, int]  # a family of indicators and a district
Group = tuple[int, date, date | None, str]  # indicator, from, to, scope: districts that add up


@dataclass(frozen=True)
class Published:
    """An indicator and its values as everybody may see them, the oldest first."""

    entry: IndicatorEntry
    rows: list[FigureRow]
    modified: datetime  # the last release of a value, or the last change of what the indicator means


def published() -> dict[str, Published]:
    """By the indicator's key; indicators without a released value are not among them."""
    figures = list(ReportedFigure.objects.released().from_public_sources().with_everything_printed())
    of_key = defaultdict(list)
    for figure, row in zip(figures, rows(figures), strict=True):
        of_key[row.kennzahl].append((figure, row))
    described = Indicator.objects.filter(key__in=of_key).described()
    return {
        one.key: Published(
            entry(one, len(of_key[one.key])),
            [row for _, row in of_key[one.key]],
            max(one.changed_at, *(figure.decided_at or one.changed_at for figure, _ in of_key[one.key])),
        )
        for one in described
    }


def rows(figures: Sequence[ReportedFigure]) -> list[FigureRow]:
    """As everybody may see them. `figures`: all that go out, because small numbers hide others."""
    family = families()
    hidden = hidden_places(figures, family)
    return [row(one, hidden=(family[one.indicator_id], one.district_id) in hidden) for one in figures]


def families() -> dict[int, int]:
    """For each indicator the whole that it is a part of, itself if it is none."""
    whole = dict(Indicator.objects.values_list("pk", "part_of"))

    def top(pk: int) -> int:
        above = whole[pk]
        return pk if above is None else top(above)

    return {pk: top(pk) for pk in whole}


def hidden_places(figures: Iterable[ReportedFigure], family: dict[int, int]) -> set[Place]:
    """The districts whose counts of persons are hidden, in all parts of a whole and for all times.

    A district that must be hidden once is hidden always: else the year less three quarters, or the women
    and men less the men, would tell what is hidden. The total counts as known even where no paper says it.
    """
    groups = [
        {(family[indicator], district): count for district, count in counts.items()}
        for (indicator, *_), counts in groups_of_districts(figures).items()
    ]
    return covered({place for group in groups for place in to_hide(group)}, groups)


def groups_of_districts(figures: Iterable[ReportedFigure]) -> dict[Group, dict[int, Decimal]]:
    """What adds up: counts of persons by district. Of several sources about one the smallest decides."""
    groups: dict[Group, dict[int, Decimal]] = defaultdict(dict)
    for one in figures:
        if one.district_id and one.value is not None and one.indicator.unit == Indicator.Unit.PERSONS:
            group = groups[one.indicator_id, one.period_start, one.period_end, one.scope]
            group[one.district_id] = min(one.value, group.get(one.district_id, one.value))
    return groups


def to_hide(counts: dict[Place, Decimal]) -> list[Place]:
    """Of the districts of one time. All, where `protect` would hide their sum as well: papers print it."""
    parts = [Value(count) for count in counts.values()]
    shown, total = protect(parts, Value(sum(counts.values(), Decimal(0))), settings.SMALL_NUMBER)
    if total.kind is Kind.SUPPRESSED:
        return list(counts)
    return [place for place, part in zip(counts, shown, strict=True) if part.kind is Kind.SUPPRESSED]


def covered(hidden: set[Place], groups: list[dict[Place, Decimal]]) -> set[Place]:
    """With so many more that at no time one is hidden alone, where the total less the others is its count."""
    for counts in groups:
        shown = counts.keys() - hidden
        if len(counts) == len(shown) + 1 and shown:
            return covered(hidden | {min(shown, key=lambda place: (counts[place], place))}, groups)
    return hidden


def row(figure: ReportedFigure, *, hidden: bool) -> FigureRow:
    """Hidden: without anything that repeats the number in words."""
    value = figure.as_value().suppressed() if hidden else figure.as_value()
    cited = figure.citation.provenance()
    return FigureRow(
        kennzahl=figure.indicator.key,
        bezeichnung=figure.indicator.label,
        bereich=figure.indicator.get_area_display(),
        von=figure.period_start,
        bis=figure.period_end,
        genauigkeit=figure.get_precision_display(),
        zeit=figure.when,
        stadtbezirk=figure.district.name if figure.district else "",
        abgrenzung=figure.scope,
        wert=number(value.amount),
        angabe=stated(value),
        einheit=value.unit,
        zusatz=value.qualifier,
        qualitaet=figure.get_quality_display(),
        fuehrend=figure.leading,
        gedruckt="" if hidden else figure.value_text,
        quelle=cited.label,
        stelle=cited.detail,
        fundstelle=cited.url,
        bemerkung="" if hidden else figure.remark,
    )


def stated(value: Value) -> Stated:
    match value.kind:
        case Kind.MISSING:
            return Stated.MISSING
        case Kind.SUPPRESSED:
            return Stated.SUPPRESSED
        case _:
            return Stated.VALUE


def number(amount: Decimal | None) -> Number | None:
    """A whole number without a decimal point; no figure has more digits than a float keeps."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def entry(indicator: Indicator, count: int) -> IndicatorEntry:
    return IndicatorEntry(
        schluessel=indicator.key,
        bezeichnung=indicator.label,
        bereich=indicator.area,
        einheit=indicator.unit,
        definition=indicator.definition,
        rhythmus=indicator.rhythm,
        ebene=indicator.get_level_display(),
        teil_von=indicator.part_of.key if indicator.part_of else None,
        werte=count,
        json_adresse=f"{settings.BASE_URL}/daten/kennzahlen/{indicator.key}.json",
        csv_adresse=f"{settings.BASE_URL}/daten/kennzahlen/{indicator.key}.csv",
    )
