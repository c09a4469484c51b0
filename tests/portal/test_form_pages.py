"""Reporting without a file, as Tina and the people of the city use the pages."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accommodation.models import Occupancy
from portal.inbox.forms import end_of_last_month
from portal.inbox.without_file import MOST_LINES
from portal.models import Delivery, ReportingDate
from portal.releases import State
from tests import people
from tests.factories import (
    OccupancyFactory,
    ReportingDateFactory,
    ReportingExceptionFactory,
    ShelterFactory,
)

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2017, 7, 31), date(2017, 8, 31)
FORM, UNCHANGED, NOTHING = (
    f"/meldungen/{name}/?stichtag=2017-08-31" for name in ("formular", "unveraendert", "nichts-zu-melden")
)


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(code="ANK-1", name="Haus Ahorn", operation__operator=people.anker())


@pytest.fixture
def birke():
    return ShelterFactory(code="ANK-2", name="Haus Birke", operation__operator=people.anker())


@pytest.fixture
def buche():
    """Belongs to Brücke."""
    return ShelterFactory(code="BRÜ-1", name="Haus Buche", operation__operator=people.bruecke())


@pytest.fixture
def tina(act_as):
    return act_as(people.tina)


def lines(*answers: tuple[str, str], **changed: str) -> dict[str, str]:
    """What a browser sends: code and number of each shelter."""
    fields = {"form-TOTAL_FORMS": str(len(answers)), "form-INITIAL_FORMS": str(len(answers))}
    for number, (code, occupied) in enumerate(answers):
        fields |= {f"form-{number}-code": code, f"form-{number}-occupied": occupied}
        fields |= {f"form-{number}-remark": ""}
    return fields | changed


def text_of(answer) -> str:
    return answer.content.decode()


def test_each_shelter_has_a_line_with_places_and_its_last_number(tina, ahorn, birke):
    OccupancyFactory(shelter=ahorn, as_of=JULY, occupied=80)
    text = text_of(tina.get(FORM))
    assert [form["occupied"].value() for form in tina.get(FORM).context["lines"]] == [80, None]
    assert "Plätze: 100" in text
    assert "zuletzt gemeldet – 31. Juli 2017: 80" in text
    assert "noch nie gemeldet" in text


def test_what_is_sent_becomes_a_preview(tina):
    answer = tina.post(FORM, lines(("ANK-1", "80")), follow=True)
    delivery = Delivery.objects.get()
    assert (delivery.way, delivery.state) == (Delivery.Way.FORM, State.DRAFT)
    assert "Vorschau" in text_of(answer)
    assert not Occupancy.objects.exists()


def test_a_mistake_comes_back_at_its_field_with_everything_that_was_typed(tina, birke):
    answer = tina.post(FORM, lines(("ANK-1", "81"), ("ANK-2", "voll")))
    text = text_of(answer)
    assert answer.status_code == 422
    assert 'value="81"' in text
    assert 'value="voll"' in text
    assert '<a href="#id_form-1-occupied">Haus Birke: ‚voll‘ ist keine Zahl.' in text
    assert "Zeile" not in re.sub(r"<[^>]+>", "", text)
    assert "<title>Fehler: Formular" in text


def test_every_label_and_every_id_is_there_once(tina, birke):
    text = text_of(tina.get(FORM))
    labels = re.findall(r'<label[^>]*for="([^"]+)">\s*([^<]+)', text)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(labels) == len(set(labels)) == 6  # two of each shelter, the day, the search above
    assert len({word.strip() for _, word in labels}) == 6
    assert len(ids) == len(set(ids))


def test_tampered_with_another_operators_shelter_it_is_refused(tina, buche):
    answer = tina.post(FORM, lines(("BRÜ-1", "80")))
    assert answer.status_code == 422
    assert "Unterkunft ‚BRÜ-1‘ gehört nicht zu Ihrem Träger." in text_of(answer)
    assert "Haus Buche" not in text_of(answer)
    assert not Delivery.objects.exists()


def test_whatever_operator_the_address_names_tina_reports_for_her_own(tina, buche):
    address = f"{FORM}&traeger={people.bruecke().pk}"
    assert "Haus Buche" not in text_of(tina.get(address))
    tina.post(address, lines(("ANK-1", "80")))
    assert Delivery.objects.get().sender == people.anker()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"form-TOTAL_FORMS": "zwei", "form-INITIAL_FORMS": "0"},
        lines(("ANK-1", "80"), **{"form-INITIAL_FORMS": "0", "form-TOTAL_FORMS": "3"}),
        lines(("", "80")),
        lines(("ANK-1", "8" * 31)),
        lines(*[("ANK-1", "80")] * (MOST_LINES + 1)),
    ],
    ids=["empty", "broken", "lines missing", "no shelter", "too long", "too many"],
)
def test_a_broken_form_is_refused(tina, fields):
    assert tina.post(FORM, fields).status_code == 422
    assert not Delivery.objects.exists()


def test_with_very_many_shelters_a_file_is_asked_for(tina):
    for number in range(MOST_LINES):
        ShelterFactory(code=f"VIELE-{number}", operation__operator=people.anker())
    assert "höchstens 100 Unterkünfte. Bitte laden Sie eine Datei hoch." in text_of(tina.get(FORM))


@pytest.mark.parametrize("address", [FORM, UNCHANGED])
def test_a_day_without_a_shelter_is_told(tina, address):
    asked = address.replace("2017", "2010")
    assert "Für diesen Tag ist keine Unterkunft" in text_of(tina.get(asked))
    assert tina.post(asked, lines(("ANK-1", "80"), checked="on")).status_code == 422
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("page", ["formular", "unveraendert", "nichts-zu-melden"])
class TestAboutWhichDay:
    def test_it_is_the_oldest_that_is_owed(self, tina, page):
        for day in (AUGUST, JULY):
            ReportingDate.objects.create(as_of=day, due_on=day)
        assert tina.get(f"/meldungen/{page}/").context["as_of"] == JULY

    def test_without_any_it_is_the_end_of_last_month(self, tina, page):
        assert tina.get(f"/meldungen/{page}/").context["as_of"] == end_of_last_month() < timezone.localdate()

    def test_a_day_that_does_not_exist_is_told(self, tina, page):
        answer = tina.get(f"/meldungen/{page}/?stichtag=31.02.2017")
        assert answer.status_code == 422
        assert "Bitte einen Tag angeben, den es gibt" in text_of(answer)

    def test_emil_is_first_asked_for_whom(self, act_as, page):
        answer = act_as(people.emil).get(f"/meldungen/{page}/")
        assert answer.status_code == 200
        assert "Für wen und welchen Tag?" in text_of(answer)

    def test_emil_reports_for_the_operator_he_chose(self, act_as, page):
        OccupancyFactory(shelter__operation__operator=people.bruecke(), as_of=JULY)
        sent = lines(checked="on", reason="Umbau.") | lines(("", "")) if page != "formular" else None
        address = f"/meldungen/{page}/?stichtag=2017-08-31&traeger={people.bruecke().pk}"
        code = people.bruecke().operations.get().shelter.code
        act_as(people.emil).post(address, sent or lines((code, "12")))
        assert Delivery.objects.latest("pk").sender == people.bruecke()


def test_unchanged_shows_every_number_with_its_day(tina, ahorn):
    OccupancyFactory(shelter=ahorn, as_of=JULY, occupied=80)
    text = text_of(tina.get(UNCHANGED))
    assert "Unverändert seit 31.07.2017" in text
    assert "Ich habe alle Häuser geprüft; die Zahlen gelten auch am 31.08.2017." in text


def test_unchanged_needs_its_tick(tina, ahorn):
    OccupancyFactory(shelter=ahorn, as_of=JULY, occupied=80)
    answer = tina.post(UNCHANGED, {})
    assert answer.status_code == 422
    assert "Bitte bestätigen Sie, dass Sie alle Häuser geprüft haben." in text_of(answer)
    assert Delivery.objects.filter(way=Delivery.Way.UNCHANGED).count() == 0


def test_stated_unchanged_becomes_a_preview_with_the_old_numbers(tina, ahorn):
    OccupancyFactory(shelter=ahorn, as_of=JULY, occupied=80)
    answer = tina.post(UNCHANGED, {"checked": "on"}, follow=True)
    assert [row.occupied for row in answer.context["rows"]] == [80]
    assert Delivery.objects.latest("pk").way == Delivery.Way.UNCHANGED


def test_what_must_be_typed_leads_to_the_form(tina):
    text = text_of(tina.get(UNCHANGED))
    assert "oder zuletzt „keine Angabe“: Haus Ahorn." in text
    assert 'href="/meldungen/formular/?stichtag=2017-08-31' in text
    assert 'name="checked"' not in text


def test_nothing_to_report_is_handed_in_at_once(tina):
    answer = tina.post(NOTHING, {"reason": "Alle Häuser waren geschlossen."}, follow=True)
    text = text_of(answer)
    assert Delivery.objects.get().state == State.SUBMITTED
    assert "Ihre Angabe ist eingereicht." in text
    assert "Alle Häuser waren geschlossen." in text
    assert "Datei herunterladen" not in text


def test_a_second_click_on_nothing_to_report_is_no_mistake(tina):
    for _ in range(2):
        answer = tina.post(NOTHING, {"reason": "Alle Häuser waren geschlossen."}, follow=True)
    assert answer.status_code == 200
    assert "schon „nichts zu melden“ angegeben." in text_of(answer)
    assert Delivery.objects.count() == 1


def test_nothing_to_report_needs_a_reason(tina):
    answer = tina.post(NOTHING, {"reason": " "})
    assert answer.status_code == 422
    assert "Bitte nennen Sie den Grund." in text_of(answer)


def test_nothing_to_report_is_refused_where_numbers_are(tina, ahorn):
    OccupancyFactory(shelter=ahorn, as_of=AUGUST)
    answer = tina.post(NOTHING, {"reason": "Geschlossen."})
    assert answer.status_code == 422
    assert "Für den 31.08.2017 haben Sie schon Zahlen gemeldet." in text_of(answer)


@pytest.fixture
def nothing_said(tina) -> Delivery:
    tina.post(NOTHING, {"reason": "Alle Häuser waren geschlossen."})
    return Delivery.objects.get()


def test_what_has_no_file_hands_none_out(tina, nothing_said):
    assert tina.get(f"/meldungen/{nothing_said.pk}/datei/").status_code in (404, 410)


@pytest.mark.parametrize(("step", "state"), [("freigeben", State.RELEASED), ("zurueckgeben", State.RETURNED)])
def test_karla_decides_about_it_like_about_any_delivery(act_as, nothing_said, step, state):
    karla = act_as(people.karla)
    assert "Alle Häuser waren geschlossen." in text_of(karla.get(f"/meldungen/{nothing_said.pk}/"))
    assert nothing_said.file_name in text_of(karla.get("/meldungen/"))
    karla.post(f"/meldungen/{nothing_said.pk}/{step}/", {"comment": "Haus Ahorn war offen."})
    nothing_said.refresh_from_db()
    assert nothing_said.state == state
    assert karla.get(f"/meldungen/{nothing_said.pk}/").status_code == 200


def test_in_the_admin_it_can_be_looked_at(act_as, nothing_said):
    karla = act_as(people.karla)
    assert karla.get(f"/admin/portal/delivery/{nothing_said.pk}/change/").status_code == 200


@pytest.mark.parametrize("address", [FORM, UNCHANGED, NOTHING])
def test_a_closed_date_says_so_before_anything_is_typed(tina, address):
    closed = ReportingDateFactory(as_of=AUGUST, closed=True)
    assert "abgeschlossen (Grund: Der Bericht ist gedruckt)" in text_of(tina.get(address))

    ReportingExceptionFactory(reporting_date=closed, operator=people.anker(), until=timezone.localdate())
    assert "abgeschlossen" not in text_of(tina.get(address))


@pytest.mark.parametrize("address", [FORM, UNCHANGED])
@pytest.mark.parametrize("shelters", [1, 30])
def test_a_page_costs_the_same_queries_for_every_operator(
    tina, address, shelters, django_assert_max_num_queries
):
    for number in range(shelters):
        OccupancyFactory(shelter__code=f"V-{number}", shelter__operation__operator=people.anker(), as_of=JULY)
    with django_assert_max_num_queries(12):
        tina.get(address)


@pytest.mark.parametrize("page", ["form", "unchanged", "nothing"])
def test_a_day_before_all_lists_is_refused_with_a_sentence(client, page):
    client.force_login(people.tina())

    answer = client.get(reverse(f"deliveries:{page}"), {"stichtag": "0001-03-01"})

    assert answer.status_code == 422
    assert "Bitte einen Tag ab dem 01.01.1950 angeben." in answer.content.decode()
