"""What Tina of Anker delivers: a provider with a garden of ten places and a workshop of six."""

from datetime import date

from fim.imports.placement_list import PLACEMENT_LIST
from fim.models import Placement, PlacementCount
from portal.list_deliveries import actions
from portal.list_deliveries.checking import ListCheck, check_list
from portal.models import Delivery
from tests import people
from tests.factories import ContractFactory, PlacementFactory, ProviderFactory
from tests.sheets import text

AUGUST = date(2017, 8, 31)
HEADER = "Maßnahme;besetzt;Stichtag"


def garden(**contract) -> Placement:
    placement = PlacementFactory(
        number="M-1", name="Lehrgarten", aliases="Garten", places_approved=10,
        provider=ProviderFactory(organisation=people.anker()),
    )  # fmt: skip
    ContractFactory(placement=placement, **contract)
    return placement


def workshop() -> Placement:
    placement = PlacementFactory(
        number="M-2", name="Werkstatt", places_approved=6,
        provider=ProviderFactory(organisation=people.anker()),
    )  # fmt: skip
    ContractFactory(placement=placement)
    return placement


def checked(*lines: str, header: str = HEADER) -> ListCheck:
    return check_list(
        PLACEMENT_LIST, text(header, *lines), "fim.csv", sender=people.anker(), today=date(2017, 9, 10)
    )


def said(check: ListCheck) -> list[tuple[str, str]]:
    return [(message.level.value, message.text) for message in check.messages]


def drafted(*lines: str, by=people.tina) -> Delivery:
    draft, check = actions.draft_list(
        about=PLACEMENT_LIST, data=text(HEADER, *lines), file_name="fim.csv", sender=people.anker(),
        as_of=None, by=by(),
    )  # fmt: skip
    assert draft is not None, check.messages
    return draft


def submitted(*lines: str, reason: str = "Nachgezählt", by=people.tina) -> Delivery:
    draft = drafted(*lines, by=by)
    return actions.submit_list(
        about=PLACEMENT_LIST, delivery=draft, by=draft.created_by, shown=draft.preview_digest,
        warnings_accepted=True, reason=reason,
    )  # fmt: skip


def released(*lines: str, **about) -> Delivery:
    return actions.release_list(about=PLACEMENT_LIST, delivery=submitted(*lines, **about), by=people.karla())


def counting() -> dict[str, int | None]:
    """What counts, by the name of the measure; for tests about one day."""
    return dict(PlacementCount.objects.current().values_list("placement__name", "occupied"))
