"""Taking a delivery back restores exactly what it replaced."""

import random
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accommodation import actions
from accommodation.models import Occupancy
from accommodation.withdrawal import may_withdraw, withdraw_delivery
from portal.models import Delivery, Organisation
from portal.releases import State
from tests import people
from tests.accommodation.sending import counting, released, submitted
from tests.factories import DeliveryFactory, OccupancyFactory, ReportingDateFactory, ShelterFactory

pytestmark = pytest.mark.django_db

HOUSES = ("Haus Ahorn", "Haus Birke", "Haus Linde")


@pytest.fixture(autouse=True)
def houses():
    """Anker runs three, each with 100 places."""
    return [ShelterFactory(name=name, operation__operator=people.anker()) for name in HOUSES]


def withdrawn(delivery: Delivery, comment: str = "Falsche Liste", by=None) -> Delivery:
    return withdraw_delivery(delivery=delivery, by=by or people.karla(), comment=comment)


def test_what_it_replaced_counts_again():
    released("Haus Ahorn;100;80")
    correction = released("Haus Ahorn;100;82", "Haus Birke;100;70")
    assert counting() == {"Haus Ahorn": 82, "Haus Birke": 70}

    withdrawn(correction)

    assert counting() == {"Haus Ahorn": 80}


def test_its_rows_stay_readable():
    first = released("Haus Ahorn;100;80")
    second = released("Haus Ahorn;100;82")
    withdrawn(second)

    row = second.occupancies.get()
    assert (row.occupied, row.current, row.replaces.delivery) == (82, False, first)


def test_nothing_later_is_touched():
    august = released("Haus Ahorn;100;80")
    released("Haus Ahorn;100;85", as_of="30.09.2017")
    withdrawn(august)

    assert [(row.as_of, row.occupied) for row in Occupancy.objects.current()] == [(date(2017, 9, 30), 85)]


def test_a_correction_of_another_shelter_stays():
    first = released("Haus Ahorn;100;80")
    released("Haus Birke;100;70")
    withdrawn(first)

    assert counting() == {"Haus Birke": 70}


def test_a_delivery_on_which_another_one_stands_is_refused_by_name():
    first = released("Haus Ahorn;100;80")
    Organisation.objects.filter(pk=people.anker().pk).update(short_name="Anker")
    second = released("Haus Ahorn;100;82", name="august_korrigiert.csv")
    when = timezone.localtime(second.submitted_at)

    with pytest.raises(ValidationError) as error:
        withdrawn(first)

    assert error.value.message == (
        f"Auf dieser Meldung baut auf: ‚august_korrigiert.csv‘ vom {when:%d.%m.%Y, %H:%M} Uhr (Anker). "
        "Bitte zuerst diese zurückziehen."
    )
    assert counting() == {"Haus Ahorn": 82}


def test_of_many_that_stand_on_it_three_are_named():
    for number in range(5):
        ShelterFactory(name=f"Haus {number}", operation__operator=people.anker())
    first = released(*(f"Haus {number};100;80" for number in range(5)))
    for number in range(5):
        released(f"Haus {number};100;82", name=f"haus{number}.csv")

    with pytest.raises(ValidationError, match=r"‚haus0.csv‘ .*‚haus1.csv‘ .*‚haus2.csv‘ .* und 2 weitere\."):
        withdrawn(first)


def test_one_after_the_other_from_the_last_to_the_first():
    all_three = [released(f"Haus Ahorn;100;{occupied}") for occupied in (80, 82, 84)]

    found = []
    for delivery in reversed(all_three):
        withdrawn(delivery)
        found.append(counting())

    assert found == [{"Haus Ahorn": 82}, {"Haus Ahorn": 80}, {}]


def test_after_a_withdrawn_correction_the_next_one_stands_on_the_first():
    first = released("Haus Ahorn;100;80")
    withdrawn(released("Haus Ahorn;100;82"))
    third = released("Haus Ahorn;100;84")

    with pytest.raises(ValidationError, match="baut auf"):
        withdrawn(first)
    withdrawn(third)
    assert counting() == {"Haus Ahorn": 80}


def test_a_place_goes_back_past_a_delivery_that_is_withdrawn_itself(houses):
    """Locks keep it from happening today; data of another time may look like it."""
    ahorn = houses[0]
    oldest = OccupancyFactory(shelter=ahorn, occupied=80, current=False)
    middle = OccupancyFactory(
        shelter=ahorn, occupied=82, current=False, replaces=oldest, delivery__state=State.WITHDRAWN
    )
    newest = OccupancyFactory(shelter=ahorn, occupied=84, replaces=middle)

    withdrawn(newest.delivery)

    assert counting() == {"Haus Ahorn": 80}


def test_a_missing_value_that_replaced_nothing_gives_nothing_back():
    released("Haus Ahorn;100;80")
    silent = released("Haus Ahorn;100;k. A.", "Haus Birke;100;70")

    withdrawn(silent)

    assert counting() == {"Haus Ahorn": 80}


def test_the_reason_and_who_had_released_it_are_kept():
    delivery = released("Haus Ahorn;100;80")
    released_on = delivery.decided_on

    withdrawn(delivery, " Falsches Haus. ", by=people.konrad())

    delivery.refresh_from_db()
    assert (delivery.state, delivery.decided_by) == (State.WITHDRAWN, people.konrad())
    assert delivery.comment == (
        f"Falsches Haus. (War freigegeben am {released_on:%d.%m.%Y} von Karla Koordination.)"
    )


@pytest.mark.parametrize("comment", ["", "  "])
def test_nobody_withdraws_without_a_reason(comment):
    delivery = released("Haus Ahorn;100;80")

    with pytest.raises(ValidationError, match="Bitte nennen Sie den Grund"):
        withdrawn(delivery, comment)
    assert counting() == {"Haus Ahorn": 80}


def test_the_sender_takes_back_what_nobody_has_decided_yet():
    delivery = submitted("Haus Ahorn;100;80")

    withdrawn(delivery, by=people.tina())

    delivery.refresh_from_db()
    assert (delivery.state, delivery.comment) == (State.WITHDRAWN, "Falsche Liste")
    assert released("Haus Ahorn;100;80").state == State.RELEASED  # the same file may come again


def test_after_the_release_the_sender_cannot():
    delivery = released("Haus Ahorn;100;80")

    with pytest.raises(PermissionDenied):
        withdrawn(delivery, by=people.tina())
    assert counting() == {"Haus Ahorn": 80}


@pytest.mark.parametrize(
    ("state", "those_who_may"),
    [
        (State.DRAFT, []),
        (State.SUBMITTED, [people.tina, people.emil, people.karla]),
        (State.RETURNED, [people.tina, people.emil, people.karla]),
        (State.RELEASED, [people.karla]),
        (State.WITHDRAWN, []),
    ],
)
def test_who_may_withdraw_depends_on_the_state(state, those_who_may):
    delivery = DeliveryFactory(sender=people.anker(), state=state)
    everybody = [people.rosa, people.tina, people.tom, people.emil, people.karla, people.adam, people.dora]

    assert [person for person in everybody if may_withdraw(delivery, person())] == those_who_may


def test_a_closed_date_is_not_changed_by_a_withdrawal():
    delivery = released("Haus Ahorn;100;80")
    ReportingDateFactory(as_of=date(2017, 8, 31), closed=True)

    with pytest.raises(ValidationError, match="abgeschlossen"):
        withdrawn(delivery)
    assert counting() == {"Haus Ahorn": 80}


def test_what_never_counted_can_be_taken_back_after_the_closing():
    delivery = submitted("Haus Ahorn;100;80")
    ReportingDateFactory(as_of=date(2017, 8, 31), closed=True)

    assert withdrawn(delivery).state == State.WITHDRAWN


def test_a_delivery_without_rows_is_withdrawn_too():
    nothing = DeliveryFactory(
        sender=people.anker(), state=State.RELEASED, way=Delivery.Way.NOTHING, first_as_of=date(2017, 8, 31)
    )

    assert withdrawn(nothing).state == State.WITHDRAWN


@dataclass
class Model:
    """The last released delivery that is not withdrawn wins, shelter by shelter."""

    releases: list[tuple[int, dict[str, int]]] = field(default_factory=list)  # in their order

    def counting(self) -> dict[str, int]:
        return {house: occupied for _, numbers in self.releases for house, occupied in numbers.items()}

    def released(self, number: int, numbers: dict[str, int]) -> None:
        """What is older than what counts for a shelter stays out; refused if nothing is left."""
        newer = {house for other, theirs in self.releases if other > number for house in theirs}
        left = {house: occupied for house, occupied in numbers.items() if house not in newer}
        self._expect(bool(left))
        self.releases.append((number, left))

    def withdrawn(self, number: int) -> None:
        """Refused where a later release is about one of its shelters."""
        position = [other for other, _ in self.releases].index(number)
        numbers = self.releases[position][1]
        self._expect(not any(same(numbers, theirs) for _, theirs in self.releases[position + 1 :]))
        del self.releases[position]

    def _expect(self, allowed: bool) -> None:
        if not allowed:
            raise ValidationError("refused")


def same(numbers: dict[str, int], others: dict[str, int]) -> bool:
    return bool(numbers.keys() & others.keys())


def refused(step, *args, **options) -> bool:
    try:
        step(*args, **options)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_deliveries_leaves_what_a_simple_model_says(seed):
    chance, model = random.Random(seed), Model()  # noqa: S311 - nothing secret
    deliveries: list[Delivery] = []
    said: list[dict[str, int]] = []
    for step in range(30):
        waiting = [one for one in deliveries if one.state == State.SUBMITTED]
        standing = [one for one in deliveries if one.state == State.RELEASED]
        what = chance.choice(["deliver", "release", "release", "withdraw"])
        if what == "release" and waiting:
            one = chance.choice(waiting)
            number = deliveries.index(one)
            expected = refused(model.released, number, said[number])
            assert refused(actions.release_delivery, delivery=one, by=people.karla()) == expected
        elif what == "withdraw" and standing:
            one = chance.choice(standing)
            expected = refused(model.withdrawn, deliveries.index(one))
            assert refused(withdrawn, one) == expected
        else:
            houses = chance.sample(HOUSES, chance.randint(1, 3))
            said.append(dict.fromkeys(houses, 100 + step))
            deliveries.append(submitted(*(f"{house};500;{100 + step}" for house in houses)))
            continue
        one.refresh_from_db()
        assert counting() == model.counting()
