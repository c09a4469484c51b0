"""What a provider reads about its own measures; nothing of anybody else's."""

from datetime import date

from fim.chapter.place_tables import measure_table
from fim.chapter.places import Measures
from fim.chapter.terms import ending_tables, endings, timelines
from fim.models import Contract, Placement, PlacementCount, Provider
from portal.figures import Audience, Chapter


def own_chapter(provider: Provider, as_of: date) -> Chapter:
    organisation = provider.organisation
    counted_on = PlacementCount.objects.of_provider(organisation).newest_day(as_of, example=provider.example)
    placements = Placement.objects.known_on(as_of).of_provider(organisation).with_use(as_of, counted_on)
    measures = Measures(list(placements), as_of, counted_on, provider.example)
    contracts = list(Contract.objects.signed_by(as_of).of_provider(organisation))
    found = endings(contracts, as_of)
    return Chapter(
        key="fim-meine", title="Meine FIM-Maßnahmen", address="/fim/meine/", as_of=as_of,
        audience=Audience.INTERNAL,
        charts=tuple(timelines(contracts, found, as_of)),
        tables=(
            *((measure_table(measures),) if measures.placements else ()), *ending_tables(found),
        ),
    )  # fmt: skip
