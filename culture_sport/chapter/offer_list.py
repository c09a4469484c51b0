"""Sports offers one by one, to take along."""

from collections.abc import Iterable, Sequence
from datetime import date

from culture_sport.models import SportsOffer
from portal.cells import apart, key_of
from portal.figures import NO_DATA, Cell, Column, Table
from portal.models import District


def offer_lists(as_of: date, district: District) -> Iterable[Table]:
    """What the public finds in a district."""
    yield from apart(SportsOffer.objects.confirmed(as_of).described().filter(district=district), offer_list)


def offer_list(offers: Sequence[SportsOffer], example: bool) -> Table:
    return Table(
        key=key_of("sportangebote", example),
        caption="Sportangebote",
        columns=(
            Column("sportart", "Sportart"),
            Column("zielgruppe", "für"),
            Column("zeit", "Zeit"),
            Column("ort", "Ort"),
            Column("verein", "Verein"),
        ),
        rows=tuple(
            (
                Cell(offer.sport.name),
                Cell(offer.get_target_group_display()),
                Cell(offer.hours or NO_DATA),
                Cell(offer.venue or NO_DATA),
                Cell(offer.club.name),
            )
            for offer in offers
        ),
        example=example,
    )
