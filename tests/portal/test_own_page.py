"""`/meldungen/` of an operator: what is owed, what came back, what was sent, what became of it."""

from datetime import date, timedelta

import pytest
import time_machine

from portal.inbox.own_page import due_words
from portal.models import Delivery, ReportingDate
from portal.releases import return_, submit, withdraw
from tests import people
from tests.factories import DeliveryFactory, OccupancyFactory, ShelterFactory

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2017, 7, 31), date(2017, 8, 31)
DUE = date(2017, 9, 15)


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(code="ANK-1", name="Haus Ahorn", operation__operator=people.anker())


@pytest.fixture
def tina(act_as):
    return act_as(people.tina)


def page(client) -> str:
    return " ".join(client.get("/meldungen/").content.decode().split())


def owe(*days: date) -> None:
    for day in days:
        ReportingDate.objects.create(as_of=day, due_on=day + timedelta(days=15))


def sent_by_tina(**fields) -> Delivery:
    delivery = DeliveryFactory(
        sender=people.anker(), created_by=people.tina(), first_as_of=AUGUST, last_as_of=AUGUST, **fields
    )
    submit(delivery, by=people.tina())
    return delivery


def given_back(comment: str = "Haus Birke fehlt.", **fields) -> Delivery:
    delivery = sent_by_tina(**fields)
    return_(delivery, by=people.karla(), comment=comment)
    return delivery


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2017, 9, 12), "bis 15.09.2017, in 3 Tagen"),
        (date(2017, 9, 14), "bis 15.09.2017, morgen"),
        (DUE, "bis 15.09.2017, heute"),
        (date(2017, 9, 16), "seit einem Tag überfällig"),
        (date(2017, 9, 19), "seit 4 Tagen überfällig"),
    ],
)
def test_the_due_day_in_words(today, words):
    assert due_words(DUE, today) == words


def test_what_is_owed_names_the_day_the_time_left_and_the_shelters(tina):
    owe(AUGUST)
    with time_machine.travel("2017-09-12 10:00"):
        text = page(tina)
    assert "Was Sie noch melden müssen: 1 Stichtag<" in text
    assert "Stichtag 31. August 2017" in text
    assert "bis 15.09.2017, in 3 Tagen" in text
    assert "Es fehlt: Haus Ahorn." in text


def test_each_owed_day_offers_the_four_ways(tina):
    owe(AUGUST)
    text = page(tina)
    for way in ("neu", "formular", "unveraendert", "nichts-zu-melden"):
        assert f'href="/meldungen/{way}/?stichtag=2017-08-31"' in text


def test_who_reported_a_part_cannot_say_that_there_is_nothing(tina, ahorn):
    ShelterFactory(name="Haus Birke", operation__operator=people.anker())
    OccupancyFactory(shelter=ahorn, as_of=AUGUST)
    owe(AUGUST)
    text = page(tina)
    assert "Es fehlt: Haus Birke." in text
    assert "nichts-zu-melden" not in text


def test_with_nothing_owed_the_heading_says_so(tina):
    assert "Was Sie noch melden müssen: nichts" in page(tina)


def test_whoever_owes_very_much_begins_with_the_oldest(tina):
    owe(*(date(2017, month, 28) for month in range(1, 11)))
    text = page(tina)
    assert "Was Sie noch melden müssen: 10 Stichtage" in text
    assert "Stichtag 28. Januar 2017" in text
    assert "Stichtag 28. Oktober 2017" not in text


def test_what_came_back_shows_the_comment_and_what_to_do(tina):
    given_back("Haus Birke fehlt.")
    text = page(tina)
    assert "Zurückgegeben oder zurückgezogen: 1" in text
    assert "Haus Birke fehlt." in text
    assert "Berichtigen Sie Ihre Datei" in text


def test_what_the_city_withdrew_is_told_with_its_reason(tina):
    withdraw(sent_by_tina(), by=people.karla(), comment="Gilt für einen anderen Tag.")
    text = page(tina)
    assert "Zurückgegeben oder zurückgezogen: 1" in text
    assert "von der Stadt zurückgezogen" in text
    assert "Gilt für einen anderen Tag." in text


def test_what_she_withdrew_herself_needs_no_telling(tina):
    withdraw(sent_by_tina(), by=people.tina(), comment="Falsche Datei")
    assert "Zurückgegeben oder zurückgezogen: nichts" in page(tina)


def test_what_was_typed_is_typed_again(tina):
    given_back(way=Delivery.Way.FORM)
    assert 'href="/meldungen/formular/?stichtag=2017-08-31">mit dem Formular' in page(tina)


def test_once_it_was_sent_again_it_is_no_longer_to_be_done(tina):
    given_back()
    sent_by_tina()
    assert "Zurückgegeben oder zurückgezogen: nichts" in page(tina)


def test_a_list_of_other_days_does_not_settle_it(tina):
    given_back()
    other = sent_by_tina()
    Delivery.objects.filter(pk=other.pk).update(first_as_of=JULY, last_as_of=JULY)
    assert "Zurückgegeben oder zurückgezogen: 1" in page(tina)


def test_what_was_sent_stands_with_its_way_and_state(tina):
    sent_by_tina(file_name="Formular_Anker_2017-08-31.csv", way=Delivery.Way.FORM)
    text = page(tina)
    assert "Formular_Anker_2017-08-31.csv" in text
    assert "Stichtag 31.08.2017 · Formular · eingereicht am" in text
    assert "eingereicht, wartet auf Freigabe" in text


def test_a_preview_is_not_sent_and_waits_for_her(tina):
    DeliveryFactory(sender=people.anker(), created_by=people.tina())
    text = page(tina)
    assert "Noch nicht eingereicht: 1" in text
    assert "Was Sie gesendet haben: noch nichts" in text


def test_what_became_of_it_is_the_newest_sum_that_counts(tina, ahorn):
    birke = ShelterFactory(operation__operator=people.anker())
    ShelterFactory(operation__operator=people.anker())
    for shelter, as_of, occupied in ((ahorn, JULY, 500), (ahorn, AUGUST, 80), (birke, AUGUST, 40)):
        OccupancyFactory(shelter=shelter, as_of=as_of, occupied=occupied)
    OccupancyFactory(shelter=birke, as_of=date(2017, 9, 30), occupied=999, current=False)
    text = page(tina)
    assert "Was die Stadt daraus gemacht hat: 120 Personen am 31.08.2017" in text
    assert "in 2 von 3 Ihrer Unterkünfte" in text


def test_it_leads_to_the_delivery_and_to_the_curve(tina, ahorn):
    delivery = OccupancyFactory(shelter=ahorn, as_of=AUGUST).delivery
    text = page(tina)
    assert f'href="/meldungen/{delivery.pk}/">Ihre Meldung dazu' in text
    assert 'href="/unterbringung/?stichtag=2017-08-31"' in text


def test_it_says_who_reads_the_numbers_and_leads_to_when_sums_become_public(tina):
    text = page(tina)
    assert "sehen nur Ihre Organisation und die Verwaltung" in text
    assert '<a href="/daten/#datenschutz">Wann Summen öffentlich werden</a>' in text


def test_before_the_first_release_there_is_no_sum(tina):
    assert "Noch ist keine Ihrer Zahlen freigegeben." in page(tina)


def test_tom_sees_nothing_of_anker(act_as, ahorn):
    given_back()
    OccupancyFactory(shelter=ahorn, as_of=AUGUST)
    owe(AUGUST)
    text = page(act_as(people.tom))
    assert "Ahorn" not in text
    assert "Haus Birke fehlt." not in text
    assert "Noch ist keine Ihrer Zahlen freigegeben." in text


def test_an_operators_account_without_an_operator_has_no_such_page(act_as):
    tina = people.tina()
    tina.organisation = None
    tina.save()
    assert act_as(people.tina).get("/meldungen/").status_code == 403


def test_the_city_sees_its_inbox_instead(act_as):
    delivery = sent_by_tina()
    text = page(act_as(people.karla))
    assert delivery.file_name in text
    assert "Was Sie noch melden müssen" not in text


@pytest.mark.parametrize("many", [1, 30])
def test_the_page_costs_the_same_queries_however_much_there_is(tina, many, django_assert_max_num_queries):
    for number in range(many):
        given_back(file_name=f"zurueck-{number}.csv")
        DeliveryFactory(sender=people.anker(), created_by=people.tina())
        OccupancyFactory(shelter__operation__operator=people.anker(), as_of=AUGUST)
        owe(AUGUST - timedelta(days=number))
    with django_assert_max_num_queries(16):
        assert tina.get("/meldungen/").status_code == 200
