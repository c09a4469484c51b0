"""Confirming applies exactly what the preview showed, or says by name what has changed since."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accommodation import actions
from accommodation.confirmation import AlreadySubmittedError, GoneError, OutdatedError
from accommodation.models import Capacity, Occupancy, Operation, Shelter
from accommodation.withdrawal import withdraw_delivery
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.accommodation.sending import confirmed, counting, drafted, released, submitted
from tests.factories import OperationFactory, ShelterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


def refused(draft: Delivery, **said) -> str:
    with pytest.raises(OutdatedError) as error:
        confirmed(draft, **said)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert not draft.occupancies.exists()
    return error.value.message


def test_a_number_that_was_released_meanwhile_is_named():
    released("Haus Ahorn;100;78", name="juli.xlsx")
    draft = drafted("Haus Ahorn;100;90")
    waiting = submitted("Haus Ahorn;100;80", name="august.xlsx")
    actions.release_delivery(delivery=waiting, by=people.konrad())

    assert refused(draft) == (
        "Seit der Vorschau hat sich geändert: Haus Ahorn, 31.08.2017: bisher 78, jetzt 80 "
        "(Meldung ‚august.xlsx‘ von Konrad Koordination freigegeben). "
        "Bitte prüfen Sie die Vorschau noch einmal."
    )
    assert counting() == {"Haus Ahorn": 80}


def test_a_number_that_was_withdrawn_meanwhile_is_named():
    first = released("Haus Ahorn;100;78", name="august.xlsx")
    draft = drafted("Haus Ahorn;100;90")
    withdraw_delivery(delivery=first, by=people.karla(), comment="Falsches Haus")

    assert (
        "Haus Ahorn, 31.08.2017: bisher 78, jetzt keine Zahl "
        "(Meldung ‚august.xlsx‘ von Karla Koordination zurückgezogen)"
    ) in refused(draft)


def test_five_changes_are_named_and_the_rest_is_counted():
    names = [f"Haus {letter}" for letter in "BCDEFGH"]
    for name in names:
        ShelterFactory(name=name, operation__operator=people.anker())
    draft = drafted("Haus Ahorn;100;80", *(f"{name};100;50" for name in names))
    released("Haus Ahorn;100;81", *(f"{name};100;51" for name in names))

    text = refused(draft)

    assert text.count("bisher keine Zahl, jetzt") == 5
    assert "Haus E, 31.08.2017: bisher keine Zahl, jetzt 51" in text
    assert " und 3 weitere. Bitte" in text


def test_a_shelter_that_was_closed_meanwhile_is_named():
    draft = drafted("Haus Ahorn;100;80")
    Shelter.objects.update(closed_on=date(2017, 6, 30))

    assert "Unterkunft ‚Haus Ahorn‘ ist seit" in refused(draft)


def test_a_shelter_that_another_operator_runs_by_now_is_named(ahorn):
    draft = drafted("Haus Ahorn;100;80")
    Operation.objects.update(end=date(2017, 7, 31))
    OperationFactory(shelter=ahorn, operator=people.bruecke(), start=date(2017, 8, 1))

    assert "‚Haus Ahorn‘ gehört nicht zu" in refused(draft)


def test_places_that_are_fewer_by_now_are_named_by_their_warning():
    draft = drafted("Haus Ahorn;;80")
    Capacity.objects.update(places=60)

    assert "Überbelegung: 80 von 60 Plätzen" in refused(draft)


def test_a_warning_that_is_no_longer_true_is_named():
    draft = drafted("Haus Ahorn;;125")
    Capacity.objects.update(places=130)

    assert "Es entfällt: Zeile 4, Spalte ‚Belegung‘: Überbelegung: 125 von 100 Plätzen" in refused(draft)


def test_places_that_change_nothing_in_the_preview_do_not_stop_it():
    draft = drafted("Haus Ahorn;;80")
    Capacity.objects.update(places=90)

    assert confirmed(draft).state == State.SUBMITTED


def test_columns_that_mean_something_else_by_now_are_a_change_too():
    draft = drafted("Haus Ahorn;100;80")
    actions.remember_columns(sender=people.anker(), answers={"belegung": "remark"}, by=people.tina())

    assert "Seit der Vorschau hat sich geändert" in refused(draft)


def test_after_a_new_preview_the_same_file_goes_in():
    draft = drafted("Haus Ahorn;100;90")
    released("Haus Ahorn;100;80")
    refused(draft)

    actions.renew_preview(delivery=draft)
    draft.refresh_from_db()

    assert confirmed(draft).counts == {"new": 0, "changed": 1, "unchanged": 0, "skipped": 0}


def test_a_page_that_shows_an_older_preview_is_refused():
    """Two windows: in the other one the preview was renewed."""
    draft = drafted("Haus Ahorn;100;90")
    older = draft.preview_digest
    released("Haus Ahorn;100;80")
    actions.renew_preview(delivery=draft)
    draft.refresh_from_db()

    assert "älteren Stand der Vorschau" in refused(draft, shown=older)


def test_a_page_that_shows_todays_data_goes_in_whatever_was_there_at_the_upload():
    draft = drafted("Haus Ahorn;100;90")
    released("Haus Ahorn;100;80")

    submitted_now = confirmed(draft, shown=actions.check_again(draft).digest)

    assert submitted_now.counts["changed"] == 1


def test_what_is_released_while_the_file_is_read_once_more_is_noticed(monkeypatch):
    """Between the check and the transaction."""
    draft = drafted("Haus Ahorn;100;90")
    check = actions.check_again(draft)
    released("Haus Ahorn;100;80")
    monkeypatch.setattr(actions, "check_again", lambda delivery: check)

    assert "bisher keine Zahl, jetzt 80" in refused(draft)


def test_a_second_click_has_no_second_effect():
    draft = drafted("Haus Ahorn;100;80")
    confirmed(draft)

    with pytest.raises(AlreadySubmittedError, match="schon eingereicht"):
        confirmed(draft)  # as the second request sees it: still a draft
    with pytest.raises(AlreadySubmittedError):
        confirmed(Delivery.objects.get())
    assert Occupancy.objects.count() == 1


def test_a_preview_that_was_discarded_cannot_be_confirmed_or_discarded_again():
    draft = drafted("Haus Ahorn;100;80")
    seen_twice = Delivery.objects.get()
    actions.discard_draft(delivery=draft)

    with pytest.raises(GoneError, match="gibt es nicht mehr"):
        confirmed(seen_twice)
    with pytest.raises(GoneError):
        actions.discard_draft(delivery=seen_twice)
    with pytest.raises(GoneError):
        actions.renew_preview(delivery=seen_twice)


@pytest.mark.parametrize("step", ["release", "return", "withdraw"])
def test_who_comes_second_is_told_what_the_first_one_did(step):
    waiting = submitted("Haus Ahorn;100;80")
    actions.release_delivery(delivery=waiting, by=people.konrad())
    withdraw_delivery(delivery=waiting, by=people.konrad(), comment="Doppelt")
    steps = {
        "release": lambda: actions.release_delivery(delivery=waiting, by=people.karla()),
        "return": lambda: actions.return_delivery(
            delivery=waiting, by=people.karla(), comment="Bitte prüfen"
        ),
        "withdraw": lambda: withdraw_delivery(delivery=waiting, by=people.karla(), comment="Doppelt"),
    }

    with pytest.raises(ValidationError, match="inzwischen „zurückgezogen“"):
        steps[step]()
