"""The page of the place balance: scenarios chosen, assumptions tried, kept and released."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from accommodation.scenarios import Scenario
from portal.figures import Audience
from portal.releases import State
from portal.report.chapters import real_chapter
from tests import people
from tests.factories import ReportedFigureFactory, ScenarioFactory, ShelterFactory

pytestmark = pytest.mark.django_db

PAGE = "/unterbringung/platzbilanz/"
DAY = date(2017, 12, 31)


@pytest.fixture(autouse=True)
def _house():
    """Ninety people in a house of a hundred places."""
    ReportedFigureFactory(indicator__key="occupancy_total", period_start=date(2017, 8, 31), value=Decimal(90))
    ShelterFactory(name="Haus Ahorn", permit_until=date(2018, 6, 30))


@pytest.fixture
def read(act_as):
    """`read(people.rosa, szenario=[1, 2])`: the page as she reads it."""

    def read(person, **asked):
        return act_as(person).get(PAGE, asked)

    return read


def lead(answer) -> str:
    return answer.context["chapter"].lead


def released(**fields) -> Scenario:
    return ScenarioFactory(state=State.RELEASED, **fields)


def test_without_a_scenario_the_shelters_speak_alone(read):
    answer = read(people.rosa)
    assert lead(answer) == "Ab Juni 2018 fehlen Plätze; am meisten fehlen im Juni 2018: 90."
    assert "Wie es ist" in answer.text
    assert "Haus Ahorn" not in answer.text


def test_an_account_without_a_role_is_refused(read):
    assert read(people.nora).status_code == 403


def test_the_council_reads_what_is_released(read):
    draft = ScenarioFactory(name="Entwurf Nord")
    shown = released(name="Mehr Zugänge", arrivals_per_month=3)
    answer = read(people.rosa)
    assert lead(answer).startswith("Ab Dezember 2017 fehlen Plätze")
    assert "Entwurf Nord" not in answer.text
    refused = read(people.rosa, szenario=[draft.pk])
    assert "Dieses Szenario gibt es hier nicht." in refused.text
    assert lead(refused) == lead(answer)
    assert shown.name in refused.text


def test_staff_read_drafts_and_what_they_are(read):
    draft = ScenarioFactory(name="Nord", arrivals_per_month=11)
    answer = read(people.emil, szenario=[draft.pk])
    assert lead(answer).startswith("Ab September 2017")
    assert "Nord (Entwurf)" in answer.text


def test_three_scenarios_stand_side_by_side_and_a_fourth_is_one_too_many(read):
    keys = [released().pk for _ in range(4)]
    assert len(read(people.rosa, szenario=keys[:3]).context["page"].balances) == 3
    answer = read(people.rosa, szenario=keys)
    assert "Höchstens 3 Szenarien passen nebeneinander." in answer.text
    assert len(answer.context["page"].balances) == 1


def test_what_is_tried_changes_the_sentence_and_is_compared(read):
    base = released(name="Ruhig")
    answer = read(people.rosa, szenario=[base.pk], versuch="1", zugaenge="6", abgaenge="")
    assert lead(answer).startswith("Ab Oktober 2017 fehlen Plätze")
    assert "Die Plätze sind im Oktober 2017 statt im Juni 2018 erschöpft." in answer.text
    assert not Scenario.objects.exclude(pk=base.pk).exists()


def test_a_file_says_the_same_as_the_page_from_which_it_comes(read, client):
    answer = read(people.rosa, versuch="1", zugaenge="6")
    address = f"{PAGE}monate.csv?stichtag=2017-12-31&versuch=1&zugaenge=6"
    assert "&amp;versuch=1&amp;zugaenge=6" in answer.text
    assert "September 2017;96;100;4" in client.get(address).content.decode("utf-8-sig")


def test_a_file_of_what_is_not_there_is_not_the_file_of_something_else(act_as):
    draft = ScenarioFactory()
    rosa = act_as(people.rosa)
    for asked in (f"szenario={draft.pk}", "versuch=1&zugaenge=viele"):
        assert rosa.get(f"{PAGE}monate.csv?stichtag=2017-12-31&{asked}").status_code == 404


@pytest.mark.parametrize("number", ["-1", "viele", "1000000"])
def test_a_number_that_cannot_be_is_told_at_its_field(read, number):
    answer = read(people.rosa, versuch="1", zugaenge=number)
    assert "Zugänge je Monat: Bitte" in answer.text
    assert lead(answer) == lead(read(people.rosa))


def test_a_try_keeps_what_nobody_changed(read):
    base = released(departure_rate=Decimal(10), arrivals_per_month=1)
    same = read(people.rosa, szenario=[base.pk], versuch="1", zugaenge="1", abgaenge="0")
    assert lead(same) == lead(read(people.rosa, szenario=[base.pk]))


def test_staff_keep_what_they_tried(read, client):
    answer = read(people.emil, versuch="1", zugaenge="6", abgaenge="2", moeglich="on", flaeche="on")
    asked = parse_qs(urlsplit(answer.context["keep"]).query)
    assert (asked["arrivals_per_month"], asked["square_metres"]) == (["6"], ["7,0"])
    form = client.get(answer.context["keep"]).context["adminform"].form
    assert form["arrivals_per_month"].value() == "6"
    assert form["count_possible"].value() == "True"


def test_a_council_member_is_not_offered_to_keep(read):
    assert "Als Szenario anlegen" not in read(people.rosa, versuch="1", zugaenge="6").text


def decide(client, scenario: Scenario, action: str, comment: str = "") -> State:
    client.post(
        reverse("admin:accommodation_scenario_changelist"),
        {"action": action, "_selected_action": scenario.pk, "comment": comment},
    )
    scenario.refresh_from_db()
    return State(scenario.state)


def test_a_second_person_releases(act_as):
    scenario = ScenarioFactory()
    assert decide(act_as(people.karla), scenario, "submit") is State.SUBMITTED
    assert decide(act_as(people.karla), scenario, "release") is State.SUBMITTED
    assert decide(act_as(people.konrad), scenario, "release") is State.RELEASED


def test_what_is_released_is_changed_only_after_it_was_reopened(act_as):
    scenario = ScenarioFactory()
    change = reverse("admin:accommodation_scenario_change", args=[scenario.pk])
    decide(act_as(people.emil), scenario, "submit")
    decide(act_as(people.karla), scenario, "release")
    assert act_as(people.emil).post(change, {"name": "Anders"}).status_code == 403
    assert decide(act_as(people.karla), scenario, "reopen") is State.RELEASED  # without a reason
    assert decide(act_as(people.karla), scenario, "reopen", "Neue Prognose") is State.RETURNED


def test_the_chapter_tells_the_released_balance_and_leads_to_it(act_as):
    released(name="Mehr Zugänge", arrivals_per_month=3)
    answer = act_as(people.rosa).get("/unterbringung/?stichtag=2017-12-31")
    assert "Ab Dezember 2017 fehlen Plätze" in answer.text
    assert f"{PAGE}?stichtag=2017-12-31" in answer.text


def test_the_public_reads_nothing_of_it(client, settings):
    settings.PUBLIC_VIEW = True
    released(name="Mehr Zugänge")
    answer = client.get("/unterbringung/")
    assert answer.status_code == 200
    assert PAGE not in answer.text


def test_the_report_has_the_released_balance_and_never_an_invented_one():
    keys = [chart.key for chart in real_chapter("accommodation", DAY, Audience.COUNCIL).charts]
    assert keys == ["belegung"]
    released(example=True)
    assert len(real_chapter("accommodation", DAY, Audience.COUNCIL).charts) == 1
    released()
    told = real_chapter("accommodation", DAY, Audience.COUNCIL)
    assert told.chart("platzbilanz").table.key == "monate"
    assert told.table("annahmen").rows
    assert len(real_chapter("accommodation", DAY, Audience.PUBLIC).charts) == 1


@pytest.mark.parametrize("day", ["0001-01-01", "1900-05-31", "9999-12-31", "gestern"])
def test_no_day_breaks_it(read, day):
    assert read(people.rosa, stichtag=day).status_code == 200
