"""From a checked file to figures that count."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accommodation import actions
from accommodation.models import Occupancy
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.factories import ShelterFactory
from tests.sheets import occupancy_csv

pytestmark = pytest.mark.django_db

AUGUST = date(2017, 8, 31)


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


def drafted(*lines: str, by=None, as_of: date | None = None) -> Delivery:
    draft, check = actions.draft_delivery(
        data=occupancy_csv(*lines),
        file_name="belegung.csv",
        sender=people.anker(),
        as_of=as_of,
        by=by or people.tina(),
    )
    assert draft is not None, check.messages
    return draft


def submitted(*lines: str) -> Delivery:
    return actions.submit_delivery(
        delivery=drafted(*lines), by=people.tina(), warnings_accepted=True, reason="Nachgezählt"
    )


def released(*lines: str) -> Delivery:
    return actions.release_delivery(delivery=submitted(*lines), by=people.karla())


def current() -> list[int | None]:
    return list(Occupancy.objects.current().values_list("occupied", flat=True))


def test_a_preview_writes_no_figure():
    draft = drafted("Haus Ahorn;100;80")

    assert draft.state == State.DRAFT
    assert draft.counts == {"new": 1, "changed": 0, "unchanged": 0, "skipped": 0}
    assert not Occupancy.objects.exists()


def test_a_rejected_file_leaves_no_trace(tmp_path):
    draft, check = actions.draft_delivery(
        data=occupancy_csv("Haus Ahorn;100;voll"),
        file_name="belegung.csv",
        sender=people.anker(),
        as_of=None,
        by=people.tina(),
    )

    assert (draft, check.outcome) == (None, "rejected")
    assert not Delivery.objects.exists()
    assert not list((tmp_path / "private").rglob("*"))


def test_confirming_hands_in_and_waits_for_a_second_person():
    delivery = submitted("Haus Ahorn;100;80")

    assert delivery.state == State.SUBMITTED
    assert [(row.occupied, row.row, row.current) for row in delivery.occupancies.all()] == [(80, 4, False)]


def test_releasing_makes_the_values_count():
    released("Haus Ahorn;100;80")

    assert current() == [80]


def test_a_correction_replaces_and_keeps_the_old_value(ahorn):
    released("Haus Ahorn;100;80")
    released("Haus Ahorn;100;82")

    new = Occupancy.objects.current().get()
    assert (new.occupied, new.replaces.occupied, new.replaces.current) == (82, 80, False)


def test_a_missing_value_never_deletes_a_number():
    released("Haus Ahorn;100;80")
    ShelterFactory(name="Haus Birke", operation__operator=people.anker())
    released("Haus Ahorn;100;k. A.", "Haus Birke;100;70")

    assert sorted(current()) == [70, 80]


def test_a_file_without_anything_new_is_not_handed_in():
    released("Haus Ahorn;100;80")
    draft = drafted("Haus Ahorn;100;80", "")

    with pytest.raises(ValidationError, match="nichts Neues"):
        actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True)


def test_warnings_need_their_tick():
    draft = drafted("Haus Ahorn;100;125")

    with pytest.raises(ValidationError, match="Warnungen"):
        actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=False)
    assert not Occupancy.objects.exists()


def test_confirming_writes_only_what_the_preview_showed():
    draft = drafted("Haus Ahorn;100;82")
    released("Haus Ahorn;100;80")

    with pytest.raises(actions.OutdatedError, match="Seit der Vorschau"):
        actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True)
    assert current() == [80]


def test_confirming_twice_has_one_effect():
    draft = drafted("Haus Ahorn;100;80")
    actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True)

    with pytest.raises(ValidationError):
        actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True)
    assert Occupancy.objects.count() == 1


def test_who_submitted_never_releases():
    draft = drafted("Haus Ahorn;100;80", by=people.karla())
    delivery = actions.submit_delivery(delivery=draft, by=people.karla(), warnings_accepted=True)

    with pytest.raises(PermissionDenied):
        actions.release_delivery(delivery=delivery, by=people.karla())
    assert current() == []


def test_tom_cannot_deliver_for_anker():
    with pytest.raises(PermissionDenied):
        drafted("Haus Ahorn;100;80", by=people.tom())


def test_emil_may_deliver_for_an_operator():
    assert drafted("Haus Ahorn;100;80", by=people.emil()).sender == people.anker()


def test_a_returned_delivery_counts_nothing_and_its_file_may_come_again():
    delivery = submitted("Haus Ahorn;100;80")
    actions.return_delivery(delivery=delivery, by=people.karla(), comment="Bitte prüfen.")

    released("Haus Ahorn;100;80")

    assert current() == [80]


def test_a_discarded_preview_takes_its_file_with_it(tmp_path, django_capture_on_commit_callbacks):
    draft = drafted("Haus Ahorn;100;80")
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_draft(delivery=draft)

    assert not Delivery.objects.exists()
    assert not [path for path in (tmp_path / "private").rglob("*") if path.is_file()]


def test_what_was_handed_in_cannot_be_discarded():
    delivery = submitted("Haus Ahorn;100;80")

    with pytest.raises(ValidationError):
        actions.discard_draft(delivery=delivery)


def test_confirming_again_changes_nothing_of_what_the_second_person_reads():
    """A double click must not replace the sender's warnings by „already taken over“."""
    draft = drafted("Haus Ahorn;100;125")
    submitted_once = actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True)

    with pytest.raises(ValidationError, match="eingereicht"):
        actions.submit_delivery(delivery=submitted_once, by=people.tina(), warnings_accepted=True)
    with pytest.raises(ValidationError, match="eingereicht"):
        actions.renew_preview(delivery=submitted_once)
    assert Delivery.objects.get().messages == draft.messages


def test_an_older_delivery_that_waited_does_not_put_old_numbers_back():
    waiting = submitted("Haus Ahorn;100;80")
    released("Haus Ahorn;100;82")

    with pytest.raises(ValidationError, match="später eingereichte Meldung"):
        actions.release_delivery(delivery=waiting, by=people.karla())
    assert current() == [82]
