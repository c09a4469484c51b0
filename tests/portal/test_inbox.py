"""The pages of deliveries, as a sender and as the coordination use them."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accommodation.models import Occupancy, Operation
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.factories import ReportingDateFactory, ShelterFactory
from tests.sheets import occupancy_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


def upload(client, *lines: str, **fields):
    file = SimpleUploadedFile("belegung.csv", occupancy_csv(*lines))
    return client.post(reverse("deliveries:upload"), {"file": file, **fields})


def post(client, name: str, delivery: Delivery, **fields):
    return client.post(reverse(f"deliveries:{name}", args=[delivery.pk]), fields)


def submitted(client, *lines: str) -> Delivery:
    client.force_login(people.tina())
    upload(client, *lines)
    delivery = Delivery.objects.latest("pk")
    post(client, "confirm", delivery, warnings_accepted="on", reason="Nachgezählt")
    delivery.refresh_from_db()
    return delivery


def test_tina_uploads_and_sees_what_would_be_written(client):
    client.force_login(people.tina())

    answer = client.get(upload(client, "Haus Ahorn;100;80").url)

    assert "Haus Ahorn" in answer.content.decode()
    assert not Occupancy.objects.exists()


def test_a_refused_file_is_answered_with_every_problem_and_no_row(client):
    client.force_login(people.tina())

    answer = upload(client, "Haus Ahorn;100;voll", "Musterweg 1;50;40")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "‚voll‘ ist keine Zahl" in text
    assert "Unterkunft ‚Musterweg 1‘ ist nicht bekannt" in text
    assert not Delivery.objects.exists()


def test_without_a_file_the_form_says_what_to_do(client):
    client.force_login(people.tina())

    answer = client.post(reverse("deliveries:upload"), {})

    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Datei aus." in answer.content.decode()


def test_confirmed_and_released_by_another_person(client):
    delivery = submitted(client, "Haus Ahorn;100;80")
    assert delivery.state == State.SUBMITTED

    client.force_login(people.karla())
    post(client, "release", delivery)

    assert Occupancy.objects.current().get().occupied == 80


def test_tina_cannot_release(client):
    delivery = submitted(client, "Haus Ahorn;100;80")

    assert post(client, "release", delivery).status_code == 403


def test_karla_cannot_release_what_she_delivered_herself(client):
    client.force_login(people.karla())
    upload(client, "Haus Ahorn;100;80", sender=people.anker().pk)
    delivery = Delivery.objects.get()
    post(client, "confirm", delivery)

    assert post(client, "release", delivery).status_code == 403
    assert not Occupancy.objects.current().exists()


def test_returning_needs_a_comment(client):
    delivery = submitted(client, "Haus Ahorn;100;80")
    client.force_login(people.karla())

    answer = post(client, "return_", delivery, comment=" ")

    assert answer.status_code == 422
    assert "Bitte schreiben Sie, was zu ändern ist." in answer.content.decode()


def test_a_returned_delivery_shows_its_sender_the_comment(client):
    delivery = submitted(client, "Haus Ahorn;100;80")
    client.force_login(people.karla())
    post(client, "return_", delivery, comment="Haus Birke fehlt.")

    client.force_login(people.tina())
    answer = client.get(reverse("deliveries:delivery", args=[delivery.pk]))

    assert "Haus Birke fehlt." in answer.content.decode()


def shown_before(client, delivery: Delivery) -> list[int | None]:
    rows = client.get(reverse("deliveries:delivery", args=[delivery.pk])).context["rows"]
    return [row.previous and row.previous.occupied for row in rows]


def test_who_decides_sees_what_would_be_replaced(client):
    first = submitted(client, "Haus Ahorn;100;80")
    client.force_login(people.karla())
    post(client, "release", first)
    second = submitted(client, "Haus Ahorn;100;82")

    client.force_login(people.karla())
    assert shown_before(client, second) == [80]
    post(client, "release", second)
    assert shown_before(client, second) == [80]


def test_the_new_operator_is_not_shown_what_the_old_one_had_reported(client):
    """Both run the house on the day it changes hands."""
    first = submitted(client, "Haus Ahorn;100;80")
    client.force_login(people.karla())
    post(client, "release", first)
    Operation.objects.update(operator=people.bruecke())
    client.force_login(people.tom())
    upload(client, "Haus Ahorn;100;82")
    second = Delivery.objects.latest("pk")
    post(client, "confirm", second, warnings_accepted="on")

    assert shown_before(client, second) == [None]


def test_releasing_twice_tells_instead_of_failing(client):
    delivery = submitted(client, "Haus Ahorn;100;80")
    client.force_login(people.karla())
    post(client, "release", delivery)

    answer = client.post(reverse("deliveries:release", args=[delivery.pk]), follow=True)

    assert "Der Stand ist inzwischen „freigegeben“" in answer.content.decode()


def test_the_delivered_file_comes_back_unchanged(client):
    delivery = submitted(client, "Haus Ahorn;100;80")

    answer = client.get(reverse("deliveries:file", args=[delivery.pk]))

    assert b"".join(answer.streaming_content) == occupancy_csv("Haus Ahorn;100;80")
    assert answer["Content-Disposition"] == 'attachment; filename="belegung.csv"'


@pytest.mark.parametrize("name", ["delivery", "file"])
def test_to_tom_the_deliveries_of_anker_do_not_exist(client, name):
    delivery = submitted(client, "Haus Ahorn;100;80")
    client.force_login(people.tom())

    assert client.get(reverse(f"deliveries:{name}", args=[delivery.pk])).status_code == 404


@pytest.mark.parametrize("name", ["confirm", "discard"])
def test_tom_cannot_act_on_a_preview_of_anker(client, name):
    client.force_login(people.tina())
    upload(client, "Haus Ahorn;100;80")
    delivery = Delivery.objects.get()
    client.force_login(people.tom())

    assert post(client, name, delivery).status_code == 404
    assert Delivery.objects.get().state == State.DRAFT


def test_a_preview_that_went_stale_is_shown_anew(client):
    client.force_login(people.tina())
    upload(client, "Haus Ahorn;100;82")
    stale = Delivery.objects.get()
    first = submitted(client, "Haus Ahorn;100;80")
    client.force_login(people.karla())
    post(client, "release", first)

    client.force_login(people.tina())
    answer = client.post(reverse("deliveries:confirm", args=[stale.pk]), follow=True)
    assert "Haus Ahorn, 31.08.2017: bisher keine Zahl, jetzt 80" in answer.content.decode()

    post(client, "confirm", stale, warnings_accepted="on", reason="Nachgezählt")
    stale.refresh_from_db()
    assert stale.state == State.SUBMITTED


@pytest.mark.parametrize("rows", [1, 30])
def test_a_preview_costs_the_same_queries_however_long_it_is(client, rows, django_assert_max_num_queries):
    for number in range(rows):
        ShelterFactory(name=f"Haus {number}", operation__operator=people.anker())
    ReportingDateFactory(as_of=date(2017, 8, 31), due_on=date(2017, 9, 10))
    client.force_login(people.tina())
    where = upload(client, *(f"Haus {number};100;80" for number in range(rows))).url

    with django_assert_max_num_queries(22):
        client.get(where)


def test_of_very_many_problems_the_first_are_shown_and_the_report_has_all(client):
    client.force_login(people.tina())

    text = upload(client, *(f"Musterweg {number};5;4" for number in range(1_060))).content.decode()

    assert text.count('id="fehler-') == 50
    assert "Gezeigt sind die ersten 50 von 1.060. Der Fehlerbericht enthält alle." in text
