"""After a list was handed in, its page says who may release it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.second_person import NOBODY, OWN, second_person
from tests import people
from tests.accommodation.sending import drafted, released, submitted
from tests.factories import ShelterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ahorn():
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


def test_the_operator_reads_that_it_is_the_citys_coordination_and_how_many_they_are(client):
    people.karla(), people.konrad(), people.adam()
    delivery = submitted("Haus Ahorn;100;80")
    client.force_login(people.tina())
    text = client.get(reverse("deliveries:delivery", args=[delivery.pk])).content.decode()
    assert f"{OWN}Freigeben kann sie die Koordination der Stadt, derzeit 2 Personen." in text
    assert "Karla" not in text


def test_who_submitted_for_an_operator_reads_that_another_one_has_to_and_who():
    people.konrad()
    assert second_person(submitted("Haus Ahorn;100;80", by=people.karla()), people.karla()) == (
        f"{OWN}Freigeben kann sie: Konrad Koordination."
    )


def test_staff_who_may_not_release_reads_the_names():
    people.karla(), people.konrad()
    assert second_person(submitted("Haus Ahorn;100;80"), people.emil()) == (
        "Freigeben kann sie: Karla Koordination oder Konrad Koordination."
    )


def test_an_account_that_is_closed_or_over_releases_nothing():
    people.karla()
    konrad, today = people.konrad(), timezone.localdate()
    konrad.expires_on = today - timedelta(days=1)
    konrad.save()
    assert second_person(submitted("Haus Ahorn;100;80", by=people.karla()), people.karla()) == OWN + NOBODY


def test_nothing_is_said_to_who_may_release_nor_where_nothing_waits():
    assert second_person(submitted("Haus Ahorn;100;80"), people.karla()) == ""
    assert second_person(drafted("Haus Ahorn;100;85"), people.tina()) == ""
    assert second_person(released("Haus Ahorn;100;90"), people.tina()) == ""


def test_it_costs_one_query_however_many_they_are(django_assert_num_queries):
    people.karla(), people.konrad()
    delivery, reader = submitted("Haus Ahorn;100;80"), people.emil()
    second_person(delivery, reader)  # reads the rights of the reader
    with django_assert_num_queries(1):
        second_person(delivery, reader)
