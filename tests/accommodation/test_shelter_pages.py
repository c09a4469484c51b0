"""Single shelters: who sees which of their values, and where each comes from."""

from datetime import date

import pytest
from django.urls import reverse

from tests import people
from tests.accommodation.houses import in_columns
from tests.factories import (
    CapacityFactory,
    DeliveryFactory,
    OccupancyFactory,
    OperationFactory,
    ShelterFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ahorn():
    return ShelterFactory(code="A1", name="Haus Ahorn", operation__operator=people.anker())


def page(client, person, name: str = "accommodation:shelter", *args) -> str:
    client.force_login(person)
    return client.get(reverse(name, args=args or ["A1"])).content.decode()


def test_each_value_leads_to_the_delivery_it_came_with(client, ahorn):
    occupancy = OccupancyFactory(shelter=ahorn, occupied=80, row=9)

    text = page(client, people.tina())

    assert f'href="{occupancy.address}"' in text
    assert "Zeile 9" in text


def test_the_places_are_those_of_the_stichtag(client, ahorn):
    CapacityFactory(shelter=ahorn, places=140, valid_from=date(2017, 9, 1))
    client.force_login(people.tina())

    def places(stichtag: str) -> list[str]:
        page = client.get(reverse("accommodation:shelter", args=["A1"]), {"stichtag": stichtag})
        return [figure.value.number for figure in page.context["chapter"].key_figures]

    assert (places("2015-12-31"), places("2017-08-31"), places("2017-09-01")) == ([], ["100"], ["140"])


def test_the_values_are_told_to_be_the_shelters(client, ahorn):
    OccupancyFactory(shelter=ahorn)

    text = page(client, people.tina())

    assert "Werte: Haus Ahorn" in text
    assert "Abbildung 1" not in text


def test_who_may_change_the_shelter_gets_there_from_its_page(client, ahorn):
    form = reverse("admin:accommodation_shelter_change", args=[ahorn.pk])
    assert form in page(client, people.emil(), "accommodation:shelter", ahorn.code)
    assert form not in page(client, people.tina(), "accommodation:shelter", ahorn.code)


def test_a_shelter_without_a_value_says_so(client, ahorn):
    assert "keine freigegebene Belegung" in page(client, people.tina())


def test_the_list_shows_the_newest_value_with_its_date(client, ahorn):
    OccupancyFactory(shelter=ahorn, as_of=date(2017, 7, 31), occupied=70)
    client.force_login(people.karla())

    table = client.get(reverse("accommodation:shelters")).context["table"]

    assert in_columns(table, "unterkunft", "belegt", "art", "stichtag") == {
        "Haus Ahorn": ["70\N{NO-BREAK SPACE}Personen", "gemeldet", "31. Juli 2017"]
    }


def test_a_stichtag_shows_what_was_known_by_then(client, ahorn):
    OccupancyFactory(shelter=ahorn, as_of=date(2017, 7, 31), occupied=70)
    OccupancyFactory(shelter=ahorn, as_of=date(2017, 8, 31), occupied=83)
    client.force_login(people.karla())

    values = client.get("/unterbringung/unterkuenfte/A1/werte.csv", {"stichtag": "2017-08-01"})

    assert ";70;" in values.content.decode()
    assert ";83;" not in values.content.decode()


def test_the_new_operator_does_not_see_what_the_old_one_reported(client):
    shelter = ShelterFactory(code="A1", operation=None)
    OperationFactory(shelter=shelter, operator=people.anker(), end=date(2017, 8, 31))
    OccupancyFactory(shelter=shelter, occupied=83)
    OperationFactory(shelter=shelter, operator=people.bruecke(), start=date(2017, 9, 1))

    assert "keine freigegebene Belegung" in page(client, people.tom())


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_values_of_a_shelter_can_be_downloaded(client, ahorn, extension):
    OccupancyFactory(shelter=ahorn)
    client.force_login(people.tina())

    answer = client.get(f"/unterbringung/unterkuenfte/A1/werte.{extension}")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_list_can_be_downloaded_as_seen(client, ahorn, extension):
    client.force_login(people.tina())
    page = client.get(reverse("accommodation:shelters"))
    link = f"/unterbringung/unterkuenfte/unterkuenfte.{extension}"

    assert link in page.content.decode()
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("address", ["/unterbringung/werte.csv", "/unterbringung/belegung.svg"])
def test_a_file_for_a_day_that_cannot_be_read_is_refused(client, address):
    client.force_login(people.rosa())

    assert client.get(address, {"stichtag": "quatsch"}).status_code == 400


def test_a_code_with_odd_signs_has_an_address(client):
    ShelterFactory(code="A 13.b (alt)", operation__operator=people.anker())
    client.force_login(people.tina())

    assert (
        'href="/unterbringung/unterkuenfte/A%2013.b%20%28alt%29/"'
        in client.get(reverse("accommodation:shelters")).content.decode()
    )


def tables(client, person) -> dict[str, list[list[str]]]:
    client.force_login(person)
    content = client.get(reverse("accommodation:shelter", args=["A1"])).context["chapter"]
    return {
        table.key: [[str(cell.content) for cell in row] for row in table.rows] for table in content.tables
    }


def test_the_places_are_told_over_time_with_what_is_blocked_and_decided(client, ahorn):
    CapacityFactory(
        shelter=ahorn, places=90, valid_from=date(2017, 9, 1), blocked=10, blocked_reason="Sanierung",
        square_metres="4.5",
    )  # fmt: skip
    CapacityFactory(shelter=ahorn, places=140, valid_from=date(2030, 1, 1), kind="decided")

    assert tables(client, people.karla())["plaetze"] == [
        ["01.01.2030", "beschlossen", "140\xa0Plätze", "k. A.", "140\xa0Plätze", "–", "–"],
        ["01.09.2017", "in Betrieb", "90\xa0Plätze", "10 (Sanierung)", "80\xa0Plätze", "4,5", "–"],
        ["01.01.2016", "in Betrieb", "100\xa0Plätze", "k. A.", "100\xa0Plätze", "–", "–"],
    ]


def test_a_permit_that_was_extended_is_told_with_both_dates(client, ahorn):
    for until in (date(2018, 6, 30), date(2019, 6, 30)):
        ahorn.permit_until = until
        ahorn.save()

    assert [row[0] for row in tables(client, people.karla())["befristung"]] == ["30.06.2019", "30.06.2018"]


def test_a_shelter_that_was_never_limited_has_no_table_of_permits(client, ahorn):
    assert "befristung" not in tables(client, people.karla())


def test_the_city_reads_who_ran_the_house_before(client, ahorn):
    ahorn.operations.update(start=date(2017, 1, 1))
    OperationFactory(shelter=ahorn, operator=people.bruecke(), start=None, end=date(2016, 12, 31))

    assert tables(client, people.karla())["traeger"] == [
        [str(people.anker()), "01.01.2017", "bis heute"],
        [str(people.bruecke()), "seit der Eröffnung", "31.12.2016"],
    ]


def test_an_operator_does_not_read_who_ran_the_house_before(client, ahorn):
    OperationFactory(shelter=ahorn, operator=people.bruecke(), end=date(2016, 12, 31))

    assert [row[0] for row in tables(client, people.tina())["traeger"]] == [str(people.anker())]


def test_the_deliveries_of_a_house_are_those_that_the_reader_may_see(client, ahorn):
    own = DeliveryFactory(sender=people.anker(), state="released", file_name="august.xlsx")
    before = DeliveryFactory(sender=people.bruecke(), state="released", file_name="vorher.xlsx")
    for delivery, day in ((own, date(2017, 8, 31)), (before, date(2016, 8, 31))):
        OccupancyFactory(shelter=ahorn, delivery=delivery, as_of=day)

    assert {row[0] for row in tables(client, people.karla())["meldungen"]} == {"august.xlsx", "vorher.xlsx"}
    assert [row[0] for row in tables(client, people.tina())["meldungen"]] == ["august.xlsx"]


def test_free_places_and_utilisation_are_told_by_name(client, ahorn):
    OccupancyFactory(shelter=ahorn, occupied=80)
    client.force_login(people.karla())

    figures = client.get(reverse("accommodation:shelter", args=["A1"])).context["chapter"].key_figures

    assert [(one.label, one.value.number) for one in figures] == [
        ("Belegt", "80"),
        ("Plätze", "100"),
        ("Freie Plätze", "20"),
        ("Auslastung aller Plätze", "80,0"),
        ("Auslastung der belegbaren Plätze", "80,0"),
    ]


def test_the_page_costs_a_bounded_number_of_queries(client, ahorn, django_assert_max_num_queries):
    for month in range(1, 9):
        OccupancyFactory(shelter=ahorn, as_of=date(2017, month, 28))
    client.force_login(people.karla())

    with django_assert_max_num_queries(20):
        client.get(reverse("accommodation:shelter", args=["A1"]))


def test_the_curve_stands_under_the_places_as_they_changed(client, ahorn):
    for month, occupied in ((3, 80), (6, 90)):
        OccupancyFactory(shelter=ahorn, as_of=date(2017, month, 30), occupied=occupied)
    CapacityFactory(
        shelter=ahorn, places=140, valid_from=date(2017, 5, 1), blocked=10, blocked_reason="Sanierung"
    )
    client.force_login(people.karla())

    (chart,) = client.get(reverse("accommodation:shelter", args=["A1"])).context["chapter"].charts

    assert {
        one.label: [(f"{point.at:%d.%m.}", point.value.number) for point in one.points]
        for one in chart.series[1:]
    } == {
        "Plätze": [("30.03.", "100"), ("01.05.", "140"), ("30.06.", "140")],
        "belegbare Plätze": [("30.03.", "100"), ("01.05.", "130"), ("30.06.", "130")],
    }
