"""The inbox of the city: what waits, with all that a decision needs."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accommodation import actions
from portal.inbox.waiting import Waiting, waiting_deliveries
from portal.models import Delivery
from tests import people
from tests.accommodation.sending import confirmed, drafted, released, submitted
from tests.factories import OccupancyFactory, ShelterFactory

pytestmark = pytest.mark.django_db

JULY = "31.07.2017"


@pytest.fixture(autouse=True)
def houses():
    """Anker runs three, each with 100 places."""
    names = ("Haus Ahorn", "Haus Birke", "Haus Linde")
    return [ShelterFactory(name=name, operation__operator=people.anker()) for name in names]


def the_one(person=None) -> Waiting:
    (one,) = waiting_deliveries(person or people.karla())
    return one


def test_the_oldest_comes_first_and_only_what_waits():
    released("Haus Ahorn;100;70", as_of=JULY)
    drafted("Haus Ahorn;100;81")
    first, second = submitted("Haus Ahorn;100;80"), submitted("Haus Birke;100;60")

    assert [one.delivery for one in waiting_deliveries(people.karla())] == [first, second]


def test_the_persons_and_the_difference_to_the_date_before():
    released("Haus Ahorn;100;70", "Haus Birke;100;60", as_of=JULY)
    submitted("Haus Ahorn;100;80", "Haus Birke;100;62")

    assert the_one().persons == "142 Personen in 2 Unterkünften, +12 gegenüber 31.07.2017 (130)"
    assert the_one().rows == 2


def test_only_shelters_with_a_number_on_both_dates_are_compared():
    released("Haus Ahorn;100;70", "Haus Linde;100;50", as_of=JULY)
    submitted("Haus Ahorn;100;65", "Haus Birke;100;60")

    assert the_one().persons == (
        "125 Personen in 2 Unterkünften, −5 gegenüber 31.07.2017 (70),"
        " verglichen in 1 von 2 Unterkünften, die auch damals gemeldet waren"
    )


def test_a_first_delivery_is_compared_with_nothing():
    submitted("Haus Ahorn;100;80")

    assert the_one().persons == "80 Personen in einer Unterkunft, erste Meldung dieses Trägers"


def test_without_a_shelter_in_common_there_is_no_difference():
    released("Haus Ahorn;100;70", as_of=JULY)
    submitted("Haus Birke;100;60")

    assert the_one().persons == (
        "60 Personen in einer Unterkunft, für den 31.07.2017 keine Zahl dieser Unterkünfte"
    )


def test_another_operators_numbers_are_not_compared(houses):
    OccupancyFactory(shelter=houses[0], as_of=date(2017, 7, 31), delivery__sender=people.bruecke())
    submitted("Haus Ahorn;100;80")

    assert "erste Meldung" in the_one().persons


def test_a_list_of_several_dates_speaks_of_its_last():
    data = b"Unterkunft;Belegung;Stichtag\r\nHaus Ahorn;70;31.07.2017\r\nHaus Ahorn;80;31.08.2017"
    draft, _ = actions.draft_delivery(
        data=data, file_name="zwei.csv", sender=people.anker(), as_of=None, by=people.tina()
    )
    confirmed(draft)

    assert the_one().persons.startswith("80 Personen")


def test_a_list_without_any_number_says_so():
    submitted("Haus Ahorn;100;k. A.")

    assert the_one().persons == "keine Zahl"


def test_warnings_and_what_the_sender_says_about_them(houses):
    draft = drafted("Haus Ahorn;100;125")
    confirmed(draft, comments={f"{houses[0].pk}-2017-08-31": "Notbelegung"})

    assert [text for text in the_one().warnings.shown if "Überbelegung: 125 von 100 Plätzen" in text]
    assert the_one().comments.shown == ["Haus Ahorn: Notbelegung"]


def test_of_many_warnings_the_first_are_shown_and_the_rest_is_counted():
    for number in range(7):
        ShelterFactory(name=f"Haus {number}", operation__operator=people.anker())
    submitted(*(f"Haus {number};100;125" for number in range(7)))

    assert (len(the_one().warnings.shown), the_one().warnings.more) == (5, 2)


def test_who_may_release_and_why_not():
    submitted("Haus Ahorn;100;80", by=people.karla())

    assert the_one(people.konrad()).may_release
    assert the_one(people.karla()).why_not == (
        "Sie haben diese Meldung selbst eingereicht; freigeben muss sie eine zweite Person."
    )
    assert the_one(people.emil()).why_not == "Freigeben kann sie die Koordination."


@pytest.mark.parametrize("count", [1, 12])
def test_as_many_queries_for_many_as_for_one(count, houses, django_assert_num_queries):
    for number in range(count):
        confirmed(
            drafted(f"Haus Ahorn;100;{number}", "Haus Birke;100;125", as_of=f"{number + 1:02}.08.2017"),
            comments={f"{houses[1].pk}-2017-08-{number + 1:02}": "Notbelegung"},
        )
    karla = people.karla()
    karla.has_perm("portal.release_delivery")  # the rights are read once for a request

    with django_assert_num_queries(3):
        assert len(waiting_deliveries(karla)) == count


def page(client, person) -> str:
    client.force_login(person)
    text = client.get(reverse("deliveries:list")).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_page_says_who_reported_for_whom_why_and_how(client):
    released("Haus Ahorn;100;70")
    draft = drafted("Haus Ahorn;100;80", by=people.emil())
    Delivery.objects.filter(pk=draft.pk).update(way=Delivery.Way.FORM)
    draft.refresh_from_db()
    confirmed(draft, reason="Zwei Zimmer vergessen")

    text = page(client, people.karla())

    assert "1 Meldung wartet auf eine Entscheidung" in text
    assert "gemeldet von Emil Editor für Anker gGmbH" in text
    assert "Grund der Änderung Zwei Zimmer vergessen" in text
    assert "Weg Formular" in text
    assert "Prüfen und freigeben" in text


def test_an_operators_own_delivery_is_not_on_behalf_of_anybody(client):
    submitted("Haus Ahorn;100;80")

    assert "gemeldet von Tina Träger Zahlen" not in page(client, people.karla())
    assert "für Anker gGmbH" not in page(client, people.karla())


def test_nothing_waits(client):
    assert "Keine Meldung wartet auf eine Entscheidung" in page(client, people.karla())
