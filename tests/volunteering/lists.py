"""What Tina of Anker delivers: the numbers of the circles that Anker coordinates."""

from datetime import date

from portal.list_deliveries import actions
from portal.list_deliveries.checking import ListCheck, check_list
from portal.models import Delivery
from tests import people
from tests.factories import VolunteerGroupFactory
from tests.sheets import text
from volunteering.imports.volunteer_list import VOLUNTEER_LIST
from volunteering.models import VolunteerCount, VolunteerGroup

JUNE = date(2017, 6, 30)
HEADER = "Gruppe;Engagierte;Zählweise;Stichtag"


def north() -> VolunteerGroup:
    return VolunteerGroupFactory(name="Kreis Nord", aliases="AK Nord", coordinated_by=[people.anker()])


def south() -> VolunteerGroup:
    return VolunteerGroupFactory(name="Kreis Süd", coordinated_by=[people.anker()])


def checked(*lines: str, header: str = HEADER) -> ListCheck:
    return check_list(
        VOLUNTEER_LIST, text(header, *lines), "kreise.csv", sender=people.anker(), today=date(2017, 9, 10)
    )


def said(check: ListCheck) -> list[str]:
    return [message.text for message in check.messages]


def drafted(*lines: str, by=people.tina, header: str = HEADER) -> Delivery:
    draft, check = actions.draft_list(
        about=VOLUNTEER_LIST, data=text(header, *lines), file_name="kreise.csv", sender=people.anker(),
        as_of=None, by=by(),
    )  # fmt: skip
    assert draft is not None, check.messages
    return draft


def submitted(*lines: str, **about) -> Delivery:
    draft = drafted(*lines, **about)
    return actions.submit_list(
        about=VOLUNTEER_LIST, delivery=draft, by=draft.created_by, shown=draft.preview_digest,
        warnings_accepted=True, reason="Nachgezählt",
    )  # fmt: skip


def released(*lines: str, **about) -> Delivery:
    return actions.release_list(about=VOLUNTEER_LIST, delivery=submitted(*lines, **about), by=people.karla())


def withdrawn(delivery: Delivery) -> None:
    actions.withdraw_list(about=VOLUNTEER_LIST, delivery=delivery, by=people.karla(), comment="Irrtum")


def counting() -> list[tuple[str, str, int]]:
    """What counts: name, way of counting, number; for tests about one day."""
    rows = VolunteerCount.objects.counting().order_by("group__name", "rule")
    return list(rows.values_list("group__name", "rule", "number"))
