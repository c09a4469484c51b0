"""From draft to released: a second person always looks."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal import releases
from portal.releases import State
from tests import people
from tests.factories import DeliveryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return DeliveryFactory(sender=people.anker(), created_by=people.tina())


@pytest.fixture
def submitted(draft):
    releases.submit(draft, by=people.tina())
    return draft


@pytest.fixture
def submitted_by_karla(draft):
    releases.submit(draft, by=people.karla())
    return draft


def test_tina_submits_and_it_is_on_record_who_did(draft):
    releases.submit(draft, by=people.tina())
    draft.refresh_from_db()
    assert (draft.state, draft.submitted_by) == (State.SUBMITTED, people.tina())
    assert draft.submitted_at is not None


def test_karla_releases_what_tina_submitted(submitted):
    releases.release(submitted, by=people.karla())
    submitted.refresh_from_db()
    assert (submitted.state, submitted.decided_by) == (State.RELEASED, people.karla())
    assert submitted.decided_at is not None


def test_karla_does_not_release_what_she_submitted(submitted_by_karla):
    with pytest.raises(PermissionDenied, match="nicht selbst frei"):
        releases.release(submitted_by_karla, by=people.karla())
    submitted_by_karla.refresh_from_db()
    assert submitted_by_karla.state == State.SUBMITTED


def test_karla_does_not_return_what_she_submitted(submitted_by_karla):
    with pytest.raises(PermissionDenied, match="nicht selbst frei"):
        releases.return_(submitted_by_karla, by=people.karla(), comment="Bitte prüfen.")


def test_another_person_of_the_coordination_releases_it(submitted_by_karla):
    releases.release(submitted_by_karla, by=people.konrad())
    assert submitted_by_karla.state == State.RELEASED


@pytest.mark.parametrize("person", [people.rosa, people.tom, people.emil, people.adam, people.dora])
def test_without_the_right_nobody_releases(submitted, person):
    with pytest.raises(PermissionDenied, match="fehlt das Recht"):
        releases.release(submitted, by=person())


def test_may_release_says_the_same_beforehand(submitted):
    asked = (people.karla, people.tina, people.emil)
    assert [releases.may_release(submitted, person()) for person in asked] == [True, False, False]


def test_nothing_is_to_be_released_before_it_is_submitted(draft):
    assert not releases.may_release(draft, people.karla())


@pytest.mark.parametrize("comment", ["", "   "])
def test_who_returns_something_says_what_is_to_change(submitted, comment):
    with pytest.raises(ValidationError, match="was zu ändern ist"):
        releases.return_(submitted, by=people.karla(), comment=comment)


def test_a_returned_delivery_carries_the_comment_and_is_submitted_again(submitted):
    releases.return_(submitted, by=people.karla(), comment=" Bitte Zeile 7 prüfen. ")
    assert (submitted.state, submitted.comment) == (State.RETURNED, "Bitte Zeile 7 prüfen.")
    releases.submit(submitted, by=people.tina())
    submitted.refresh_from_db()
    assert (submitted.state, submitted.decided_by) == (State.SUBMITTED, None)


def test_who_withdraws_something_says_why(submitted):
    with pytest.raises(ValidationError, match="Grund"):
        releases.withdraw(submitted, by=people.karla(), comment="")


def step(name: str, item) -> None:
    karla = people.karla()
    steps = {
        "submit": lambda: releases.submit(item, by=people.tina()),
        "release": lambda: releases.release(item, by=karla),
        "return": lambda: releases.return_(item, by=karla, comment="Bitte prüfen."),
        "withdraw": lambda: releases.withdraw(item, by=karla, comment="Doppelt."),
    }
    steps[name]()


ALLOWED = {
    State.DRAFT: {"submit"},
    State.SUBMITTED: {"release", "return", "withdraw"},
    State.RETURNED: {"submit", "withdraw"},
    State.RELEASED: {"withdraw"},
    State.WITHDRAWN: set(),
}
CELLS = [(state, name) for state in State for name in ("submit", "release", "return", "withdraw")]


@pytest.mark.parametrize(("state", "name"), [cell for cell in CELLS if cell[1] in ALLOWED[cell[0]]])
def test_steps_that_lead_on(draft, state, name):
    draft.state = state
    step(name, draft)
    assert draft.state != state


@pytest.mark.parametrize(("state", "name"), [cell for cell in CELLS if cell[1] not in ALLOWED[cell[0]]])
def test_steps_from_the_wrong_state_say_which_state_it_is(draft, state, name):
    draft.state = state
    with pytest.raises(ValidationError, match=f"inzwischen „{state.label}“"):
        step(name, draft)
