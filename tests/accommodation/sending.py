"""How Anker's lists come in: one line says what stays the same in every test."""

from accommodation import actions
from accommodation.models import Occupancy
from portal.models import Delivery, Organisation, User
from tests import people
from tests.sheets import occupancy_csv

REASON = "Nachgezählt"


def drafted(
    *lines: str,
    as_of: str = "31.08.2017",
    name: str = "belegung.csv",
    by: User | None = None,
    sender: Organisation | None = None,
) -> Delivery:
    """What Tina uploads: lines of „shelter;places;occupied“."""
    draft, check = actions.draft_delivery(
        data=occupancy_csv(*lines, as_of=as_of),
        file_name=name,
        sender=sender or people.anker(),
        as_of=None,
        by=by or people.tina(),
    )
    assert draft is not None, check.messages
    return draft


def confirmed(draft: Delivery, **said) -> Delivery:
    """By who uploaded it, every warning accepted, with a reason unless the test names one."""
    return actions.submit_delivery(
        delivery=draft, by=draft.created_by, **({"warnings_accepted": True, "reason": REASON} | said)
    )


def submitted(*lines: str, **about) -> Delivery:
    return confirmed(drafted(*lines, **about))


def released(*lines: str, **about) -> Delivery:
    return actions.release_delivery(delivery=submitted(*lines, **about), by=people.karla())


def counting() -> dict[str, int | None]:
    """What counts, by the shelter's name; for tests about one date."""
    return dict(Occupancy.objects.current().values_list("shelter__name", "occupied"))
